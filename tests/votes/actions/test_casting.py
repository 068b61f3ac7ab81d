"""Casting: one mark, one ballot, joined by nothing; safe to repeat; changed by code until the close."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deliberation import clock
from deliberation.journal.models import Entry
from deliberation.members.models import Member
from tests.people import make_member
from tests.plans import in_full
from tests.proposals.refusing import refuses
from tests.votes.builders import (
    cast,
    code_of,
    make_open,
    make_ready,
    make_voters,
    move_to_close,
    questions_of,
)
from votes.actions.casting import change_ballot, check_change_code
from votes.core.codes import code_hash, follow_up_code, tracker
from votes.models import Ballot, Mark, Question, Vote


@pytest.fixture
def voters(db: None) -> list[Member]:
    return make_voters(3)


@pytest.fixture
def question(voters: list[Member]) -> Question:
    return questions_of(make_open())[0]


@pytest.mark.database
def test_a_cast_leaves_one_mark_and_one_ballot(voters: list[Member], question: Question) -> None:
    receipt = cast(voters[0], question, "m2")
    ballot, mark = Ballot.objects.get(), Mark.objects.get()
    reference = f"{question.vote.slug}/{question.slug}"
    assert (ballot.choices, ballot.version) == (["m2"], 1)
    assert ballot.tracker == receipt.tracker == tracker(follow_up_code(receipt.code), reference)
    assert ballot.code_hash == code_hash(reference, receipt.code)
    assert mark.question_key == question.pk


@pytest.mark.database
def test_the_same_cast_again_gives_the_same_receipt(voters: list[Member], question: Question) -> None:
    first = cast(voters[0], question, "m2")
    assert cast(voters[0], question, "m2") == first
    assert Ballot.objects.count() == Mark.objects.count() == 1
    # A lost answer is asked for again even after the close: what is stored is counted.
    move_to_close(question.vote)
    assert cast(voters[0], question, "m2") == first


@pytest.mark.database
def test_another_ballot_of_the_same_seat_is_refused(voters: list[Member], question: Question) -> None:
    cast(voters[0], question, "m2")
    for choices, code in ((("m1",), ""), (("m2",), code_of("other")), (("blank",), code_of("more"))):
        with refuses("ballot.already-cast"):
            cast(voters[0], question, *choices, code=code)
    assert Ballot.objects.get().choices == ["m2"]


@pytest.mark.database
def test_a_code_that_somebody_has_is_refused_and_marks_nobody(
    voters: list[Member], question: Question
) -> None:
    cast(voters[0], question, "m1", code=code_of("one"))
    for choice in ("m1", "m2"):
        with refuses("ballot.code-taken"):
            cast(voters[1], question, choice, code=code_of("one"))
    assert Mark.objects.count() == 1


def test_one_code_may_serve_all_questions_under_unlike_trackers(voters: list[Member]) -> None:
    first, second, _third = questions_of(make_open())
    receipts = [cast(voters[0], each, "m1", code=code_of("mine")) for each in (first, second)]
    assert receipts[0].tracker != receipts[1].tracker
    assert Ballot.objects.values("code_hash").distinct().count() == 2


def test_who_is_not_on_the_roll_does_not_vote(question: Question) -> None:
    latecomer = make_member("Arrivé depuis")
    with refuses("seat.not-on-roll"):
        cast(latecomer, question, "m1")
    assert not Mark.objects.exists()
    assert not Ballot.objects.exists()


def test_a_vote_takes_ballots_from_its_opening_to_its_close(voters: list[Member]) -> None:
    vote = make_ready()
    question = questions_of(vote)[0]
    with refuses("vote.not-open-yet"):
        cast(voters[0], question, "m1")
    clock.move(vote.opens_at - clock.now() + timedelta(seconds=1))
    cast(voters[0], question, "m1")
    move_to_close(vote)
    with refuses("vote.closed"):
        cast(voters[1], question, "m1")
    assert Ballot.objects.count() == Mark.objects.count() == 1


@pytest.mark.parametrize("missing", ["confirmed_at", "roll_frozen_at"])
def test_a_vote_without_both_acts_does_not_open(voters: list[Member], missing: str) -> None:
    vote = make_open()
    Vote.objects.filter(pk=vote.pk).update(**{missing: None})
    with refuses("vote.not-held"):
        cast(voters[0], questions_of(vote)[0], "m1")


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ((), "ballot.empty"),
        (("m1", "m2"), "ballot.too-many"),
        (("m9",), "ballot.unknown-option"),
        (("m1", "blank"), "ballot.blank-with-options"),
    ],
)
def test_what_is_no_legal_ballot_is_refused(
    voters: list[Member], question: Question, choices: tuple[str, ...], code: str
) -> None:
    with refuses(code):
        cast(voters[0], question, *choices)
    assert not Mark.objects.exists()


@pytest.mark.database
def test_a_ballot_changes_by_its_code_until_the_close(voters: list[Member], question: Question) -> None:
    receipt = cast(voters[0], question, "m1")
    before = Ballot.objects.get()
    changed = change_ballot(question, code=receipt.code.lower(), choices=["m3"])
    after = Ballot.objects.get()
    assert (changed.tracker, changed.version) == (receipt.tracker, 2)
    assert (after.choices, after.version) == (["m3"], 2)
    assert after.nonce != before.nonce
    assert Mark.objects.count() == 1
    # The same choice again is a retry, not a change.
    assert change_ballot(question, code=receipt.code, choices=["m3"]).version == 2
    move_to_close(question.vote)
    with refuses("vote.closed"):
        change_ballot(question, code=receipt.code, choices=["m1"])


def test_an_unknown_code_changes_nothing(voters: list[Member], question: Question) -> None:
    receipt = cast(voters[0], question, "m1")
    for code, refusal in (
        (code_of("another"), "ballot.code-unknown"),
        ("ABCD", "code.wrong-length"),
        (receipt.code[:-1] + ("A" if receipt.code[-1] != "A" else "B"), "code.wrong-check"),
    ):
        with refuses(refusal):
            change_ballot(question, code=code, choices=["m2"])
        with refuses(refusal):
            check_change_code(question, code)
    assert Ballot.objects.get().choices == ["m1"]


def test_a_code_opens_its_own_question_only(voters: list[Member]) -> None:
    first, second, _third = questions_of(make_open())
    receipt = cast(voters[0], first, "m1")
    with refuses("ballot.code-unknown"):
        change_ballot(second, code=receipt.code, choices=["m1"])


@pytest.mark.database
def test_a_cast_never_locks_nor_updates_a_seat_nor_a_member(voters: list[Member], question: Question) -> None:
    with CaptureQueriesContext(connection) as captured:
        cast(voters[0], question, "m1")
        change_ballot(question, code=code_of((voters[0].pk, question.pk)), choices=["m2"])
    statements = [in_full(query["sql"]).upper() for query in captured.captured_queries]
    assert any("JOIN VOTES_SEAT" in sql for sql in statements)
    writes = [sql for sql in statements if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql.split('"')[1] for sql in writes] == ["VOTES_MARK", "VOTES_BALLOT", "VOTES_BALLOT"]
    assert not [sql for sql in statements if "FOR UPDATE" in sql or "FOR SHARE" in sql or "FOR KEY" in sql]
    if connection.vendor == "postgresql":
        assert any("PG_ADVISORY_XACT_LOCK_SHARED" in sql for sql in statements)


def test_no_ballot_leaves_a_line_in_the_journal(voters: list[Member], question: Question) -> None:
    before = Entry.objects.count()
    receipt = cast(voters[0], question, "m1")
    change_ballot(question, code=receipt.code, choices=["m2"])
    assert Entry.objects.count() == before
