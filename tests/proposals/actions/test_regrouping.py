"""Booklets split and merged: texts, measures, addresses and numbers, each with its line in the journal."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client

from deliberation.core.errors import RuleBroken
from deliberation.journal import queries as journal
from deliberation.members.access import Person
from deliberation.members.models import Member
from frontend.wording import entry_sentence
from proposals.actions.drafting import rename_booklet
from proposals.actions.founding import adopt_run
from proposals.actions.numbering import next_booklet_number, next_measure_number
from proposals.actions.publishing import publish_drafts
from proposals.actions.regrouping import merge_booklets, split_booklet
from proposals.actions.sorting import Seen, move_texts
from proposals.core.boards import MOST_BOOKLETS
from proposals.core.booklets import wording_digest
from proposals.models import Booklet, Campaign, Edit, Measure, OldAddress, Sorting
from proposals.queries.board import items_of, losses_of, places_of
from proposals.queries.boardlists import Wanted, slice_of, texts_at
from proposals.queries.regrouping import state_of
from tests.people import as_person, make_officer
from tests.proposals.boards import Board, make_board
from tests.proposals.refusing import refuses

FIRST, SECOND, THIRD, TARIFF = (
    "Réparer les fuites", "Un plan fuites par commune", "Renouveler le réseau", "Un tarif social",
)  # fmt: skip
RENT, DOUBT = "Encadrer les loyers", "La facture d’eau du locataire"


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_board(organiser)


def merge(person: Person, gone: Booklet, into: Booklet, seen: str = "") -> int:
    return merge_booklets(person, gone, into, reason="un seul thème", seen=seen or state_of(gone, into))


def split(person: Person, board: Board, *titles: str, title: str = "Les tarifs") -> Booklet:
    return split_booklet(person, board.campaign, board.seen(*titles), title=title, reason="un thème à part")


# splitting ------------------------------------------------------------------------------------------
def test_texts_become_a_booklet_with_the_next_number_and_their_whole_measures(
    organiser: Member, board: Board
) -> None:
    made = split(as_person(organiser), board, TARIFF, DOUBT, FIRST)
    assert (made.number, made.slug, made.hue, made.cluster) == (3, "les-tarifs", "azur", None)
    for title in (TARIFF, DOUBT, FIRST):
        row = board.at(title)
        assert (row.booklet, row.by_hand, row.reason, row.version) == (made, True, "un thème à part", 2)
    # The measure of the tariff had no other text: it comes along. The first one only loses its text.
    assert [(measure.title, measure.number) for measure in made.measures.all()] == [(TARIFF, 1)]
    left = board.water.measures.get()
    assert sorted(left.sources.values_list("proposal__title", flat=True)) == [THIRD, SECOND]
    entry = journal.head()
    assert entry is not None
    assert (entry.code, entry.facts["booklet"], entry.facts["origins"]) == ("booklet.split", 3, [0, 1])
    assert (entry.facts["count"], entry.facts["measures"]) == (3, 1)
    # The title is a draft's: its digest stands in the journal, the words in the list of edits.
    assert entry.facts["after"] == wording_digest("Les tarifs", "")
    assert "tarifs" not in str(entry.facts).lower().replace("les-tarifs", "")
    assert "Livret 3 fait de 3 textes" in entry_sentence(entry)
    assert Edit.objects.get(code="booklet.split").after == "Les tarifs"
    moved = Edit.objects.get(code="board.moved", proposal=board.text(DOUBT))
    assert (moved.before, moved.after) == ("to-place", "Les tarifs")


def test_what_a_split_cannot_be(organiser: Member, second_organiser: Member, board: Board) -> None:
    person, seen = as_person(organiser), board.seen(FIRST)
    bad: list[tuple[str, list[Seen], str, str]] = [
        ("board.nothing-chosen", [], "Titre", "motif"),
        ("board.too-many", seen * 51, "Titre", "motif"),
        ("text.title-empty", seen, " ", "motif"),
        ("text.title-too-long", seen, "a" * 121, "motif"),
        ("reason.empty", seen, "Titre", " "),
        ("board.no-such-text", [Seen("nobody", 1)], "Titre", "motif"),
    ]
    for code, texts, title, reason in bad:
        with refuses(code):
            split_booklet(person, board.campaign, texts, title=title, reason=reason)
    move_texts(as_person(second_organiser), board.campaign, seen, "aside", None, "hors sujet")
    with refuses("board.moved-meanwhile"):
        split_booklet(person, board.campaign, seen, title="Titre", reason="motif")
    assert Booklet.objects.filter(campaign=board.campaign).count() == 2


def test_there_are_never_more_booklets_than_a_run_may_make(organiser: Member, board: Board) -> None:
    Booklet.objects.bulk_create(
        Booklet(campaign=board.campaign, slug=f"b{at}", number=at, title=f"B {at}", run=board.run)
        for at in range(3, MOST_BOOKLETS + 1)
    )
    with refuses("board.too-many-booklets"):
        split(as_person(organiser), board, TARIFF)


def test_two_booklets_of_one_title_have_two_addresses(organiser: Member, board: Board) -> None:
    person = as_person(organiser)
    slugs = [split(person, board, title).slug for title in (TARIFF, FIRST)]
    assert slugs == ["les-tarifs", "les-tarifs-2"]


# merging --------------------------------------------------------------------------------------------
def test_two_booklets_become_one_with_all_texts_and_measures(organiser: Member, board: Board) -> None:
    moved = merge(as_person(organiser), board.water, board.housing)
    assert moved == 4
    assert not Booklet.objects.filter(pk=board.water.pk).exists()
    assert board.at(FIRST).booklet == board.housing
    # Nobody looked at each text: a merger is no move by hand.
    assert not Sorting.objects.filter(campaign=board.campaign, by_hand=True).exists()
    assert [(row.number, row.title) for row in board.housing.measures.all()] == [
        (1, RENT), (2, FIRST), (3, TARIFF),
    ]  # fmt: skip
    entry = journal.head()
    assert entry is not None
    assert entry.facts == {
        "campaign": board.campaign.slug, "booklet": 1, "into": 2, "count": 4, "measures": 2,
        "before": wording_digest(board.water.title, ""), "reason": "un seul thème",
    }  # fmt: skip
    assert "Livret 1 réuni au livret 2" in entry_sentence(entry)
    followed = Edit.objects.get(code="text.followed", proposal=board.text(FIRST))
    assert (followed.before, followed.after) == (board.water.title, board.housing.title)
    assert losses_of(board.campaign).wordings == 1


def test_old_addresses_lead_to_where_it_all_went(organiser: Member, board: Board, client: Client) -> None:
    person = as_person(organiser)
    third = split(person, board, RENT, title="Les loyers")
    merge(person, board.water, board.housing)
    merge(person, board.housing, third)
    client.force_login(organiser)
    base = f"/campaigns/{board.campaign.slug}/booklets"
    for old in (board.water, board.housing):
        for page in ("", "texts/", "booklet.json"):
            answer = client.get(f"{base}/{old.slug}/{page}")
            assert answer.headers["Location"] == f"{base}/{third.slug}/"
    tariff = Measure.objects.get(title=TARIFF)
    answer = client.get(f"{base}/{board.water.slug}/measures/2/")
    assert answer.headers["Location"] == f"{base}/{third.slug}/measures/{tariff.number}/"
    assert client.get(f"{base}/{board.water.slug}/measures/9/").headers["Location"] == f"{base}/{third.slug}/"
    # What is written there is shown beside what took it in, not lost.
    assert client.get(f"{base}/{board.water.slug}/measures/2/edit/").status_code == 200
    client.logout()
    assert "/account/" in client.get(f"{base}/{board.water.slug}/").headers["Location"]


def test_the_candidates_of_a_text_follow_a_merger(organiser: Member, board: Board) -> None:
    person = as_person(organiser)
    third = split(person, board, RENT, title="Les loyers")
    merge(person, board.water, third)
    places = places_of(board.campaign)
    rows = slice_of(texts_at(board.campaign, Wanted("to-place")), 50).rows
    item = items_of(board.campaign, rows, places)[0]
    assert item.best is not None
    assert item.best.key == third.slug


def test_a_number_is_never_given_twice_while_the_board_is_open(organiser: Member, board: Board) -> None:
    person = as_person(organiser)
    merge(person, board.housing, board.water)
    assert next_booklet_number(board.campaign) == 3
    made = split(person, board, TARIFF, RENT)
    assert made.number == 3
    # The water booklet gave its second measure and the one that came from housing away.
    assert next_measure_number(board.water) == 4


def test_a_booklet_that_changed_meanwhile_is_not_merged(
    organiser: Member, second_organiser: Member, board: Board
) -> None:
    person, other = as_person(organiser), as_person(second_organiser)
    seen = state_of(board.water, board.housing)
    move_texts(other, board.campaign, board.seen(DOUBT), "booklet", board.water, "les fuites")
    with refuses("booklet.changed-meanwhile"):
        merge(person, board.water, board.housing, seen)
    seen = state_of(board.water, board.housing)
    rename_booklet(
        other, board.housing, title="Se loger", introduction="", reason="plus clair",
        seen=wording_digest(board.housing.title, ""),
    )  # fmt: skip
    with refuses("booklet.changed-meanwhile"):
        merge(person, board.water, board.housing, seen)
    with refuses("board.same-booklet"):
        merge(person, board.water, board.water, seen)
    adopt_run(person, board.run)
    with refuses("booklet.changed-meanwhile"):
        merge(person, board.water, board.housing, seen)


def test_an_empty_booklet_goes_by_merging_it(organiser: Member, board: Board) -> None:
    person = as_person(organiser)
    titles = [title for title in board.texts if board.at(title).booklet == board.housing]
    move_texts(person, board.campaign, board.seen(*titles), "booklet", board.water, "un seul thème")
    assert merge(person, board.housing, board.water) == 0
    assert Booklet.objects.filter(campaign=board.campaign).count() == 1


def test_a_residual_booklet_that_takes_in_a_theme_stays_residual(organiser: Member, board: Board) -> None:
    Booklet.objects.filter(pk=board.housing.pk).update(residual=True)
    merge(as_person(organiser), board.water, board.housing)
    assert Booklet.objects.get(campaign=board.campaign).residual
    made = split(as_person(organiser), board, FIRST)
    assert not made.residual


def test_only_organisers_split_and_merge_and_only_while_the_board_is_open(
    organiser: Member, member: Member, board: Board
) -> None:
    for act in (
        lambda: split(as_person(member), board, FIRST),
        lambda: merge(as_person(member), board.water, board.housing),
    ):
        with pytest.raises(Http404):
            act()
    Campaign.objects.filter(pk=board.campaign.pk).update(drafts_published_at=board.campaign.sorting_at)
    with refuses("board.closed"):
        split(as_person(organiser), board, FIRST)
    with refuses("board.closed"):
        merge(as_person(organiser), board.water, board.housing)


# the last numbering ---------------------------------------------------------------------------------
def test_publishing_closes_the_gaps_and_puts_the_residual_booklet_last(
    organiser: Member, board: Board
) -> None:
    person = as_person(organiser)
    Booklet.objects.filter(pk=board.housing.pk).update(residual=True)
    third = split(person, board, TARIFF, RENT)
    merge(person, board.water, third)
    publish_drafts(person, board.campaign)
    rows = Booklet.objects.filter(campaign=board.campaign)
    assert [(row.number, row.title) for row in rows] == [(1, "Les tarifs"), (2, board.housing.title)]
    assert [row.number for row in rows[0].measures.all()] == [1, 2]
    entry = journal.head()
    assert entry is not None
    assert entry.facts["numbers"] == {"3": 1}
    digests = entry.facts["digests"]
    assert isinstance(digests, dict)
    assert set(digests) == {"1", "2"}
    # Old addresses of booklets stay; those of measures, that only organisers saw, would lead astray.
    assert [row.number for row in OldAddress.objects.filter(campaign=board.campaign)] == [0]


# two at once ----------------------------------------------------------------------------------------
@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_merger_and_a_split_at_once_leave_every_text_in_one_place() -> None:
    organiser = make_officer("organiser", "Inès Valmont")
    board = make_board(organiser)
    person, other = as_person(organiser), as_person(make_officer("organiser", "Tom Arrieta"))
    seen, state = board.seen(FIRST), state_of(board.water, board.housing)

    def merging() -> str:
        try:
            return str(merge(person, board.water, board.housing, state))
        except RuleBroken as refusal:
            return refusal.code
        finally:
            connection.close()

    def splitting() -> str:
        try:
            return split_booklet(other, board.campaign, seen, title="Les fuites", reason="à part").title
        except RuleBroken as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2 if connection.vendor == "postgresql" else 1) as pool:
        merged, made = pool.submit(merging).result(), pool.submit(splitting).result()
    assert (merged, made) in {
        ("4", "board.moved-meanwhile"), ("booklet.changed-meanwhile", "Les fuites"),
    }  # fmt: skip
    assert Sorting.objects.filter(campaign=board.campaign).count() == 8
    assert not Sorting.objects.filter(place="booklet", booklet=None).exists()
