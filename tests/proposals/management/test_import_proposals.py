"""The import command: files as people have them, and clear sentences for what is wrong."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from deliberation.journal import queries as journal
from proposals.models import Campaign, Proposal
from tests.people import make_member
from tests.proposals.builders import make_campaign

GOOD = """id,text,label,lang,kind,parent
p1,"Rouvrir les petites gares, le soir aussi.",transports,fr,opinion,p1
a1,"D’accord, sans train pas de travail.",transports,fr,argument,p1
a2,"Réponse à un texte absent.",transports,fr,argument,ailleurs
"""


@pytest.fixture
def campaign(db: None) -> Campaign:
    make_member()
    return make_campaign(slug="automne", title="Convention")


def run(file: Path, *options: str) -> tuple[str, str]:
    out, errors = io.StringIO(), io.StringIO()
    try:
        call_command(
            "import_proposals", str(file), "--campaign", "automne", *options, stdout=out, stderr=errors
        )
    except CommandError as error:
        errors.write(str(error))
    # French signs stand behind an unbreakable space; the tests read without it.
    return out.getvalue().replace("\u00a0", " "), errors.getvalue().replace("\u00a0", " ")


def write(folder: Path, content: str | bytes, name: str = "texts.csv") -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def test_a_file_is_imported_and_its_label_left_out(campaign: Campaign, tmp_path: Path) -> None:
    said, errors = run(write(tmp_path, gzip.compress(GOOD.encode()), "texts.csv.gz"))
    assert errors == ""
    assert "1 contributions et 2 réponses importées, dont 1 réponses à un texte absent" in said
    assert Proposal.objects.count() == 3
    stored = str(list(Proposal.objects.values())) + str([link.facts for link in journal.chain()])
    assert "transports" not in stored


def test_a_try_writes_nothing(campaign: Campaign, tmp_path: Path) -> None:
    said, _errors = run(write(tmp_path, GOOD), "--dry-run")
    assert "1 contributions et 2 réponses" in said
    assert not Proposal.objects.exists()
    assert journal.head() is None


def test_a_limit_takes_the_first_texts_and_the_rest_is_refused_later(
    campaign: Campaign, tmp_path: Path
) -> None:
    run(write(tmp_path, GOOD), "--limit", "1")
    assert Proposal.objects.count() == 1
    assert "déjà dans la campagne" in run(write(tmp_path, GOOD))[1]
    assert Proposal.objects.count() == 1


def test_wrong_lines_are_named_and_stop_the_import(campaign: Campaign, tmp_path: Path) -> None:
    file = write(tmp_path, f"id,text\np1,Bon texte\np2,{'a' * 20_001}\np3,nu\x00l\np1,Deux fois\n")
    errors = run(file)[1]
    assert "Ligne 3" in errors
    assert "20001 signes" in errors
    assert "Ligne 4" in errors
    assert "U+0000" in errors
    assert "Ligne 5" in errors
    assert "3 lignes fausses. Rien n’a été importé." in errors
    assert not Proposal.objects.exists()
    said, errors = run(file, "--skip-wrong")
    assert "1 contributions" in said
    assert "Ligne 3" in errors
    assert Proposal.objects.get().body == "Bon texte"


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "texts.csv", "Le fichier est vide"),
        (
            b"titre,contenu\na,b\n",
            "texts.csv",
            "Il manque des colonnes : id, text. Colonnes trouvées : titre, contenu.",
        ),
        (
            GOOD.encode("latin-1", "replace").replace(b"?", b"\xe9"),
            "texts.csv",
            "n’est pas en UTF-8 : la ligne 3",
        ),
        (GOOD.encode(), "texts.csv.gz", "ne se décompresse pas"),
        (b"id,text\n", "texts.csv", "aucun texte à importer"),
        (b'id,text\np1,"ouvert', "texts.csv", "ligne 2"),
    ],
)
def test_a_file_that_is_none_gets_a_sentence(
    campaign: Campaign, tmp_path: Path, content: bytes, name: str, says: str
) -> None:
    assert says in run(write(tmp_path, content, name))[1]
    assert not Proposal.objects.exists()


def test_an_absent_file_or_campaign_gets_a_sentence(db: None, tmp_path: Path) -> None:
    assert "ne se lit pas" in run(tmp_path / "absent.csv")[1]
    assert "ne se lit pas" in run(tmp_path)[1]
    make_campaign(slug="hiver")
    assert (
        "Aucune campagne n’a l’adresse « automne ». Adresses connues : hiver."
        in run(write(tmp_path, GOOD))[1]
    )
