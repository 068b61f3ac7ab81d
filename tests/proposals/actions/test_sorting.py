"""The board: sorted with reasons, never overwritten in silence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.http import Http404

from deliberation.core.errors import RuleBroken
from deliberation.journal import queries as journal
from deliberation.members.access import Person
from deliberation.members.models import Member
from proposals.actions.drafting import rename_booklet
from proposals.actions.founding import adopt_run
from proposals.actions.sorting import Seen, move_texts
from proposals.core.booklets import wording_digest
from proposals.models import Booklet, Campaign, Edit, MeasureSource, Sorting
from tests.people import as_person, make_group, make_officer
from tests.proposals.boards import Board, make_board
from tests.proposals.refusing import refuses

FIRST, SECOND = "Réparer les fuites", "Un plan fuites par commune"
DOUBT = "La facture d’eau du locataire"


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_board(organiser)


def test_only_organisers_of_the_scope_adopt_move_and_rename(organiser: Member, member: Member) -> None:
    board = make_board(organiser)
    elsewhere = make_officer("organiser", "Paule B.", make_group("Foix"))
    for person in (as_person(member), as_person(elsewhere)):
        with pytest.raises(Http404):
            adopt_run(person, board.run)
        with pytest.raises(Http404):
            move_texts(person, board.campaign, board.seen(FIRST), "aside", None, "non")
        with pytest.raises(Http404):
            rename_booklet(person, board.water, title="Eau", introduction="", reason="x", seen="")


# moving ---------------------------------------------------------------------------------------------
def test_a_move_is_journaled_with_its_reason_and_leaves_the_measures(organiser: Member, board: Board) -> None:
    step = move_texts(
        as_person(organiser),
        board.campaign,
        board.seen(FIRST, SECOND),
        "booklet",
        board.housing,
        " parle  du loyer ",
    )
    assert step.count == 2
    row = board.at(FIRST)
    assert (row.booklet, row.by_hand, row.reason, row.version) == (board.housing, True, "parle du loyer", 2)
    assert not MeasureSource.objects.filter(proposal__in=[board.text(FIRST), board.text(SECOND)]).exists()
    entry = journal.head()
    assert entry is not None
    assert (entry.code, entry.facts["count"], entry.facts["to"]) == ("board.moved", 2, board.housing.number)
    assert entry.facts["texts"] == sorted([board.text(FIRST).name, board.text(SECOND).name])
    edits = Edit.objects.filter(proposal=board.text(FIRST))
    assert [(edit.before, edit.after, edit.by_name, edit.journal_seq) for edit in edits] == [
        (board.water.title, board.housing.title, "Inès Valmont", entry.seq)
    ]


def test_texts_already_there_are_left_alone(organiser: Member, board: Board) -> None:
    person = as_person(organiser)
    with refuses("board.already-there"):
        move_texts(person, board.campaign, board.seen(FIRST), "booklet", board.water, "encore")
    step = move_texts(person, board.campaign, board.seen(FIRST, DOUBT), "booklet", board.water, "les fuites")
    assert step.count == 1
    assert MeasureSource.objects.filter(proposal=board.text(FIRST)).exists()
    assert board.at(FIRST).version == 1


def test_two_organisers_on_one_text_do_not_overwrite_each_other(
    organiser: Member, second_organiser: Member, board: Board
) -> None:
    seen = board.seen(FIRST, SECOND)
    move_texts(as_person(second_organiser), board.campaign, seen[:1], "aside", None, "hors sujet")
    with refuses("board.moved-meanwhile"):
        move_texts(as_person(organiser), board.campaign, seen, "booklet", board.housing, "le loyer")
    assert board.at(FIRST).place == Sorting.Place.ASIDE
    assert board.at(SECOND).booklet == board.water


def test_what_a_move_cannot_be(organiser: Member, board: Board) -> None:
    person, seen = as_person(organiser), board.seen(FIRST)
    elsewhere = make_board(organiser)
    bad: list[tuple[str, list[Seen], str, Booklet | None, str]] = [
        ("reason.empty", seen, "aside", None, "  "),
        ("reason.empty", seen, "aside", None, "…"),
        ("reason.too-long", seen, "aside", None, "a" * 301),
        ("text.hidden-sign", seen, "aside", None, "parce\u202eque"),
        ("board.nothing-chosen", [], "aside", None, "ici"),
        ("board.too-many", seen * 51, "aside", None, "ici"),
        ("board.no-such-place", seen, "nowhere", None, "ici"),
        ("board.no-such-place", seen, "booklet", None, "ici"),
        ("board.no-such-place", seen, "aside", board.water, "ici"),
        ("board.no-such-place", seen, "booklet", elsewhere.water, "ici"),
        ("board.no-such-text", [Seen("nobody", 1)], "aside", None, "ici"),
        ("board.no-such-text", elsewhere.seen(FIRST), "aside", None, "ici"),
    ]
    head = journal.head_digest()
    for code, texts, place, booklet, reason in bad:
        with refuses(code):
            move_texts(person, board.campaign, texts, place, booklet, reason)
    assert journal.head_digest() == head
    assert board.at(FIRST).version == 1


def test_the_board_closes_when_the_drafts_are_published(organiser: Member) -> None:
    board = make_board(organiser)
    Campaign.objects.filter(pk=board.campaign.pk).update(drafts_published_at=board.campaign.sorting_at)
    with refuses("board.closed"):
        move_texts(as_person(organiser), board.campaign, board.seen(FIRST), "aside", None, "trop tard")


# renaming -------------------------------------------------------------------------------------------
def test_a_booklet_is_renamed_and_the_journal_keeps_both_wordings(organiser: Member, board: Board) -> None:
    rename_booklet(
        as_person(organiser), board.water, title="Eau et rivières", introduction="L’eau\r\nd’abord.",
        reason="le titre dit le thème", seen=wording_digest(board.water.title, ""),
    )  # fmt: skip
    water = Booklet.objects.get(pk=board.water.pk)
    assert (water.title, water.introduction, water.slug) == (
        "Eau et rivières", "L’eau\nd’abord.", board.water.slug,
    )  # fmt: skip
    entry = journal.head()
    assert entry is not None
    assert entry.facts["before"] == wording_digest(board.water.title, "")
    assert entry.facts["after"] == wording_digest("Eau et rivières", "L’eau\nd’abord.")
    edit = Edit.objects.get(journal_seq=entry.seq)
    assert (edit.before, edit.text_before) == (board.water.title, "")
    assert (edit.after, edit.text_after) == ("Eau et rivières", "L’eau\nd’abord.")


def test_a_booklet_renamed_meanwhile_or_gone_is_not_overwritten(
    organiser: Member, second_organiser: Member, board: Board
) -> None:
    seen = wording_digest(board.water.title, "")
    rename_booklet(
        as_person(second_organiser), board.water, title=board.water.title, introduction="Une introduction.",
        reason="il en faut une", seen=seen,
    )  # fmt: skip
    for booklet in (board.water, board.housing):
        with refuses("booklet.changed-meanwhile"):
            rename_booklet(
                as_person(organiser), booklet, title="Eau", introduction="", reason="court", seen=seen
            )
    with refuses("booklet.same-words"):
        rename_booklet(
            as_person(organiser), board.housing, title=board.housing.title, introduction="", reason="rien",
            seen=wording_digest(board.housing.title, ""),
        )  # fmt: skip
    adopt_run(as_person(organiser), board.run)
    with refuses("booklet.changed-meanwhile"):
        rename_booklet(
            as_person(organiser), board.water, title="Eau", introduction="", reason="court", seen=seen
        )


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_many_who_move_one_text_at_once_one_does_and_the_others_learn_it() -> None:
    board = make_board(make_officer("organiser", "Inès Valmont"))
    people = [as_person(make_officer("organiser", f"Organisateur {at}")) for at in range(4)]
    seen = board.seen(FIRST, SECOND)

    def move(person: Person) -> str:
        try:
            return str(move_texts(person, board.campaign, seen, "aside", None, "au même moment").count)
        except RuleBroken as refusal:
            return refusal.code
        finally:
            connection.close()

    # SQLite lets one in after the other; its database in memory knows no waiting at all.
    at_once = 4 if connection.vendor == "postgresql" else 1
    with ThreadPoolExecutor(at_once) as pool:
        said = sorted(pool.map(move, people))
    assert said == ["2", *["board.moved-meanwhile"] * 3]
    assert board.at(FIRST).version == 2
    assert journal.entries("board.moved").count() == 1


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_run_adopted_while_texts_move_leaves_one_whole_board() -> None:
    organiser = make_officer("organiser", "Inès Valmont")
    board = make_board(organiser)
    person, other = as_person(organiser), as_person(make_officer("organiser", "Tom Arrieta"))
    seen = board.seen(FIRST)

    def adopt() -> str:
        try:
            return str(adopt_run(person, board.run))
        finally:
            connection.close()

    def move() -> str:
        try:
            return str(move_texts(other, board.campaign, seen, "booklet", board.housing, "le loyer").count)
        except RuleBroken as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2 if connection.vendor == "postgresql" else 1) as pool:
        adopted, moved = pool.submit(adopt), pool.submit(move)
        assert adopted.result() == "2"
        # Too late, the booklet it wanted is gone; in time, the new board has put the text back.
        assert moved.result() in ("1", "board.no-such-place")
    assert Sorting.objects.filter(campaign=board.campaign).count() == 8
    assert Booklet.objects.filter(campaign=board.campaign).count() == 2
    assert board.at(FIRST).booklet is not None
