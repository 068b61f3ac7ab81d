"""Imported texts: all or none, drawn authors and times, once per file, a line in the journal."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from django.conf import settings

from deliberation.core.actors import OPERATOR
from deliberation.journal import queries as journal
from deliberation.members.models import Member
from frontend.wording import entry_sentence
from proposals.actions.importing import Imported, import_proposals
from proposals.core.phases import Phase
from proposals.core.textfiles import TextRow, read_texts
from proposals.models import Campaign, Proposal
from tests.people import make_group, make_member
from tests.proposals.builders import make_campaign
from tests.proposals.refusing import refuses

REAL = Path(settings.HERE).parent / "shared" / "data" / "texts" / "fr_repnum.dev.csv.gz"
ROWS = [
    TextRow(2, "a1", "Oui, et vite.", "answer", "p1"),
    TextRow(3, "p1", "**Rouvrir** les petites gares, le soir aussi.", language="fr"),
    TextRow(4, "p2", "Réparer les fuites.", title="L’eau d’abord"),
    TextRow(5, "a2", "Non.", "answer", "absent", "en"),
]


@pytest.fixture
def campaign(db: None) -> Campaign:
    for number in range(8):
        make_member(f"Membre {number}")
    return make_campaign()


def drawn(campaign: Campaign) -> list[tuple[str, str]]:
    rows = Proposal.objects.filter(campaign=campaign).order_by("title").select_related("author")
    return [(row.title, str(row.author)) for row in rows]


def test_texts_come_in_with_their_parents_titles_and_languages(campaign: Campaign) -> None:
    counts = import_proposals(OPERATOR, campaign, ROWS, seed="graine")
    assert counts == Imported(proposals=2, answers=2, without_parent=1)
    texts = {text.body: text for text in Proposal.objects.select_related("parent")}
    gares, fuites = texts["**Rouvrir** les petites gares, le soir aussi."], texts["Réparer les fuites."]
    assert (gares.title, gares.kind) == ("Rouvrir les petites gares, le soir aussi.", "proposal")
    assert fuites.title == "L’eau d’abord"
    assert fuites.folded == "l'eau d'abord\nreparer les fuites."
    assert (texts["Oui, et vite."].parent, texts["Oui, et vite."].kind) == (gares, "answer")
    assert (texts["Non."].parent, texts["Non."].kind, texts["Non."].language) == (None, "answer", "en")
    assert len({text.salt for text in texts.values()}) == 4


def test_a_language_that_the_file_leaves_out_is_guessed(campaign: Campaign) -> None:
    rows = [
        TextRow(2, "a", "Reopen the small stations and bring back the evening trains in the valleys."),
        TextRow(3, "b", "Rouvrir les petites gares et remettre des trains le soir dans les vallées."),
        TextRow(4, "c", "Les gares, encore.", language="de"),
    ]
    import_proposals(OPERATOR, campaign, rows, seed="graine")
    found = {text.body[:3]: (text.language, text.language_chosen) for text in Proposal.objects.all()}
    assert found == {"Reo": ("en", False), "Rou": ("fr", False), "Les": ("de", True)}


def test_authors_are_drawn_by_the_seed(campaign: Campaign) -> None:
    other, third = make_campaign(), make_campaign()
    import_proposals(OPERATOR, campaign, ROWS, seed="a")
    import_proposals(OPERATOR, other, ROWS, seed="a")
    import_proposals(OPERATOR, third, ROWS, seed="b")
    assert drawn(campaign) == drawn(other)
    assert drawn(campaign) != drawn(third)


def test_texts_are_dated_in_the_contributing_period_answers_after_their_proposal(campaign: Campaign) -> None:
    import_proposals(OPERATOR, campaign, ROWS, seed="a")
    for text in Proposal.objects.select_related("parent"):
        assert campaign.contributing_at <= text.submitted_at <= campaign.sorting_at
        assert text.parent is None or text.parent.submitted_at <= text.submitted_at


def test_authors_are_members_of_the_scope_who_have_not_left(db: None) -> None:
    mende = make_group("Mende")
    make_member("Paule B.")
    here, gone = make_member("Camille R.", group=mende), make_member("Jo L.", group=mende)
    Member.objects.filter(pk=gone.pk).update(left_on="2026-01-01")
    import_proposals(OPERATOR, make_campaign(group=mende), ROWS, seed="a")
    assert {text.author for text in Proposal.objects.all()} == {here}


def test_the_journal_says_what_came_in(campaign: Campaign) -> None:
    import_proposals(OPERATOR, campaign, ROWS, seed="a", file_digest="ab" * 32)
    entry = journal.head()
    assert entry is not None
    assert (entry.code, entry.office) == ("proposals.imported", "operator")
    assert entry.facts["digest"] == "ab" * 32
    assert (entry.facts["proposals"], entry.facts["answers"], entry.facts["without_parent"]) == (2, 2, 1)
    assert "2 contributions" in entry_sentence(entry)


def test_a_file_comes_in_once(campaign: Campaign) -> None:
    import_proposals(OPERATOR, campaign, ROWS[:2], seed="a", file_digest="0" * 64)
    with refuses("import.already-done"):
        import_proposals(OPERATOR, campaign, ROWS, seed="b", file_digest="0" * 64)
    assert Proposal.objects.count() == 2
    import_proposals(OPERATOR, make_campaign(), ROWS, seed="a", file_digest="0" * 64)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "import.nothing"),
        ([ROWS[1], TextRow(9, "p9", "Un\x00texte")], "text.hidden-sign"),
        ([ROWS[1], TextRow(9, "p9", "a" * 20_001)], "text.body-too-long"),
        ([ROWS[1], ROWS[1]], "import.ids-not-unique"),
    ],
)
def test_nothing_is_half_done(campaign: Campaign, rows: list[TextRow], code: str) -> None:
    with refuses(code):
        import_proposals(OPERATOR, campaign, rows, seed="a")
    assert not Proposal.objects.exists()
    assert journal.head() is None


@pytest.mark.parametrize("phase", [Phase.DRAFT, Phase.REPLYING, Phase.FROZEN, Phase.VOTING, Phase.CLOSED])
def test_texts_are_imported_while_contributing_or_sorting(db: None, phase: Phase) -> None:
    make_member()
    with refuses("import.not-open"):
        import_proposals(OPERATOR, make_campaign(phase), ROWS, seed="a")


def test_texts_need_somebody_to_have_written_them(db: None) -> None:
    with refuses("import.nobody-to-write"):
        import_proposals(OPERATOR, make_campaign(), ROWS, seed="a")


def test_a_real_consultation_comes_in_within_seconds(campaign: Campaign) -> None:
    if not REAL.exists():
        pytest.skip("real texts: ../shared/data/texts is not beside this project")
    reading = read_texts(REAL.read_bytes(), gzipped=True)
    before = time.process_time()
    counts = import_proposals(OPERATOR, campaign, reading.rows, seed="1", file_digest=reading.digest)
    assert time.process_time() - before < 10
    assert reading.wrong == ()
    assert counts == Imported(proposals=360, answers=2164, without_parent=0)
