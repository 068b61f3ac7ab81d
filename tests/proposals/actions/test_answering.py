"""Answers: one for many, all or none, corrected with a trace; what follows from them; no freeze before."""

from __future__ import annotations

import pytest
from django.http import Http404

from deliberation.core.canonical import digest
from deliberation.journal import queries as journal
from deliberation.members.models import Member
from frontend.wording import entry_sentence
from proposals.actions.answering import answer_objections, correct_answer
from proposals.actions.drafting import edit_measure
from proposals.actions.objecting import withdraw_objection
from proposals.actions.publishing import freeze_booklets
from proposals.actions.redressing import move_contested_text
from proposals.core.booklets import wording_digest
from proposals.core.objections import Outcome, answer_digest
from proposals.models import Booklet, Edit, MeasureSource, Objection, ObjectionAnswer, Proposal, Sorting
from proposals.queries import subjects
from proposals.queries.freezing import answered_in, form_of
from proposals.queries.objections import edits_to_name, figures_of
from tests.people import as_person, make_group, make_member, make_officer
from tests.proposals.actions.test_drafting import move_campaign_to
from tests.proposals.boards import Board
from tests.proposals.builders import make_proposal
from tests.proposals.objecting import (
    DOUBTFUL,
    TARIFF,
    answer,
    make_drafts,
    object_to,
    object_to_measure,
    object_to_text,
)
from tests.proposals.refusing import refuses


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_drafts(organiser)


def correct(organiser: Member, given: ObjectionAnswer, outcome: str, reason: str, changes: list[int]) -> None:
    now = ObjectionAnswer.objects.select_related("campaign").get(pk=given.pk)
    seen = answer_digest(now.outcome, now.reason, [edit.journal_seq for edit in now.edits.all()])
    correct_answer(as_person(organiser), now, outcome=outcome, reason=reason, seen=seen, changes=changes)


def move(organiser: Member, board: Board, objection: Objection, title: str, to: Booklet | None) -> None:
    row = Sorting.objects.filter(proposal=board.text(title)).first()
    move_contested_text(
        as_person(organiser), objection, board.text(title), place="booklet" if to else "aside", booklet=to,
        reason="Contestation acceptée", seen_version=row.version if row else 0,
    )  # fmt: skip


# answering ------------------------------------------------------------------------------------------
def test_one_answer_serves_many_and_leaves_one_line(organiser: Member, member: Member, board: Board) -> None:
    rows = [object_to_measure(member, board), object_to_measure(make_member("Paule B."), board)]
    before = journal.head_digest()[0]
    given = answer(organiser, rows, "refused", "51 textes sur 57 le demandent.")
    assert {row.state for row in Objection.objects.all()} == {"answered"}
    assert set(given.objections.all()) == set(rows)
    entry = journal.head()
    assert entry is not None
    assert (entry.seq, entry.code, entry.office) == (before + 1, "objection.answered", "organiser")
    assert entry.facts == {
        "campaign": board.campaign.slug, "outcome": "refused", "objections": 2,
        "digests": sorted(row.digest for row in rows), "changes": [],
        "answer": answer_digest("refused", "51 textes sur 57 le demandent.", []),
    }  # fmt: skip
    # Neither a member's name nor a word of the drafts: the journal is public before they are.
    said = str(entry.facts) + entry_sentence(entry)
    assert not any(word in said for word in (member.display_name, rows[0].name, "textes sur 57", "juste"))


def test_all_or_none_are_answered(organiser: Member, member: Member, board: Board) -> None:
    first, second = object_to_measure(member, board), object_to_text(member, board)
    withdraw_objection(as_person(member), first)
    before = journal.head_digest()
    with refuses("objection.no-longer-open"):
        answer(organiser, [first, second])
    second.refresh_from_db()
    assert (second.state, second.answer) == ("open", None)
    assert journal.head_digest() == before
    answer(organiser, [second])
    with refuses("objection.no-longer-open"):
        answer(organiser, [second])


def test_an_answer_sent_twice_is_given_once(organiser: Member, member: Member, board: Board) -> None:
    made = object_to_measure(member, board)
    given = answer(organiser, [made], nonce="once")
    head = journal.head_digest()
    assert answer(organiser, [made], nonce="once") == given
    assert journal.head_digest() == head


def test_objections_of_another_campaign_are_not_answered_here(
    organiser: Member, member: Member, board: Board
) -> None:
    elsewhere = object_to_measure(member, make_drafts(organiser))
    with refuses("objection.nothing-chosen"):
        answer_objections(
            as_person(organiser),
            board.campaign,
            [elsewhere.name],
            outcome="refused",
            reason="Non.",
            nonce="n",
        )


def test_only_organisers_of_the_scope_answer(member: Member, observer: Member, board: Board) -> None:
    made = object_to_measure(member, board)
    mende = make_officer("organiser", "Paul Mende", make_group("Mende"))
    for someone in (member, observer, mende):
        with pytest.raises(Http404):
            answer(someone, [made])


@pytest.mark.parametrize("phase", ["sorting", "frozen", "voting", "closed"])
def test_answers_end_with_the_freeze(organiser: Member, member: Member, board: Board, phase: str) -> None:
    made, other = object_to_measure(member, board), object_to_text(member, board)
    given = answer(organiser, [made], "accepted")
    move_campaign_to(board, phase)
    with refuses("objection.answers-closed"):
        answer(organiser, [other])
    with refuses("objection.answers-closed"):
        correct(organiser, given, "refused", "Non.", [])
    with refuses("objection.answers-closed"):
        move(organiser, board, made, TARIFF, board.housing)


def test_an_answer_points_to_what_was_changed(organiser: Member, member: Member, board: Board) -> None:
    made = object_to_measure(member, board)
    assert edits_to_name([made]) == []
    measure = board.measure()
    edit_measure(
        as_person(organiser), measure, title="D’autres mots", body="", reason="contesté",
        seen=wording_digest(measure.title, measure.body),
    )  # fmt: skip
    [offered] = edits_to_name([made])
    given = answer(organiser, [made], "accepted", "Fait.", [offered.journal_seq])
    assert list(given.edits.all()) == [offered]
    entry = journal.head()
    assert entry is not None
    assert entry.facts["changes"] == [offered.journal_seq]


def test_an_answer_points_to_nothing_else(organiser: Member, member: Member, board: Board) -> None:
    made = object_to_measure(member, board)
    old = Edit.objects.create(
        campaign=board.campaign, code="board.moved", reason="avant", by_name="I", journal_seq=1,
        at=board.campaign.sorting_at,
    )  # fmt: skip
    for seq in (old.journal_seq, 99):
        with refuses("objection.no-such-change"):
            answer(organiser, [made], "accepted", "Fait.", [seq])


# correcting -----------------------------------------------------------------------------------------
def test_a_correction_keeps_the_words_before(organiser: Member, member: Member, board: Board) -> None:
    made = object_to_measure(member, board)
    given = answer(organiser, [made], "refused", "Non.")
    first_line = given.journal_seq
    tom = make_officer("organiser", "Tom Arrieta")
    correct(tom, given, "partly", "Oui, en partie.", [])
    given.refresh_from_db()
    assert (given.outcome, given.reason, given.version, given.by_name) == (
        "partly", "Oui, en partie.", 2, "Tom Arrieta",
    )  # fmt: skip
    [before] = given.versions.all()
    assert (before.outcome, before.reason, before.by_name, before.journal_seq) == (
        "refused", "Non.", "Inès Valmont", first_line,
    )  # fmt: skip
    entry = journal.head()
    assert entry is not None
    assert entry.code == "objection.answer-corrected"
    assert (entry.facts["before"], entry.facts["answer"]) == (
        answer_digest("refused", "Non.", []), answer_digest("partly", "Oui, en partie.", []),
    )  # fmt: skip
    assert "Réponse corrigée" in entry_sentence(entry)


def test_two_corrections_do_not_overwrite_each_other(organiser: Member, member: Member, board: Board) -> None:
    given = answer(organiser, [object_to_measure(member, board)], "refused", "Non.")
    seen = answer_digest("refused", "Non.", [])
    correct(organiser, given, "partly", "Un peu.", [])
    with refuses("objection.answer-changed-meanwhile"):
        correct_answer(as_person(organiser), given, outcome="accepted", reason="Oui.", seen=seen)
    with refuses("objection.same-answer"):
        correct(organiser, given, "partly", "Un peu.", [])


# what follows ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("outcome", ["accepted", "partly"])
def test_a_contested_text_is_moved_once_that_is_accepted(
    organiser: Member, member: Member, board: Board, outcome: str
) -> None:
    made = object_to_text(member, board)
    with refuses("objection.not-accepted"):
        move(organiser, board, made, TARIFF, board.housing)
    given = answer(organiser, [made], outcome)
    move(organiser, board, made, TARIFF, board.housing)
    row = board.at(TARIFF)
    assert (row.place, row.booklet, row.by_hand, row.version) == ("booklet", board.housing, True, 2)
    assert not MeasureSource.objects.filter(proposal=board.text(TARIFF)).exists()
    entry = journal.head()
    assert entry is not None
    assert (entry.code, entry.facts["objection"], entry.facts["to"]) == ("board.moved", made.name, 2)
    [edit] = given.edits.all()
    assert (edit.before, edit.after, edit.journal_seq) == (board.water.title, board.housing.title, entry.seq)


def test_a_refused_objection_opens_nothing(organiser: Member, member: Member, board: Board) -> None:
    made = object_to_text(member, board)
    answer(organiser, [made], "refused")
    with refuses("objection.not-accepted"):
        move(organiser, board, made, TARIFF, board.housing)


def test_an_accepted_objection_opens_the_board_for_its_own_texts_only(
    organiser: Member, member: Member, board: Board
) -> None:
    made = object_to(member, subjects.of_booklet(board.water), "merge", names=[board.text(TARIFF).name])
    answer(organiser, [made], "accepted")
    with refuses("objection.not-about-this-text"):
        move(organiser, board, made, DOUBTFUL, board.housing)
    with refuses("board.already-there"):
        move(organiser, board, made, TARIFF, board.water)
    with refuses("board.no-such-place"):
        move(organiser, board, made, TARIFF, make_drafts(organiser).water)
    move(organiser, board, made, TARIFF, None)
    assert board.at(TARIFF).place == "aside"
    Proposal.objects.filter(pk=board.text(TARIFF).pk).update(state="withdrawn")
    with refuses("objection.not-about-this-text"):
        move(organiser, board, made, TARIFF, board.housing)


def test_a_move_does_not_overwrite_another(organiser: Member, member: Member, board: Board) -> None:
    made = object_to_text(member, board)
    answer(organiser, [made], "accepted")
    move(organiser, board, made, TARIFF, board.housing)
    with refuses("board.moved-meanwhile"):
        move_contested_text(
            as_person(organiser), made, board.text(TARIFF), place="aside", booklet=None, reason="non",
            seen_version=1,
        )  # fmt: skip


def test_a_text_that_no_run_read_comes_in_by_an_accepted_objection(
    organiser: Member, member: Member, board: Board
) -> None:
    late = make_proposal(board.campaign, title="Venu trop tard")
    board.texts[late.title] = late
    made = object_to(member, subjects.of_text(late))
    answer(organiser, [made], "accepted")
    move(organiser, board, made, late.title, board.housing)
    assert (board.at(late.title).booklet, board.at(late.title).by_hand) == (board.housing, True)


# the freeze -----------------------------------------------------------------------------------------
def test_no_freeze_while_one_is_open(organiser: Member, member: Member, board: Board) -> None:
    made = object_to_measure(member, board)
    with refuses("freeze.objections-open"):
        freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    board.campaign.refresh_from_db()
    assert board.campaign.frozen_at is None
    answer(organiser, [made])
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")


def test_a_withdrawn_objection_holds_nothing_up(organiser: Member, member: Member, board: Board) -> None:
    withdraw_objection(as_person(member), object_to_measure(member, board))
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")


def test_the_freeze_says_how_many_objections_there_were(
    organiser: Member, member: Member, board: Board
) -> None:
    rows = [object_to_measure(member, board), object_to_text(member, board)]
    omission = object_to(member, subjects.of_campaign(board.campaign))
    withdraw_objection(as_person(member), object_to_measure(member, board))
    answer(organiser, rows, "accepted")
    answer(organiser, [omission], Outcome.PARTLY)
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    [entry] = journal.entries("objections.closed")
    names = ("made", "withdrawn", "accepted", "partly", "refused")
    assert [entry.facts[name] for name in names] == [4, 1, 2, 1, 0]
    assert entry.facts["digest"] == digest(answered_in(board.campaign))
    assert "4 déposées, 1 retirées" in entry_sentence(entry).replace("\u202f", " ")
    assert figures_of(board.campaign).standing == 3


def test_answered_objections_enter_the_digest_of_their_booklet_alone(
    organiser: Member, member: Member, board: Board
) -> None:
    before = {booklet.pk: form_of(booklet).digest() for booklet in (board.water, board.housing)}
    made = object_to_measure(member, board)
    assert form_of(board.water).digest() == before[board.water.pk]  # an open one is no part of it yet
    given = answer(organiser, [made], "refused", "Non.")
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    water = Booklet.objects.get(pk=board.water.pk)
    [printed] = form_of(water).objections
    assert (printed.name, printed.measure, printed.reason, printed.digest) == (
        made.name, 1, "Non.", made.digest,
    )  # fmt: skip
    assert water.digest == form_of(water).digest() != before[water.pk]
    assert form_of(board.housing).digest() == before[board.housing.pk]
    # An answer changed behind the app shows.
    ObjectionAnswer.objects.filter(pk=given.pk).update(reason="Oui.")
    assert form_of(water).digest() != water.digest
