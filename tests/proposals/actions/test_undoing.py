"""Undoing: ten minutes, one's own, never over what came later; and everything is as it was."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Model
from django.http import Http404

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.journal import queries as journal
from deliberation.members.access import Person
from deliberation.members.models import Member
from frontend.wording import entry_sentence
from proposals.actions.combining import Half, merge_measures, split_measure, split_sides
from proposals.actions.drafting import (
    add_measure,
    add_source,
    edit_measure,
    remove_measure,
    remove_source,
    rename_booklet,
)
from proposals.actions.founding import adopt_run
from proposals.actions.regrouping import merge_booklets, split_booklet
from proposals.actions.sorting import move_texts
from proposals.actions.undoing import undo_step
from proposals.actions.verifying import verify_measure
from proposals.core.booklets import wording_digest
from proposals.models import Booklet, Campaign, Edit, Measure, MeasureSource, OldAddress, Sorting, Step
from proposals.queries.regrouping import state_of
from proposals.queries.stance import pair_digest, texts_digest
from proposals.queries.steps import steps_of
from tests.people import as_person, make_officer
from tests.proposals.boards import HOUSING, Board, make_board
from tests.proposals.refusing import refuses

FIRST, SECOND, TARIFF, RENT = (
    "Réparer les fuites", "Un plan fuites par commune", "Un tarif social", "Encadrer les loyers",
)  # fmt: skip
DOUBT = "La facture d’eau du locataire"
Act = Callable[[Person, Board], object]


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_board(organiser)


def whole(campaign: Campaign) -> list[list[tuple[object, ...]]]:
    """Everything that acts change, but for versions, which only grow."""
    columns: dict[type[Model], tuple[str, ...]] = {
        Booklet: ("pk", "slug", "number", "title", "introduction", "cluster", "residual"),
        Sorting: ("pk", "place", "booklet", "by_hand", "reason"),
        OldAddress: ("slug", "number", "to_slug", "to_number"),
    }
    rows = [
        sorted(model._default_manager.filter(campaign=campaign).values_list(*names), key=str)
        for model, names in columns.items()
    ]
    measures = Measure.objects.filter(booklet__campaign=campaign).order_by("pk")
    sources = MeasureSource.objects.filter(measure__booklet__campaign=campaign).order_by("pk")
    return [*rows, list(measures.values_list()), list(sources.values_list())]


def undo(person: Person, board: Board) -> Step:
    """Undo the person's last step."""
    step = Step.objects.filter(campaign=board.campaign, by=person.member).first()
    assert step is not None
    return undo_step(person, board.campaign, step.name)


def words_of(measure: Measure) -> str:
    return wording_digest(measure.title, measure.body)


ACTS: dict[str, Act] = {
    "moving texts to a booklet": lambda person, board: move_texts(
        person, board.campaign, board.seen(FIRST, DOUBT), "booklet", board.housing, "le loyer"
    ),
    "setting texts aside": lambda person, board: move_texts(
        person, board.campaign, board.seen(FIRST, SECOND), "aside", None, "hors sujet"
    ),
    "splitting a booklet": lambda person, board: split_booklet(
        person, board.campaign, board.seen(TARIFF, DOUBT), title="Les tarifs", reason="à part"
    ),
    "merging booklets": lambda person, board: merge_booklets(
        person, board.water, board.housing, reason="un thème", seen=state_of(board.water, board.housing)
    ),
    "renaming a booklet": lambda person, board: rename_booklet(
        person, board.water, title="L’eau", introduction="Lisez.", reason="court",
        seen=wording_digest(board.water.title, ""),
    ),
    "writing a measure": lambda person, board: edit_measure(
        person, board.measure(), title="Réparer", body="Vite.", reason="court", seen=words_of(board.measure())
    ),
    "adding a measure": lambda person, board: add_measure(
        person, board.water, title="Compter l’eau", body="", reason="il en manque une"
    ),
    "removing a measure": lambda person, board: remove_measure(
        person, board.measure(), reason="en double", seen=words_of(board.measure())
    ),
    "adding a source": lambda person, board: add_source(
        person, board.measure(2), board.text(FIRST), reason="le dit aussi"
    ),
    "removing a source": lambda person, board: remove_source(
        person, board.measure(), board.text(FIRST), reason="ne le dit pas"
    ),
    "merging measures": lambda person, board: merge_measures(
        person, board.measure(2), board.measure(), reason="la même demande",
        seen=pair_digest(board.measure(2), board.measure()),
    ),
    "splitting a measure": lambda person, board: split_measure(
        person, board.measure(), Half((board.text(SECOND).name,), "Un plan"), reason="autre chose",
        seen=texts_digest(board.measure()),
    ),
    "parting a measure": lambda person, board: split_sides(
        person, board.measure(), Half((board.text(SECOND).name,), "Contre"), title="Pour", reason="opposés",
        seen=texts_digest(board.measure()),
    ),
    "verifying a measure": lambda person, board: verify_measure(
        person, board.measure(), seen=texts_digest(board.measure())
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ACTS)
def test_every_act_is_undone_to_the_row_and_done_again(name: str, organiser: Member, board: Board) -> None:
    person = as_person(organiser)
    before = whole(board.campaign)
    ACTS[name](person, board)
    after = whole(board.campaign)
    assert after != before
    done = journal.head()
    assert done is not None
    undo(person, board)
    assert whole(board.campaign) == before
    entry = journal.head()
    assert entry is not None
    assert (entry.code, entry.facts["entry"], entry.facts["undone"]) == ("edit.undone", done.seq, done.code)
    assert f"l’entrée nº {done.seq}" in entry_sentence(entry)
    assert Edit.objects.filter(code="edit.undone", journal_seq=entry.seq).count() == 1
    # An undo is an act like others: it can be undone.
    undo(person, board)
    assert whole(board.campaign) == after


def test_the_journal_of_an_undo_holds_digests_of_wordings_never_words(
    organiser: Member, board: Board
) -> None:
    person = as_person(organiser)
    ACTS["writing a measure"](person, board)
    undo(person, board)
    entry = journal.head()
    assert entry is not None
    assert entry.facts["wordings"] == [[wording_digest("Réparer", "Vite."), wording_digest(FIRST, "")]]


def test_a_text_tells_that_it_was_put_back(organiser: Member, board: Board) -> None:
    person = as_person(organiser)
    ACTS["moving texts to a booklet"](person, board)
    undo(person, board)
    codes = {edit.code: (edit.before, edit.after) for edit in Edit.objects.filter(proposal=board.text(FIRST))}
    there, back = (board.water.title, board.housing.title), (board.housing.title, board.water.title)
    assert codes == {"board.moved": there, "text.put-back": back}


def test_ten_minutes_by_the_databases_clock_and_not_one_second_more(organiser: Member, board: Board) -> None:
    person = as_person(organiser)
    step = move_texts(person, board.campaign, board.seen(FIRST), "aside", None, "hors sujet")
    clock.move(timedelta(minutes=9, seconds=50))
    assert [row.name for row in steps_of(board.campaign, person, clock.now())] == [step.name]
    clock.move(timedelta(seconds=11))
    assert steps_of(board.campaign, person, clock.now()) == []
    with refuses("undo.too-late"):
        undo_step(person, board.campaign, step.name)
    assert board.at(FIRST).place == Sorting.Place.ASIDE
    # The next act forgets it: what it kept is no longer needed.
    move_texts(person, board.campaign, board.seen(SECOND), "aside", None, "hors sujet")
    assert not Step.objects.filter(name=step.name).exists()


def test_one_undoes_only_what_one_did_and_only_once(
    organiser: Member, second_organiser: Member, member: Member, board: Board
) -> None:
    person = as_person(organiser)
    step = move_texts(person, board.campaign, board.seen(FIRST), "aside", None, "hors sujet")
    with refuses("undo.gone"):
        undo_step(as_person(second_organiser), board.campaign, step.name)
    with pytest.raises(Http404):
        undo_step(as_person(member), board.campaign, step.name)
    undo_step(person, board.campaign, step.name)
    with refuses("undo.gone"):
        undo_step(person, board.campaign, step.name)
    assert board.at(FIRST).booklet == board.water


LATER: dict[str, tuple[str, Act]] = {
    "a text moved on": (
        "setting texts aside",
        lambda person, board: move_texts(
            person, board.campaign, board.seen(FIRST), "booklet", board.housing, "si"
        ),
    ),
    "a text moved into the booklet that would go": (
        "splitting a booklet",
        lambda person, board: move_texts(
            person, board.campaign, board.seen(RENT), "booklet", Booklet.objects.get(number=3), "aussi"
        ),
    ),
    "the booklet that would go was renamed": (
        "splitting a booklet",
        lambda person, board: rename_booklet(
            person, Booklet.objects.get(number=3), title="Tarifs", introduction="", reason="court",
            seen=wording_digest("Les tarifs", ""),
        ),
    ),
    "a measure was written since": (
        "writing a measure",
        lambda person, board: edit_measure(
            person, board.measure(), title="Réparer tout", body="", reason="net",
            seen=words_of(board.measure()),
        ),
    ),
    "a text of the measure removed went elsewhere": (
        "removing a measure",
        lambda person, board: move_texts(
            person, board.campaign, board.seen(FIRST), "booklet", board.housing, "le loyer"
        ),
    ),
    "the number of the measure removed was given again": (
        "removing a measure",
        lambda person, board: [
            add_measure(person, board.water, title="Autre chose", body="", reason="oui"),
            Measure.objects.filter(title="Autre chose").update(number=1),
        ],
    ),
    "the booklet of before is gone": (
        "setting texts aside",
        lambda person, board: merge_booklets(
            person, board.water, board.housing, reason="un", seen=state_of(board.water, board.housing)
        ),
    ),
    "another run was adopted": ("renaming a booklet", lambda person, board: adopt_run(person, board.run)),
}  # fmt: skip


@pytest.mark.parametrize("name", LATER)
def test_what_came_later_is_never_lost_to_an_undo(
    name: str, organiser: Member, second_organiser: Member, board: Board
) -> None:
    person = as_person(organiser)
    act, later = LATER[name]
    ACTS[act](person, board)
    step = Step.objects.get()
    later(as_person(second_organiser), board)
    before, head = whole(board.campaign), journal.head_digest()
    with refuses("undo.gone" if name == "another run was adopted" else "undo.changed-since"):
        undo_step(person, board.campaign, step.name)
    assert whole(board.campaign) == before
    assert journal.head_digest() == head


def test_an_undo_raises_the_version_so_that_another_organiser_sees_it(
    organiser: Member, second_organiser: Member, board: Board
) -> None:
    person = as_person(organiser)
    seen_before = board.seen(FIRST)
    move_texts(person, board.campaign, seen_before, "aside", None, "hors sujet")
    undo(person, board)
    with refuses("board.moved-meanwhile"):
        move_texts(
            as_person(second_organiser), board.campaign, seen_before, "booklet", board.housing, "le loyer"
        )


def test_places_stay_once_the_drafts_are_out_and_words_until_the_freeze(
    organiser: Member, board: Board
) -> None:
    person = as_person(organiser)
    moved = move_texts(person, board.campaign, board.seen(FIRST), "aside", None, "hors sujet")
    ACTS["renaming a booklet"](person, board)
    renamed = Step.objects.first()
    assert renamed is not None
    Campaign.objects.filter(pk=board.campaign.pk).update(drafts_published_at=clock.now())
    with refuses("board.closed"):
        undo_step(person, board.campaign, moved.name)
    undo_step(person, board.campaign, renamed.name)
    again = Step.objects.first()
    assert again is not None
    Campaign.objects.filter(pk=board.campaign.pk).update(frozen_at=clock.now())
    with refuses("booklet.frozen"):
        undo_step(person, board.campaign, again.name)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_an_undo_sent_twice_at_once_is_done_once() -> None:
    organiser = make_officer("organiser", "Inès Valmont")
    board = make_board(organiser)
    person = as_person(organiser)
    titles = [title for title, _ in HOUSING]
    step = move_texts(person, board.campaign, board.seen(*titles), "aside", None, "hors sujet")

    def send(_: int) -> str:
        try:
            return undo_step(person, board.campaign, step.name).code
        except RuleBroken as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(4 if connection.vendor == "postgresql" else 1) as pool:
        said = sorted(pool.map(send, range(4)))
    assert said == ["edit.undone", *["undo.gone"] * 3]
    assert all(board.at(title).booklet == board.housing for title in titles)
    assert journal.entries("edit.undone").count() == 1
