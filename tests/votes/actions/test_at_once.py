"""Many at once on one seat, two closings at once, ballots that cross the close: on real connections."""

import time
from collections import Counter
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.journal.models import Entry
from tests.at_once import at_once
from tests.votes.builders import (
    DAY,
    cast,
    code_of,
    make_frozen_campaign,
    make_open,
    make_voters,
    move_to_close,
    questions_of,
    two_organisers,
)
from tests.votes.packs import pack_bytes
from votes.actions.casting import Receipt, change_ballot
from votes.actions.checking import broken_invariants, lost_receipts
from votes.actions.checkpointing import take_due_checkpoints
from votes.actions.closing import close_due_votes, close_vote
from votes.actions.scheduling import schedule_vote
from votes.models import Ballot, Checkpoint, Mark, Vote
from votes.verifier.verifying import verify

pytestmark = pytest.mark.database
AT_ONCE, A_HUNDRED, CROSSING = 20, 100, 200


@pytest.fixture(autouse=True)
def _own_store(shared_database: str, settings: Settings, tmp_path: Path) -> None:
    settings.STORE = tmp_path


def test_a_hundred_ballots_at_once_on_one_seat_leave_one_every_time() -> None:
    """Fifty times over on PostgreSQL, where they truly meet; on SQLite a writer waits for the one before."""
    repeats = 50 if connection.vendor == "postgresql" else 2
    voters = make_voters(repeats)
    question, start = questions_of(make_open())[0], Barrier(A_HUNDRED)

    def each_in_turn(place: int) -> list[Receipt | str]:
        given: list[Receipt | str] = []
        for voter in voters:
            start.wait(60)
            try:
                given.append(cast(voter, question, f"m{1 + place % 3}", code=code_of((place, voter.pk))))
            except RuleBroken as refusal:
                given.append(refusal.code)
        return given

    found = at_once(partial(each_in_turn, place) for place in range(A_HUNDRED))
    for given in zip(*found, strict=True):
        assert Counter(each for each in given if isinstance(each, str)) == {"ballot.already-cast": 99}
    receipts = {each.tracker for given in found for each in given if isinstance(each, Receipt)}
    assert set(Ballot.objects.values_list("tracker", flat=True)) == receipts
    assert Mark.objects.count() == len(receipts) == repeats
    assert broken_invariants() == []


def test_one_ballot_sent_many_times_at_once_gives_one_receipt() -> None:
    voter = make_voters(1)[0]
    question = questions_of(make_open())[0]
    found = at_once([partial(cast, voter, question, "m2", code=code_of("mine"))] * AT_ONCE)
    assert len(set(found)) == 1
    assert Mark.objects.count() == Ballot.objects.count() == 1


def test_changes_at_once_leave_one_of_them_and_count_each() -> None:
    voter = make_voters(1)[0]
    question = questions_of(make_open())[0]
    receipt = cast(voter, question, "m1")
    acts = [
        partial(change_ballot, question, code=receipt.code, choices=[choice]) for choice in ("m2", "m3") * 5
    ]
    found = at_once(acts)
    ballot = Ballot.objects.get()
    assert ballot.choices in (["m2"], ["m3"])
    assert {each for each in found if isinstance(each, str)} <= {"ballot.changed-meanwhile"}
    assert ballot.version == max(each.version for each in found if not isinstance(each, str))


def test_many_members_at_once_all_get_in() -> None:
    voters = make_voters(AT_ONCE)
    question = questions_of(make_open())[0]
    found = at_once(partial(cast, voter, question, "m1") for voter in voters)
    assert not [each for each in found if isinstance(each, str)]
    assert Mark.objects.count() == Ballot.objects.count() == AT_ONCE


def test_closed_by_several_at_once_a_vote_is_sealed_and_published_once(settings: Settings) -> None:
    voters = make_voters(12)
    vote = make_open()
    for question in questions_of(vote):
        for voter in voters:
            cast(voter, question, "blank")
    move_to_close(vote)
    at_once([partial(close_vote, vote.pk), close_due_votes, partial(close_vote, vote.pk)])
    vote.refresh_from_db()
    counts = Counter(Entry.objects.values_list("code", flat=True))
    assert (counts["vote.sealed"], counts["vote.published"]) == (1, 1)
    assert Ballot.objects.count() == Mark.objects.count() == 36
    assert not verify(pack_bytes(vote.pack_digest)).findings
    assert len(list(Path(settings.STORE).glob("packs/*"))) == 1


def test_two_hundred_ballots_that_cross_the_close_count_with_a_receipt_or_are_told_it_is_closed() -> None:
    """Forty at a time, each sent when its moment comes, half of them after the close."""
    voters = make_voters(CROSSING)
    vote = make_open()
    question = questions_of(vote)[0]
    clock.move(vote.closes_at - clock.now() - timedelta(seconds=4))

    def some(first: int) -> list[Receipt | str]:
        given: list[Receipt | str] = []
        for place in range(first, CROSSING, AT_ONCE):
            moment = vote.closes_at + (place - CROSSING / 2) * timedelta(seconds=0.03)
            while clock.now() < moment:
                time.sleep(0.01)
            try:
                given.append(cast(voters[place], question, "m1"))
            except RuleBroken as refusal:
                given.append(refusal.code)
        return given

    def until_closed() -> list[Receipt | str]:
        while Vote.objects.get(pk=vote.pk).sealed_at is None:
            close_vote(vote.pk)
        return []

    found = [
        each
        for given in at_once([until_closed, *(partial(some, n) for n in range(AT_ONCE))])
        for each in given
    ]
    receipts = {each.tracker for each in found if isinstance(each, Receipt)}
    assert len(found) == CROSSING
    assert {each for each in found if isinstance(each, str)} == {"vote.closed"}
    assert 0 < len(receipts) < CROSSING
    assert set(Ballot.objects.values_list("tracker", flat=True)) == receipts
    vote.refresh_from_db()
    assert vote.tally is not None
    assert vote.tally[0]["ballots"] == len(receipts) == Mark.objects.count()
    assert broken_invariants() == lost_receipts(question, receipts) == []


def test_ten_workers_that_tick_together_take_one_checkpoint_and_close_once() -> None:
    voters = make_voters(45)
    vote = make_open()
    question = questions_of(vote)[0]
    for voter in voters:
        cast(voter, question, "m1")
    assert sum(at_once([take_due_checkpoints] * 10)) == 1
    move_to_close(vote)
    at_once([take_due_checkpoints, close_due_votes] * 5)
    counts = Counter(Entry.objects.values_list("code", flat=True))
    # One before the close, and one that takes the rest at it.
    assert (counts["vote.checkpoint"], counts["vote.sealed"], counts["vote.published"]) == (2, 1, 1)
    assert broken_invariants() == []


def test_nobody_waits_for_a_mix() -> None:
    """Casts go on while batch after batch is mixed; none takes a second, no ballot is lost or twice there."""
    voters = make_voters(240)
    vote = make_open()
    question, left = questions_of(vote)[0], list(voters)

    def cast_on() -> list[float]:
        took = []
        while left:
            voter, started = left.pop(), time.monotonic()
            cast(voter, question, "m2")
            took.append(time.monotonic() - started)
            time.sleep(0.05)  # eighty casts a second, all in all
        return took

    def mix_on() -> list[float]:
        while left:
            take_due_checkpoints()
            clock.move(timedelta(minutes=15))
            time.sleep(0.2)
        return []

    took = [each for given in at_once([mix_on, *[cast_on] * 4]) for each in given]
    assert len(took) == Ballot.objects.count() == 240
    assert max(took) < 1
    assert Checkpoint.objects.count() > 1
    move_to_close(vote)
    close_due_votes()
    assert broken_invariants() == []


def test_a_form_sent_many_times_at_once_schedules_one_vote() -> None:
    campaign, (first, _second), now = make_frozen_campaign(), two_organisers(), clock.now()

    def send() -> int:
        vote = schedule_vote(
            first, campaign, title="À la fois", cutoff_on=timezone.localdate(now), opens_at=now + DAY,
            closes_at=now + 2 * DAY, urgent_reason="Demain", nonce="at-once",
        )  # fmt: skip
        return vote.pk

    assert len(set(at_once(send for _ in range(4)))) == 1
    assert Vote.objects.count() == 1
