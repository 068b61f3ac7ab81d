"""Lists of the board: filters, and pages that pass over no text while texts leave."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from deliberation.members.models import Member
from proposals.actions.sorting import move_texts
from proposals.models import Campaign, Sorting
from proposals.queries.boardlists import EVERYWHERE, Wanted, landing_of, languages_of, slice_of, texts_at
from tests.people import as_person
from tests.proposals.boards import DOUBTFUL, HOUSING, WATER, Board, make_board
from tests.proposals.builders import make_campaign, make_proposal

FIRST, SECOND = "Réparer les fuites", "Un plan fuites par commune"


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_board(organiser)


def long_list(margins: list[int], by_hand: Collection[int] = ()) -> Campaign:
    """A campaign whose texts are all to be placed, with these margins."""
    campaign = make_campaign("sorting")
    for at, margin in enumerate(margins):
        text = make_proposal(campaign, title=f"Texte {at}")
        Sorting.objects.create(
            campaign=campaign, proposal=text, place="to-place", margin=margin, by_hand=at in by_hand
        )
    return campaign


def names(rows: tuple[Sorting, ...]) -> list[str]:
    return [row.proposal.title for row in rows]


def test_the_filters_choose_by_place_words_hand_language_and_kind(organiser: Member, board: Board) -> None:
    def found(**wanted: str) -> set[str]:
        rows = texts_at(board.campaign, Wanted(**({"key": EVERYWHERE} | wanted)))
        return set(rows.values_list("proposal__title", flat=True))

    move_texts(as_person(organiser), board.campaign, board.seen(FIRST), "aside", None, "hors sujet")
    text = board.text(SECOND)
    text.language, text.kind = "en", "answer"
    text.save()
    assert len(found()) == len([*WATER, *HOUSING, *DOUBTFUL])
    assert found(by="hand") == {FIRST}
    assert found(by="machine", key=board.water.slug) == {title for title, _ in WATER} - {FIRST}
    assert found(language="en") == found(kind="answer") == {SECOND}
    assert found(words="FUITES commune") == {SECOND}
    assert found(key="aside", language="en") == set()
    assert languages_of(board.campaign) == ["en", "fr"]


def test_what_a_person_placed_comes_last_among_the_doubtful(db: None) -> None:
    campaign = long_list([5, 1, 3], by_hand={1})
    rows = texts_at(campaign, Wanted("to-place"))
    assert names(slice_of(rows, 9).rows) == ["Texte 2", "Texte 0", "Texte 1"]
    assert names(slice_of(rows, 9, doubtful=False).rows) == ["Texte 1", "Texte 0", "Texte 2"]


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-2, 2), min_size=1, max_size=12), st.integers(1, 5), st.booleans())
def test_pages_forth_and_back_show_every_text_once_in_order(
    margins: list[int], most: int, doubtful: bool
) -> None:
    campaign = long_list(margins, by_hand=set(range(0, len(margins), 3)))
    rows = texts_at(campaign, Wanted("to-place"))
    page = slice_of(rows, most, doubtful=doubtful)
    seen, pages = names(page.rows), [page]
    while page.after:
        page = slice_of(rows, most, doubtful=doubtful, after=page.after)
        assert page.first == len(seen) + 1
        seen += names(page.rows)
        pages.append(page)
    assert len(seen) == len(set(seen)) == page.of == len(margins) == page.last
    whole = sorted(rows, key=lambda row: (row.by_hand, row.margin, row.proposal_id), reverse=not doubtful)
    assert seen == [row.proposal.title for row in whole]
    while page.before:
        page = slice_of(rows, most, doubtful=doubtful, before=page.before)
    assert page.first == 1
    assert names(page.rows) == names(pages[0].rows)


def test_texts_that_leave_the_list_shift_nothing(organiser: Member) -> None:
    campaign = long_list(list(range(6)))
    rows = texts_at(campaign, Wanted("to-place"))
    first = slice_of(rows, 2)
    Sorting.objects.filter(pk__in=[row.pk for row in first.rows]).update(place="aside")
    assert names(slice_of(rows, 2, after=first.after).rows) == ["Texte 2", "Texte 3"]


def test_an_unknown_end_or_one_beyond_the_list_gives_the_first_page(db: None) -> None:
    campaign = long_list([1, 2])
    rows = texts_at(campaign, Wanted("to-place"))
    last = slice_of(rows, 9).rows[-1].proposal.name
    for after, before in (("nobody", ""), ("", "nobody"), (last, "")):
        assert names(slice_of(rows, 9, after=after, before=before).rows) == ["Texte 0", "Texte 1"]
    assert slice_of(rows.none(), 9).rows == ()


def test_a_page_costs_the_same_wherever_it_stands(
    django_assert_max_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    campaign = long_list(list(range(30)))
    rows = texts_at(campaign, Wanted("to-place"))
    middle = slice_of(rows, 5, after=slice_of(rows, 10).after)
    for after, before in (("", ""), (middle.after, ""), ("", middle.before)):
        with django_assert_max_num_queries(4):
            slice_of(rows, 5, after=after, before=before)


@pytest.mark.database
def test_the_order_comes_from_an_index_and_nothing_is_sorted(organiser: Member, board: Board) -> None:
    rows = Sorting.objects.filter(campaign=board.campaign, place="to-place")
    ordered = rows.order_by("by_hand", "margin", "proposal_id")[:50]
    plan = ordered.explain()
    if connection.vendor == "sqlite":
        assert "USING INDEX" in plan
        assert "TEMP B-TREE" not in plan
    else:
        # So few rows are read whole whatever the index: only that the index could serve is certain.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "Index" in ordered.explain()


def test_where_a_text_landed_is_said_by_its_rank(organiser: Member, board: Board) -> None:
    move_texts(as_person(organiser), board.campaign, board.seen(FIRST), "booklet", board.housing, "le loyer")
    landed = landing_of(board.at(FIRST))
    assert (landed.place, landed.rank, landed.of) == (board.housing.title, 4, 4)
