"""Checkpoints: at least twenty ballots and fifteen minutes, one list, one mix, one line of the journal;
twenty more stay for the next.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from deliberation import clock
from deliberation.journal.models import Entry
from deliberation.members.models import Member
from tests.votes.builders import cast, make_open, make_voters, move_to_close, questions_of
from tests.votes.packs import pack_bytes
from votes.actions.casting import change_ballot
from votes.actions.checkpointing import take_due_checkpoints
from votes.actions.closing import close_vote
from votes.core.ballots import Ballot as PlainBallot
from votes.core.ballots import checkpoint_hash
from votes.core.questions import question_reference
from votes.models import Ballot, Checkpoint, Mark, Question, Vote
from votes.verifier.verifying import verify

pytestmark = pytest.mark.django_db
QUARTER = timedelta(minutes=15)


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.STORE = tmp_path


@pytest.fixture
def voters() -> list[Member]:
    return make_voters(85)


@pytest.fixture
def question(voters: list[Member]) -> Question:
    return questions_of(make_open())[0]


def cast_all(voters: Iterable[Member], question: Question, choice: str = "m1") -> None:
    for voter in voters:
        cast(voter, question, choice)


def hashes_of(question: Question) -> set[str]:
    """The hiding hashes of what stands in the box."""
    reference = question_reference(question.vote.slug, question.slug)
    rows = Ballot.objects.filter(question_key=question.pk)
    found = rows.values_list("tracker", "version", "choices", "nonce")
    return {checkpoint_hash(reference, PlainBallot(t, v, tuple(c), n)) for t, v, c, n in found}


@pytest.mark.database
def test_the_first_twenty_are_mixed_and_wait_for_twenty_more(
    voters: list[Member], question: Question
) -> None:
    cast_all(voters[:19], question)
    assert take_due_checkpoints() == 0
    cast(voters[19], question, "m2")
    marks, keys = set(Mark.objects.values_list("seat_key", flat=True)), set(Ballot.objects.values_list("pk"))
    assert take_due_checkpoints() == 1
    assert keys.isdisjoint(Ballot.objects.values_list("pk"))
    assert set(Mark.objects.values_list("seat_key", flat=True)) == marks
    assert not Mark.objects.filter(fresh=True).exists()
    assert not Checkpoint.objects.exists()
    assert take_due_checkpoints() == 0
    cast_all(voters[20:40], question)
    assert take_due_checkpoints() == 1
    checkpoint = Checkpoint.objects.get()
    assert len(checkpoint.hashes) == 20
    assert checkpoint.hashes == sorted(checkpoint.hashes)
    assert set(checkpoint.hashes) < hashes_of(question)
    assert Ballot.objects.filter(fresh=True).count() == 20
    assert not Mark.objects.filter(fresh=True).exists()


def test_what_is_kept_back_is_drawn_by_lot(voters: list[Member], question: Question) -> None:
    cast_all(voters[:20], question)
    first = hashes_of(question)
    cast_all(voters[20:40], question)
    take_due_checkpoints()
    # All of the earliest or none of them: once in seventy thousand million times.
    assert 0 < len(first & set(Checkpoint.objects.get().hashes)) < 20


@pytest.mark.database
def test_who_votes_last_stands_among_twenty_in_the_pack(voters: list[Member], question: Question) -> None:
    cast_all(voters[:60], question)
    take_due_checkpoints()
    cast(voters[60], question, "m3")
    move_to_close(question.vote)
    close_vote(question.vote_id)
    assert [len(each.hashes) for each in Checkpoint.objects.all()] == [40, 21]
    assert verify(pack_bytes(Vote.objects.get().pack_digest)).findings == ()


@pytest.mark.database
def test_the_journal_says_how_many_and_the_digest_of_the_line(
    voters: list[Member], question: Question
) -> None:
    cast_all(voters[:40], question)
    take_due_checkpoints()
    entry, checkpoint = Entry.objects.get(code="vote.checkpoint"), Checkpoint.objects.get()
    assert entry.facts == {
        "vote": question.vote.slug, "question": question.slug, "number": 1, "hashes": 20,
        "digest": checkpoint.plain(question.slug).digest(),
    }  # fmt: skip
    assert checkpoint.seq == entry.seq
    # The minute, no more.
    assert datetime.fromisoformat(checkpoint.at).second == 0
    assert checkpoint.at <= entry.at


def test_a_quarter_of_an_hour_passes_between_two(voters: list[Member], question: Question) -> None:
    cast_all(voters[:40], question)
    assert take_due_checkpoints() == 1
    cast_all(voters[40:60], question)
    assert take_due_checkpoints() == 0
    clock.move(QUARTER)
    assert take_due_checkpoints() == 1
    assert list(Checkpoint.objects.values_list("number", flat=True)) == [1, 2]
    listed = [set(checkpoint.hashes) for checkpoint in Checkpoint.objects.all()]
    assert [len(each) for each in listed] == [20, 20]
    assert not listed[0] & listed[1]
    assert listed[0] | listed[1] < hashes_of(question)


@pytest.mark.database
def test_a_changed_ballot_is_in_the_next_batch(voters: list[Member], question: Question) -> None:
    receipts = [cast(voter, question, "m1") for voter in voters[:40]]
    take_due_checkpoints()
    clock.move(QUARTER)
    for receipt in receipts:
        change_ballot(question, code=receipt.code, choices=["m2"])
    cast_all(voters[40:60], question)
    assert take_due_checkpoints() == 1
    first, second = (set(each.hashes) for each in Checkpoint.objects.all())
    assert (len(first), len(second)) == (20, 40)
    assert not first & hashes_of(question)
    assert second < hashes_of(question)


def test_few_new_ballots_wait_even_among_many_changed_ones(voters: list[Member], question: Question) -> None:
    receipts = [cast(voter, question, "m1") for voter in voters[:40]]
    take_due_checkpoints()
    clock.move(QUARTER)
    cast(voters[40], question, "m1")
    for receipt in receipts:
        change_ballot(question, code=receipt.code, choices=["m3"])
    # Its mark would stand alone: whose the one new ballot is could be read from the table.
    assert take_due_checkpoints() == 0
    cast_all(voters[41:60], question)
    assert take_due_checkpoints() == 1
    assert len(Checkpoint.objects.all()[1].hashes) == 40


def test_changes_alone_make_a_batch_too(voters: list[Member], question: Question) -> None:
    receipts = [cast(voter, question, "m1") for voter in voters[:40]]
    take_due_checkpoints()
    clock.move(QUARTER)
    for receipt in receipts:
        change_ballot(question, code=receipt.code, choices=["m3"])
    assert take_due_checkpoints() == 1
    assert len(Checkpoint.objects.all()[1].hashes) == 20


def test_each_question_has_its_own(voters: list[Member], question: Question) -> None:
    other = questions_of(question.vote)[1]
    cast_all(voters[:40], question)
    cast_all(voters[:19], other)
    assert take_due_checkpoints() == 1
    assert Checkpoint.objects.get().question == question
    assert Ballot.objects.filter(fresh=True, question_key=other.pk).count() == 19


@pytest.mark.database
def test_the_close_publishes_the_rest_and_says_what_was_replaced(
    voters: list[Member], question: Question
) -> None:
    receipts = [cast(voter, question, "m1") for voter in voters[:40]]
    take_due_checkpoints()
    for receipt in receipts:
        change_ballot(question, code=receipt.code, choices=["m2"])
    cast_all(voters[40:43], question)
    move_to_close(question.vote)
    close_vote(question.vote_id)
    vote = Vote.objects.get(pk=question.vote_id)
    last = Checkpoint.objects.all()[1]
    assert (last.number, len(last.hashes)) == (2, 43)
    report = verify(pack_bytes(vote.pack_digest))
    assert report.findings == ()
    assert b'"question":"livret-1"' in pack_bytes(vote.pack_digest)


def test_a_ballot_that_vanishes_after_its_checkpoint_stops_the_close(
    voters: list[Member], question: Question, caplog: pytest.LogCaptureFixture
) -> None:
    cast_all(voters[:40], question)
    take_due_checkpoints()
    Ballot.objects.filter(fresh=False)[0].delete()
    Mark.objects.all()[0].delete()
    move_to_close(question.vote)
    from votes.actions.closing import close_due_votes

    with caplog.at_level(logging.ERROR):
        assert close_due_votes() == 0
    assert "box.checkpointed-lost" in caplog.text
    assert Vote.objects.get().sealed_at is None


def test_before_the_opening_and_after_the_close_there_is_none(
    voters: list[Member], question: Question
) -> None:
    cast_all(voters[:40], question)
    move_to_close(question.vote)
    assert take_due_checkpoints() == 0
