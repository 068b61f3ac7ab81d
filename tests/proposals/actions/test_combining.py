"""Measures merged, split, parted into two sides, verified: no text and no wording is lost on the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import Http404

from deliberation import clock
from deliberation.journal import queries as journal
from deliberation.members.access import Person
from deliberation.members.models import Member
from frontend.wording import entry_sentence
from proposals.actions.combining import Half, merge_measures, split_measure, split_sides
from proposals.actions.drafting import add_measure, add_source, edit_measure, remove_measure, remove_source
from proposals.actions.publishing import freeze_booklets, publish_drafts
from proposals.actions.verifying import verify_measure
from proposals.core.booklets import MOST_MEASURES, wording_digest
from proposals.models import Campaign, Edit, Measure, OldAddress, Proposal
from proposals.queries.stance import (
    Stance,
    other_side,
    pair_digest,
    sides_of,
    stances_of,
    texts_digest,
    titles_for,
    waiting_in,
    waiting_in_booklets,
)
from tests.people import as_person
from tests.proposals.boards import Board, make_board
from tests.proposals.builders import make_proposal
from tests.proposals.refusing import refuses

FIRST, SECOND, THIRD, TARIFF, RENT = (
    "Réparer les fuites", "Un plan fuites par commune", "Renouveler le réseau", "Un tarif social",
    "Encadrer les loyers",
)  # fmt: skip


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_board(organiser)


def titles_behind(measure: Measure) -> set[str]:
    return set(measure.sources.values_list("proposal__title", flat=True))


def merge(person: Person, board: Board, gone: int = 2, into: int = 1) -> Measure:
    seen = pair_digest(board.measure(gone), board.measure(into))
    return merge_measures(
        person, board.measure(gone), board.measure(into), reason="la même demande", seen=seen
    )


def half(board: Board, *titles: str, title: str = "Un plan par commune") -> Half:
    return Half(tuple(board.text(name).name for name in titles), title)


def part(person: Person, board: Board, title: str = "Réparer") -> tuple[Measure, Measure]:
    return split_sides(
        person, board.measure(), half(board, SECOND, title="Ne pas faire de plan"), title=title,
        reason="demandes opposées", seen=texts_digest(board.measure()),
    )  # fmt: skip


def stance(board: Board, number: int = 1) -> Stance:
    return stances_of([board.measure(number)])[board.measure(number).pk]


# merging --------------------------------------------------------------------------------------------
def test_two_measures_become_one_with_the_texts_of_both(organiser: Member, board: Board) -> None:
    into = merge(as_person(organiser), board)
    assert titles_behind(into) == {FIRST, SECOND, THIRD, TARIFF}
    assert not Measure.objects.filter(booklet=board.water, number=2).exists()
    entry = journal.head()
    assert entry is not None
    assert (entry.code, entry.facts["measure"], entry.facts["into"]) == ("measure.merged", 2, 1)
    assert entry.facts["before"] == wording_digest(TARIFF, "")
    assert "tarif" not in str(entry.facts) + entry_sentence(entry)
    assert Edit.objects.get(code="measure.merged").before == TARIFF
    assert [(row.number, row.to_number) for row in OldAddress.objects.all()] == [(2, 1)]


def test_a_text_behind_both_counts_once(organiser: Member, board: Board) -> None:
    person = as_person(organiser)
    add_source(person, board.measure(2), board.text(FIRST), reason="le dit aussi")
    into = merge(person, board)
    assert into.sources.count() == 4


def test_measures_of_two_booklets_are_not_merged(organiser: Member, board: Board) -> None:
    rent = Measure.objects.select_related("booklet__campaign").get(booklet=board.housing)
    for other in (rent, board.measure()):
        with refuses("measure.not-of-one-booklet"):
            merge_measures(as_person(organiser), other, board.measure(), reason="oui", seen="")


def test_a_measure_written_meanwhile_is_not_merged(
    organiser: Member, second_organiser: Member, board: Board
) -> None:
    seen = pair_digest(board.measure(2), board.measure())
    edit_measure(
        as_person(second_organiser), board.measure(), title="Réparer tout", body="", reason="net",
        seen=wording_digest(FIRST, ""),
    )  # fmt: skip
    with refuses("measure.changed-meanwhile"):
        merge_measures(as_person(organiser), board.measure(2), board.measure(), reason="oui", seen=seen)
    assert board.measure(2).title == TARIFF


# splitting ------------------------------------------------------------------------------------------
def test_some_texts_of_a_measure_become_one_of_their_own(organiser: Member, board: Board) -> None:
    made = split_measure(
        as_person(organiser), board.measure(), half(board, SECOND, THIRD), reason="autre chose",
        seen=texts_digest(board.measure()),
    )  # fmt: skip
    assert (made.number, made.title, made.side) == (3, "Un plan par commune", "")
    # Its draft is the title of its first core text, so that the difference stays visible.
    assert (made.draft_title, made.draft_from, made.edited) == (SECOND, board.text(SECOND), True)
    assert titles_behind(made) == {SECOND, THIRD}
    assert titles_behind(board.measure()) == {FIRST}
    entry = journal.head()
    assert entry is not None
    assert (entry.code, entry.facts["made"], entry.facts["count"]) == ("measure.split", 3, 2)
    assert entry.facts["texts"] == sorted(half(board, SECOND, THIRD).texts)
    assert entry.facts["after"] == wording_digest("Un plan par commune", "")


@pytest.mark.parametrize(
    ("titles", "code"),
    [
        ((), "measure.not-a-part"),
        ((FIRST, SECOND, THIRD), "measure.not-a-part"),
        ((TARIFF,), "measure.not-a-part"),
        ((FIRST, TARIFF), "measure.not-a-part"),
    ],
)
def test_some_leave_and_some_stay(
    organiser: Member, board: Board, titles: tuple[str, ...], code: str
) -> None:
    with refuses(code):
        split_measure(
            as_person(organiser), board.measure(), half(board, *titles), reason="autre chose",
            seen=texts_digest(board.measure()),
        )  # fmt: skip


def test_a_measure_whose_texts_changed_meanwhile_is_not_split(
    organiser: Member, second_organiser: Member, board: Board
) -> None:
    seen = texts_digest(board.measure())
    remove_source(as_person(second_organiser), board.measure(), board.text(SECOND), reason="non")
    with refuses("measure.changed-meanwhile"):
        split_measure(as_person(organiser), board.measure(), half(board, THIRD), reason="oui", seen=seen)


def test_a_booklet_does_not_split_beyond_a_ballot(organiser: Member, board: Board) -> None:
    person = as_person(organiser)
    for at in range(MOST_MEASURES - 2):
        add_measure(person, board.water, title=f"Mesure {at}", body="", reason="oui")
    with refuses("measure.too-many"):
        part(person, board)


# sides ----------------------------------------------------------------------------------------------
def test_a_measure_parts_into_two_sides_tied_together(organiser: Member, board: Board) -> None:
    kept, against = part(as_person(organiser), board)
    kept, against = (Measure.objects.get(pk=row.pk) for row in (kept, against))
    assert (kept.side, kept.title, kept.edited) == ("for", "Réparer", True)
    assert (against.side, against.title, against.number) == ("against", "Ne pas faire de plan", 3)
    assert (other_side(kept), other_side(against)) == (against, kept)
    assert (titles_behind(kept), titles_behind(against)) == ({FIRST, THIRD}, {SECOND})
    entry = journal.head()
    assert entry is not None
    assert entry.code == "measure.parted"
    assert entry.facts["kept"] == [wording_digest(FIRST, ""), wording_digest("Réparer", "")]
    assert "plan" not in str(entry.facts) + entry_sentence(entry)
    edited = Edit.objects.get(code="measure.edited", journal_seq=entry.seq)
    assert (edited.before, edited.after) == (FIRST, "Réparer")
    with refuses("measure.already-a-side"):
        split_sides(
            as_person(organiser), board.measure(), half(board, THIRD), title="Encore", reason="oui",
            seen=texts_digest(board.measure()),
        )  # fmt: skip


@pytest.mark.parametrize("act", ["remove", "merge"])
def test_a_half_alone_is_a_measure_like_any_other(organiser: Member, board: Board, act: str) -> None:
    person = as_person(organiser)
    part(person, board)
    gone = board.measure(3)
    if act == "remove":
        remove_measure(person, gone, reason="non", seen=wording_digest(gone.title, gone.body))
    else:
        merge(person, board, 3, 1)
    left = board.measure()
    assert (left.side, left.twin_id) == ("", None)
    assert titles_behind(left) == ({FIRST, THIRD} if act == "remove" else {FIRST, SECOND, THIRD})


def test_publishing_puts_the_two_sides_side_by_side(organiser: Member, board: Board) -> None:
    person = as_person(organiser)
    part(person, board)
    publish_drafts(person, board.campaign)
    rows = Measure.objects.filter(booklet=board.water)
    assert [(row.number, row.title) for row in rows] == [
        (1, "Réparer"), (2, "Ne pas faire de plan"), (3, TARIFF),
    ]  # fmt: skip


# how texts speak ------------------------------------------------------------------------------------
def oppose(board: Board, title: str) -> None:
    """Let a text speak against."""
    Proposal.objects.filter(pk=board.text(title).pk).update(
        body="Je suis contre.", folded=f"{title.lower()}\nje suis contre."
    )


def test_a_measure_with_texts_on_both_sides_looks_mixed(organiser: Member, board: Board) -> None:
    assert not stance(board).looks_mixed
    oppose(board, SECOND)
    assert (stance(board).texts, stance(board).opposing, stance(board).waits) == (3, 1, True)
    assert [row.measure.pk for row in waiting_in(board.campaign)] == [board.measure().pk]
    assert waiting_in_booklets([board.water, board.housing]) == {board.water.pk: 1, board.housing.pk: 0}
    assert [side.title for side in sides_of(board.measure())] == [SECOND, FIRST, THIRD]


def test_a_text_withdrawn_speaks_no_more(board: Board) -> None:
    oppose(board, SECOND)
    Proposal.objects.filter(pk=board.text(SECOND).pk).update(state=Proposal.State.WITHDRAWN)
    assert not stance(board).looks_mixed


def test_each_side_is_offered_a_title_of_its_own(board: Board) -> None:
    oppose(board, SECOND)
    assert titles_for(board.measure(), sides_of(board.measure())) == (FIRST, SECOND)
    Measure.objects.filter(pk=board.measure().pk).update(title="Non à la facture")
    assert titles_for(board.measure(), sides_of(board.measure())) == (FIRST, "Non à la facture")


@pytest.mark.parametrize(
    "change",
    [
        lambda person, board: edit_measure(
            person, board.measure(), title="Réparer", body="", reason="court", seen=wording_digest(FIRST, "")
        ),
        lambda person, board: add_source(person, board.measure(), board.text(TARIFF), reason="aussi"),
        lambda person, board: remove_source(person, board.measure(), board.text(THIRD), reason="non"),
    ],
)
def test_a_verification_holds_until_words_or_texts_change(
    organiser: Member, second_organiser: Member, board: Board, change: Callable[[Person, Board], None]
) -> None:
    oppose(board, SECOND)
    seen = texts_digest(board.measure())
    verify_measure(as_person(organiser), board.measure(), seen=seen)
    assert (stance(board).verified_by, stance(board).waits) == ("Inès Valmont", False)
    assert waiting_in(board.campaign) == ()
    entry = journal.head()
    assert entry is not None
    assert entry.facts == {
        "campaign": board.campaign.slug, "booklet": 1, "measure": 1, "texts": seen,
    }  # fmt: skip
    assert "vérifiée" in entry_sentence(entry)
    with refuses("measure.verified-already"):
        verify_measure(as_person(second_organiser), board.measure(), seen=seen)
    change(as_person(second_organiser), board)
    assert stance(board).verified_by == ""
    with refuses("measure.changed-meanwhile"):
        verify_measure(as_person(organiser), board.measure(), seen=seen)


def test_publishing_tells_of_mixed_measures_and_refuses_what_was_not_told(
    organiser: Member, board: Board
) -> None:
    oppose(board, SECOND)
    person = as_person(organiser)
    with refuses("drafts.mixed-meanwhile"):
        publish_drafts(person, board.campaign, seen=0)
    publish_drafts(person, board.campaign, seen=1)
    entry = journal.head()
    assert entry is not None
    assert entry.facts["mixed"] == 1


def test_a_booklet_with_more_measures_than_a_ballot_carries_is_not_frozen(
    organiser: Member, board: Board
) -> None:
    person = as_person(organiser)
    publish_drafts(person, board.campaign)
    Measure.objects.bulk_create(
        Measure(booklet=board.water, number=at, title=f"Mesure {at}") for at in range(10, 10 + MOST_MEASURES)
    )
    Campaign.objects.filter(pk=board.campaign.pk).update(replying_at=clock.now(), freezing_at=clock.now())
    with refuses("freeze.too-many-measures"):
        freeze_booklets(person, board.campaign, early="tout a sa réponse")


def test_only_organisers_of_the_scope_do_any_of_it(organiser: Member, member: Member, board: Board) -> None:
    make_proposal(board.campaign)
    person = as_person(member)
    for act in (
        lambda: merge(person, board),
        lambda: part(person, board),
        lambda: verify_measure(person, board.measure(), seen=""),
    ):
        with pytest.raises(Http404):
            act()
    Campaign.objects.filter(pk=board.campaign.pk).update(
        drafts_published_at=clock.now(), frozen_at=clock.now()
    )
    for late in (lambda: merge(as_person(organiser), board), lambda: part(as_person(organiser), board)):
        with refuses("booklet.frozen"):
            late()
