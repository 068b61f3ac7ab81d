"""`export_campaign` and `import_campaign`: a campaign leaves one house and starts in another."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from deliberation.journal.queries import entries
from deliberation.members.models import Member
from proposals.actions.founding import adopt_run
from proposals.models import Booklet, Campaign, Proposal
from tests.people import as_person, make_group
from tests.proposals.builders import make_campaign, make_proposal
from tests.proposals.runs import done_run, filled_campaign


def said(*arguments: object) -> str:
    out = io.StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue().replace("\u00a0", " ")


@pytest.fixture
def file(organiser: Member, tmp_path: Path) -> Path:
    campaign = filled_campaign(slug="source", title="Convention d’automne")
    adopt_run(as_person(organiser), done_run(organiser, campaign))
    target = tmp_path / "source.zip"
    said("export_campaign", "source", target, "--drafts")
    return target


def test_an_export_says_its_rows_and_is_whole(file: Path) -> None:
    assert zipfile.ZipFile(file).testzip() is None
    assert [path.name for path in file.parent.iterdir()] == ["source.zip"]


def test_without_drafts_nothing_of_the_board_leaves(organiser: Member, file: Path, tmp_path: Path) -> None:
    told = said("export_campaign", "source", tmp_path / "open.zip")
    assert "texts: 51" in told
    assert "booklets" not in told


def test_a_campaign_that_does_not_exist_is_named(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="absente"):
        said("export_campaign", "absente", tmp_path / "x.zip")


def test_a_folder_that_is_not_there_is_a_sentence(file: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ne s’écrit pas"):
        said("export_campaign", "source", tmp_path / "absent" / "x.zip")
    with pytest.raises(CommandError, match="ne se lit pas"):
        said("import_campaign", tmp_path / "absent.zip")


def test_a_campaign_starts_from_the_file(file: Path) -> None:
    told = said("import_campaign", file, "--slug", "ailleurs", "--title", "Ailleurs", "--board")
    assert "« Ailleurs » (ailleurs) : 51 contributions, 0 réponses, 5 livrets" in told
    campaign = Campaign.objects.get(slug="ailleurs")
    assert campaign.proposals.count() == 51
    assert Booklet.objects.filter(campaign=campaign).count() == 5
    assert [entry.code for entry in entries()[:2]] == ["campaign.seeded", "campaign.created"]


def test_texts_alone_come_by_default_to_a_group_on_a_day(file: Path) -> None:
    group = make_group("Mende")
    said("import_campaign", file, "--slug", "mende", "--group", group.slug, "--starts", "2031-05-01T09:00")
    campaign = Campaign.objects.get(slug="mende")
    assert (campaign.group, campaign.run) == (group, None)
    assert campaign.contributing_at.year == 2031
    assert campaign.closing_at - campaign.contributing_at == Campaign.objects.get(
        slug="source"
    ).closing_at - (Campaign.objects.get(slug="source").contributing_at)


def test_a_dry_run_does_nothing(file: Path) -> None:
    before = (Campaign.objects.count(), Proposal.objects.count(), entries().count())
    told = said("import_campaign", file, "--slug", "ailleurs", "--dry-run")
    assert "Essai seulement" in told
    assert (Campaign.objects.count(), Proposal.objects.count(), entries().count()) == before


def test_what_is_refused_leaves_nothing_behind(file: Path) -> None:
    with pytest.raises(CommandError, match="source"):
        said("import_campaign", file)  # the same address
    with pytest.raises(CommandError, match="absent"):
        said("import_campaign", file, "--slug", "x", "--group", "absent")
    damaged = file.with_name("damaged.zip")
    damaged.write_bytes(file.read_bytes().replace(b"Zut.", b"Zou."))
    with pytest.raises(CommandError, match=r"n’a pas l’empreinte annoncée|est abîmé"):
        said("import_campaign", damaged, "--slug", "x")
    assert Campaign.objects.count() == 1


def test_a_campaign_without_a_run_gives_its_texts(db: None, tmp_path: Path) -> None:
    campaign = make_campaign(slug="jeune")
    make_proposal(campaign)
    said("export_campaign", "jeune", tmp_path / "jeune.zip")
    with pytest.raises(CommandError, match="ni passe retenue"):
        said("import_campaign", tmp_path / "jeune.zip", "--slug", "x", "--board")
    assert "1 contributions" in said("import_campaign", tmp_path / "jeune.zip", "--slug", "x")
