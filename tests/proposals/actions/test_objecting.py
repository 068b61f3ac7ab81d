"""Making and withdrawing objections: who, when, how many, about what was read; never lost, never twice."""

from __future__ import annotations

import pytest

from deliberation.journal import queries as journal
from deliberation.members.models import Member
from proposals.actions.drafting import edit_measure, remove_measure
from proposals.actions.objecting import note_answer_read, objected, withdraw_objection
from proposals.actions.sorting import move_texts
from proposals.core.booklets import wording_digest
from proposals.models import Campaign, Objection, Proposal
from proposals.queries import subjects
from proposals.queries.shownobjections import as_shown
from tests.people import as_person, make_group, make_member
from tests.proposals.actions.test_drafting import move_campaign_to
from tests.proposals.boards import Board, make_board
from tests.proposals.builders import make_proposal
from tests.proposals.objecting import (
    DOUBTFUL,
    TARIFF,
    answer,
    make_drafts,
    object_to,
    object_to_measure,
    object_to_text,
    pass_the_announced_date,
)
from tests.proposals.refusing import refuses


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_drafts(organiser)


# about what -----------------------------------------------------------------------------------------
def test_an_objection_keeps_what_it_contests_as_it_was_read(
    organiser: Member, member: Member, board: Board
) -> None:
    made = object_to_measure(member, board, body="Non.", instead="Autre chose.")
    measure = board.measure()
    edit_measure(
        as_person(organiser), measure, title="D’autres mots", body="", reason="mieux",
        seen=wording_digest(measure.title, measure.body),
    )  # fmt: skip
    made.refresh_from_db()
    assert (made.kind, made.state, made.body, made.instead) == ("wording", "open", "Non.", "Autre chose.")
    assert (made.about_title, made.about_body) == (measure.title, measure.body)
    assert (made.booklet, made.measure) == (board.water, measure)
    [shown] = as_shown([made], as_person(member))
    assert shown.is_reworded


def test_the_place_of_anybody_s_text_may_be_contested(member: Member, board: Board) -> None:
    inside = object_to_text(member, board)
    assert (inside.booklet, inside.about_title) == (board.water, board.water.title)
    assert inside.about_body == "2. Un tarif social"
    outside = object_to_text(member, board, DOUBTFUL)
    assert (outside.booklet, outside.about_title) == (None, "to-place")
    late = make_proposal(board.campaign, title="Venu trop tard")
    unread = object_to(member, subjects.of_text(late))
    assert unread.about_title == subjects.UNREAD
    assert [text.name for text in unread.texts.all()] == [late.name]


def test_an_omission_may_name_texts_and_terms(member: Member, board: Board) -> None:
    names = [board.text(TARIFF).name, board.text(DOUBTFUL).name]
    made = object_to(
        member, subjects.of_campaign(board.campaign), names=[*names, names[0]], terms="tarif, facture"
    )
    assert {text.name for text in made.texts.all()} == set(names)
    assert (made.kind, made.booklet, made.terms) == ("omission", None, "tarif, facture")
    for wrong in ("nothing", make_board(member_of_office(board)).text(TARIFF).name):
        with refuses("objection.no-such-text"):
            object_to(member, subjects.of_campaign(board.campaign), names=[wrong])
    Proposal.objects.filter(name=names[0]).update(state="hidden")
    with refuses("objection.no-such-text"):
        object_to(member, subjects.of_campaign(board.campaign), names=names)
    with refuses("objection.too-many-texts"):
        object_to(member, subjects.of_campaign(board.campaign), names=[str(n) for n in range(21)])


def member_of_office(board: Board) -> Member:
    assert board.run is not None
    return Member.objects.get(display_name="Inès Valmont")


def test_a_merge_is_contested_in_a_measure_and_in_a_booklet(member: Member, board: Board) -> None:
    assert object_to_measure(member, board, kind="merge").measure == board.measure()
    in_booklet = object_to(member, subjects.of_booklet(board.housing), "merge")
    assert (in_booklet.booklet, in_booklet.measure, in_booklet.about_title) == (
        board.housing, None, board.housing.title,
    )  # fmt: skip
    with refuses("objection.no-kind"):
        object_to_text(member, board, kind="merge")


def test_nobody_objects_to_what_was_not_read(organiser: Member, member: Member, board: Board) -> None:
    measure = board.measure()
    read = subjects.of_measure(measure)
    edit_measure(
        as_person(organiser), measure, title="D’autres mots", body="", reason="mieux",
        seen=wording_digest(measure.title, measure.body),
    )  # fmt: skip
    with refuses("objection.changed-meanwhile"):
        object_to(member, read)
    now = board.measure()
    read = subjects.of_measure(now)
    remove_measure(as_person(organiser), now, reason="non", seen=wording_digest(now.title, now.body))
    with refuses("objection.gone-meanwhile"):
        object_to(member, read)
    text = subjects.of_text(board.text(TARIFF))
    Proposal.objects.filter(pk=board.text(TARIFF).pk).update(state="withdrawn")
    with refuses("objection.gone-meanwhile"):
        object_to(member, text)
    assert not Objection.objects.exists()


def test_the_digest_is_that_of_the_words_and_no_other_name_is_in_it(member: Member, board: Board) -> None:
    made = object_to_text(member, board, signed=True)
    assert made.digest == objected(made).digest()
    assert member.display_name not in str(objected(made).as_json())


# who, when, how many --------------------------------------------------------------------------------
@pytest.mark.parametrize("phase", ["contributing", "sorting", "frozen", "voting", "closed"])
def test_one_objects_from_the_drafts_to_the_freeze(member: Member, board: Board, phase: str) -> None:
    move_campaign_to(board, phase)
    with refuses("objection.not-replying"):
        object_to_measure(member, board)


def test_a_late_freeze_gives_no_more_time_to_object(member: Member, board: Board) -> None:
    object_to_measure(member, board)
    pass_the_announced_date(board)
    with refuses("objection.too-late"):
        object_to_measure(member, board)


def test_members_of_another_group_do_not_object(organiser: Member) -> None:
    mende = make_group("Mende")
    board = make_drafts(organiser, group=mende)
    assert object_to_measure(make_member("Paule B.", group=mende), board).state == "open"
    for other in (make_member("Ana T.", group=make_group("Foix")), organiser):
        with refuses("objection.not-in-scope"):
            object_to_measure(other, board)


def test_each_member_has_a_quota_that_a_withdrawal_gives_back(member: Member, board: Board) -> None:
    Campaign.objects.filter(pk=board.campaign.pk).update(objections_each=2)
    first = object_to_measure(member, board)
    object_to_text(member, board)
    with refuses("objection.too-many"):
        object_to_measure(member, board)
    object_to_measure(make_member("Paule B."), board)
    withdraw_objection(as_person(member), first)
    object_to_measure(member, board)


def test_a_form_sent_twice_makes_one_objection_even_after_the_date(
    organiser: Member, member: Member, board: Board
) -> None:
    first = object_to_measure(member, board, nonce="once")
    pass_the_announced_date(board)
    assert object_to_measure(member, board, nonce="once") == first
    answer(organiser, [first])
    assert object_to_measure(member, board, nonce="once") == first
    with refuses("objection.not-yours"):
        object_to_measure(make_member("Paule B."), board, nonce="once")
    assert Objection.objects.count() == 1


def test_a_member_s_objection_leaves_no_line_in_the_journal(member: Member, board: Board) -> None:
    before = journal.head_digest()
    withdraw_objection(as_person(member), object_to_measure(member, board))
    assert journal.head_digest() == before


# taking it back -------------------------------------------------------------------------------------
def test_an_objection_is_withdrawn_until_it_is_answered(
    organiser: Member, member: Member, board: Board
) -> None:
    first, second = object_to_measure(member, board), object_to_measure(member, board)
    with refuses("objection.not-yours"):
        withdraw_objection(as_person(organiser), first)
    withdraw_objection(as_person(member), first)
    withdraw_objection(as_person(member), first)
    first.refresh_from_db()
    assert (first.state, first.body) == ("withdrawn", "Ce n’est pas juste.")
    answer(organiser, [second])
    with refuses("objection.already-answered"):
        withdraw_objection(as_person(member), second)


def test_only_its_author_notes_an_answer_as_read(organiser: Member, member: Member, board: Board) -> None:
    made = object_to_measure(member, board)
    answer(organiser, [made])
    made = Objection.objects.select_related("answer").get(pk=made.pk)
    note_answer_read(as_person(organiser), made)
    made.refresh_from_db()
    assert made.read_version == 0
    note_answer_read(as_person(member), made)
    made.refresh_from_db()
    assert made.read_version == 1


def test_the_board_stays_closed_for_all_others(organiser: Member, member: Member, board: Board) -> None:
    object_to_text(member, board)
    with refuses("board.closed"):
        move_texts(as_person(organiser), board.campaign, board.seen(TARIFF), "aside", None, "non")
