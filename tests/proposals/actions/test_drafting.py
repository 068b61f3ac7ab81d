"""Measures: every edit has its reason and its line in the journal, and no wording is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import Http404

from deliberation.journal import queries as journal
from deliberation.members.access import Person
from deliberation.members.models import Member
from frontend.wording import entry_sentence
from proposals.actions.drafting import (
    add_measure,
    add_source,
    edit_measure,
    remove_measure,
    remove_source,
    rename_booklet,
)
from proposals.actions.founding import adopt_run
from proposals.actions.sorting import move_texts
from proposals.core.booklets import MOST_MEASURES, wording_digest
from proposals.models import Campaign, Edit, Measure, MeasureSource, Proposal
from tests.people import as_person
from tests.proposals.boards import Board, make_board
from tests.proposals.builders import make_proposal
from tests.proposals.refusing import refuses

FIRST, TARIFF, RENT = "Réparer les fuites", "Un tarif social", "Encadrer les loyers"
LONG = "Tout réseau qui perd plus de 15 % de son eau publie un plan.\n\n" * 20


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_board(organiser)


def edit(person: Person, measure: Measure, title: str, body: str = "", reason: str = "plus clair") -> None:
    seen = wording_digest(measure.title, measure.body)
    edit_measure(person, measure, title=title, body=body, reason=reason, seen=seen)


def test_an_edit_keeps_the_draft_and_both_wordings_whole(organiser: Member, board: Board) -> None:
    person = as_person(organiser)
    edit(person, board.measure(), "Réparer avant d’augmenter", LONG)
    edit(person, board.measure(), "Réparer d’abord", "Court.")
    measure = board.measure()
    assert (measure.title, measure.body, measure.edited) == ("Réparer d’abord", "Court.", True)
    assert measure.draft_title == FIRST
    entry = journal.head()
    assert entry is not None
    assert entry.code == "measure.edited"
    # The journal is public before the drafts are: it holds digests, the edit holds the words.
    assert entry.facts["before"] == wording_digest("Réparer avant d’augmenter", LONG.strip())
    assert entry.facts["after"] == wording_digest("Réparer d’abord", "Court.")
    assert "Réparer" not in str(entry.facts) + entry_sentence(entry)
    edited = Edit.objects.get(journal_seq=entry.seq)
    assert (edited.before, edited.text_before) == ("Réparer avant d’augmenter", LONG.strip())
    assert (edited.after, edited.text_after) == ("Réparer d’abord", "Court.")
    assert [edit.after for edit in Edit.objects.filter(booklet=board.water)] == [
        "Réparer d’abord", "Réparer avant d’augmenter",
    ]  # fmt: skip


def test_an_edit_does_not_overwrite_another(
    organiser: Member, second_organiser: Member, board: Board
) -> None:
    stale = board.measure()
    edit(as_person(second_organiser), board.measure(), "Réparer d’abord")
    with refuses("measure.changed-meanwhile"):
        edit(as_person(organiser), stale, "Réparer ensuite")
    with refuses("measure.changed-meanwhile"):
        seen = wording_digest(stale.title, stale.body)
        remove_measure(as_person(organiser), stale, reason="en double", seen=seen)
    assert board.measure().title == "Réparer d’abord"


def test_a_measure_is_added_with_the_next_number_until_there_are_too_many(
    organiser: Member, board: Board
) -> None:
    person = as_person(organiser)
    for number in range(3, MOST_MEASURES + 1):
        measure = add_measure(person, board.water, title=f"Mesure {number}", body="", reason="il en manque")
        assert (measure.number, measure.edited, measure.draft_title) == (number, True, "")
    with refuses("measure.too-many"):
        add_measure(person, board.water, title="Une de trop", body="", reason="il en manque")


def test_a_measure_is_removed_and_its_texts_stay(organiser: Member, board: Board) -> None:
    measure = board.measure()
    seen = wording_digest(measure.title, measure.body)
    remove_measure(as_person(organiser), measure, reason="en double", seen=seen)
    assert [row.number for row in board.water.measures.all()] == [2]
    assert board.at(FIRST).booklet == board.water
    entry = journal.head()
    assert entry is not None
    assert entry.facts["before"] == seen
    assert Edit.objects.get(journal_seq=entry.seq).before == FIRST
    texts = entry.facts["texts"]
    assert isinstance(texts, list)
    assert board.text(FIRST).name in texts


def test_sources_come_from_the_booklet_and_go(organiser: Member, board: Board) -> None:
    person, measure = as_person(organiser), board.measure()
    add_source(person, measure, board.text(TARIFF), reason="parle des fuites")
    added = MeasureSource.objects.get(measure=measure, proposal=board.text(TARIFF))
    assert (added.core, added.by_hand) == (True, True)
    with refuses("source.already-there"):
        add_source(person, measure, board.text(TARIFF), reason="encore")
    with refuses("source.not-in-booklet"):
        add_source(person, measure, board.text(RENT), reason="aussi")
    remove_source(person, measure, board.text(FIRST), reason="autre demande")
    entry = journal.head()
    assert entry is not None
    assert (entry.code, entry.facts["text"]) == ("source.removed", board.text(FIRST).name)
    with refuses("source.not-there"):
        remove_source(person, measure, board.text(FIRST), reason="encore")
    Proposal.objects.filter(name=board.text(FIRST).name).update(state=Proposal.State.HIDDEN)
    with refuses("source.not-in-booklet"):
        add_source(person, measure, board.text(FIRST), reason="de retour")


@pytest.mark.parametrize(
    ("title", "body", "reason", "code"),
    [
        ("", "", "clair", "text.title-empty"),
        ("a" * 161, "", "clair", "text.title-too-long"),
        ("R\u202eparer", "", "clair", "text.hidden-sign"),
        ("Répa\u200brer", "", "clair", "text.hidden-sign"),
        ("Réparer", "un\u2066deux", "clair", "text.hidden-sign"),
        ("Réparer", "a" * 5001, "clair", "text.body-too-long"),
        ("Réparer", "", "", "reason.empty"),
        ("Réparer les fuites", "", "clair", "measure.same-words"),
    ],
)
def test_what_a_wording_cannot_be(
    organiser: Member, board: Board, title: str, body: str, reason: str, code: str
) -> None:
    head = journal.head_digest()
    with refuses(code):
        edit(as_person(organiser), board.measure(), title, body, reason)
    assert journal.head_digest() == head


Route = Callable[[Person, Board], object]
ROUTES: dict[str, Route] = {
    "edit": lambda person, board: edit(person, board.measure(), "Autre chose"),
    "add": lambda person, board: add_measure(person, board.water, title="Une", body="", reason="oui"),
    "remove": lambda person, board: remove_measure(
        person, board.measure(), reason="non", seen=wording_digest(FIRST, "")
    ),
    "add a source": lambda person, board: add_source(
        person, board.measure(), board.text(TARIFF), reason="oui"
    ),
    "remove a source": lambda person, board: remove_source(
        person, board.measure(), board.text(FIRST), reason="non"
    ),
    "rename": lambda person, board: rename_booklet(
        person,
        board.water,
        title="Eau",
        introduction="",
        reason="court",
        seen=wording_digest(board.water.title, ""),
    ),
    "move": lambda person, board: move_texts(person, board.campaign, board.seen(FIRST), "aside", None, "non"),
    "adopt": lambda person, board: adopt_run(person, board.run),
}
CLOSED_WHILE_REPLYING = {"move", "adopt"}


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("phase", ["contributing", "sorting", "replying", "frozen", "voting", "closed"])
def test_each_edit_writes_one_line_or_is_refused(organiser: Member, phase: str, route: str) -> None:
    board = make_board(organiser)
    move_campaign_to(board, phase)
    before = journal.head_digest()[0]
    if phase in ("contributing", "sorting") or (phase == "replying" and route not in CLOSED_WHILE_REPLYING):
        ROUTES[route](as_person(organiser), board)
        assert journal.head_digest()[0] == before + 1
    else:
        with refuses("board.closed" if route in CLOSED_WHILE_REPLYING else "booklet.frozen"):
            ROUTES[route](as_person(organiser), board)
        assert journal.head_digest()[0] == before


@pytest.mark.parametrize("route", ROUTES)
def test_no_edit_is_for_members(organiser: Member, member: Member, board: Board, route: str) -> None:
    with pytest.raises(Http404):
        ROUTES[route](as_person(member), board)


def move_campaign_to(board: Board, phase: str) -> None:
    """Give the campaign the dates and acts of a phase, whatever it did before."""
    from tests.proposals.builders import make_campaign

    other = make_campaign(phase)
    names = [field.name for field in Campaign._meta.fields if field.name.endswith("_at")]
    Campaign.objects.filter(pk=board.campaign.pk).update(**{name: getattr(other, name) for name in names})
    board.campaign.refresh_from_db()


def test_a_text_of_another_campaign_is_no_source(organiser: Member, board: Board) -> None:
    elsewhere = make_board(organiser)
    stray = make_proposal(elsewhere.campaign)
    with refuses("source.not-in-booklet"):
        add_source(as_person(organiser), board.measure(), stray, reason="oui")
