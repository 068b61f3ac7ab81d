"""Two acts on one vote at the same moment, each with each: nothing is lost, nothing late.

On PostgreSQL they truly meet: each has its own connection, and waits only for the other's locks.
`LIVRET_EVERY_PAIR=1` takes the pairs too that have little to do with each other (a minute).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import combinations_with_replacement
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from deliberation import clock, fault
from deliberation.core.outside import Gap, Reached
from deliberation.journal.models import Entry
from deliberation.members.access import person_for
from deliberation.members.models import Member
from proposals.models import Campaign
from tests.at_once import at_once
from tests.votes.builders import (
    cast,
    make_frozen_campaign,
    make_open,
    make_open_asking,
    make_voters,
    move_to_close,
    questions_of,
    two_organisers,
)
from votes.actions.casting import Receipt, change_ballot
from votes.actions.checking import broken_invariants, lost_receipts
from votes.actions.checkpointing import take_due_checkpoints
from votes.actions.closing import close_due_votes, close_vote
from votes.actions.extending import extend_vote
from votes.actions.planning import Terms, within
from votes.actions.reasoning import write_reason
from votes.actions.suspending import propose_outcome, sign_outcome, suspend_votes
from votes.core.stages import Stage
from votes.core.suspensions import Outcome
from votes.models import Ballot, Checkpoint, Mark, Question, Reason, Vote

pytestmark = pytest.mark.database
VOTERS, LATE = 44, 4
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _own_store(shared_database: str, settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.STORE = tmp_path
    yield
    fault.watch(None)


def gap() -> Gap:
    """As a backup from an hour ago would leave it."""
    at = (clock.now() - timedelta(minutes=1)).replace(microsecond=0).isoformat()
    return Gap(Reached("a" * 64, 41, "b" * 64, 900, at), Reached("a" * 64, 38, "c" * 64, 840, at))


class Ground:
    """One vote with ballots enough for a checkpoint, two organisers, and all that may be done to it."""

    def __init__(self, voters: list[Member], campaign: Campaign) -> None:
        self.first, self.second = two_organisers()
        self.vote = make_open_asking((within("livret-1"), Terms(rule="choose", most=1)), campaign=campaign)
        self.question = questions_of(self.vote)[0]
        Question.objects.filter(pk=self.question.pk).update(reasons=True)
        self.question.reasons = True
        self.late = voters[:LATE]
        self.receipts = [cast(voter, self.question, "m1") for voter in voters[LATE:]]
        self.acts: dict[str, Callable[[], Any]] = {
            "cast": lambda: self._kept(cast(self.late.pop(), self.question, "m2")),
            "change": lambda: change_ballot(self.question, code=self.receipts[0].code, choices=["m3"]),
            "checkpoint": take_due_checkpoints,
            "close": self._close,
            "extend": lambda: extend_vote(
                self.first, self.vote, until=self.vote.closes_at + HOUR, reason="Une panne ce matin."
            ),
            "suspend": lambda: suspend_votes(gap()),
            "propose": lambda: propose_outcome(
                self.first, self.vote, outcome=Outcome.ANNUL, reason="Trop de bulletins perdus."
            ),
            "sign": lambda: sign_outcome(self.second, self.vote),
            "reason": lambda: write_reason(person_for(self.late[0]), self.question, stance="no", text="Non."),
        }  # fmt: skip

    def _kept(self, receipt: Receipt) -> Receipt:
        self.receipts.append(receipt)
        return receipt

    def _close(self) -> None:
        """Wait for the end, which is near, and close."""
        while clock.now() < self.vote.closes_at:
            time.sleep(0.005)
        close_due_votes()

    def check(self, told: str) -> None:
        """What is true of a vote after anything."""
        vote = Vote.objects.get(pk=self.vote.pk)
        if vote.annulled_at is not None:
            assert not Ballot.objects.filter(question_key=self.question.pk).exists(), told
            return
        assert lost_receipts(self.question, {each.tracker for each in self.receipts}) == [], told
        assert Mark.objects.filter(question_key=self.question.pk).count() == len(self.receipts), told
        hashes = [each for row in Checkpoint.objects.filter(question=self.question) for each in row.hashes]
        assert len(hashes) == len(set(hashes)), told
        if vote.published_at is not None:
            assert vote.tally is not None
            assert vote.tally[0]["ballots"] == len(self.receipts), told


NAMES = ("cast", "change", "checkpoint", "close", "extend", "suspend", "propose", "sign", "reason")
PAIRS = [
    *(("checkpoint", each) for each in ("checkpoint", "change", "close", "extend", "suspend", "reason")),
    *(("close", each) for each in ("cast", "change", "extend", "suspend", "sign", "reason")),
    *(("suspend", each) for each in ("cast", "change", "extend")),
    *(("sign", each) for each in ("sign", "cast", "propose")),
    ("extend", "extend"),
]


def test_each_act_meets_each_other_and_the_vote_ends_as_it_should() -> None:
    voters, campaign = make_voters(VOTERS), make_frozen_campaign()
    every = "LIVRET_EVERY_PAIR" in os.environ
    pairs = list(combinations_with_replacement(NAMES, 2)) if every else PAIRS
    # On SQLite a writer waits for the one before: a few pairs show that.
    for one, other in pairs if connection.vendor == "postgresql" else pairs[::6]:
        few = voters if "checkpoint" in (one, other) else voters[: LATE + 2]
        ground, told = Ground(few, campaign), f"{one} with {other}"
        if {"propose", "sign"} & {one, other}:
            suspend_votes(gap())
            if "sign" in (one, other):
                ground.acts["propose"]()
        if "close" in (one, other):
            clock.move(ground.vote.closes_at - clock.now() - timedelta(seconds=1))
        at_once([ground.acts[one], ground.acts[other]])
        ground.check(told)
        vote = Vote.objects.get(pk=ground.vote.pk)
        if vote.stage(clock.now()) in (Stage.OPEN, Stage.COUNTING):
            move_to_close(vote)
            close_due_votes()
            ground.check(f"{told}, closed")
            vote.refresh_from_db()
            assert vote.stage(clock.now()) is Stage.PUBLISHED, told
    assert broken_invariants() == []


def test_suspended_while_it_waits_to_seal_a_vote_is_left_as_it_is() -> None:
    """The close looked at the vote before, and must look again."""
    voters = make_voters(12)
    vote = make_open()
    cast(voters[0], questions_of(vote)[0], "m1")
    move_to_close(vote)

    def suspend(point: str) -> None:
        if point == "close.before-lock":
            suspend_votes(gap())

    fault.watch(suspend)
    with transaction.atomic():  # on SQLite one writer at a time: both in one transaction
        close_vote(vote.pk)
    vote.refresh_from_db()
    assert vote.stage(clock.now()) is Stage.SUSPENDED
    assert not Entry.objects.filter(code__in=("vote.sealed", "vote.published")).exists()


def test_a_reason_on_its_way_holds_up_the_seal(settings: Settings) -> None:
    """What was let in before the close is mixed with the rest, or was refused: nothing comes after."""
    voters = make_voters(12)
    vote = make_open()
    question = questions_of(vote)[0]
    Question.objects.filter(pk=question.pk).update(reasons=True)
    question.reasons = True
    for voter in voters:
        cast(voter, question, "m1")
    written = Event()

    def write() -> None:
        with transaction.atomic():
            write_reason(person_for(voters[0]), question, stance="no", text="Trop cher.")
            written.set()
            time.sleep(2.5)  # the close, if nothing held it up, would be over

    clock.move(vote.closes_at - clock.now() - timedelta(seconds=1))

    def wait_and_close() -> bool:
        written.wait(10)
        while clock.now() < vote.closes_at:
            time.sleep(0.01)
        close_vote(vote.pk)
        return Reason.objects.filter(question_key=question.pk).exists()

    _none, seen = at_once([write, wait_and_close])
    assert seen is True
    assert broken_invariants() == []


def test_closed_by_two_at_once_no_reason_stands_twice() -> None:
    vote = make_open()
    question = questions_of(vote)[0]
    for number in range(5):
        Reason.objects.create(question_key=question.pk, stance="no", text=f"Raison {number}")
    move_to_close(vote)
    meet = Barrier(2)
    if connection.vendor == "postgresql":  # on SQLite the second waits for the first, and meets nobody
        fault.watch(lambda point: None if point != "close.after-seal" else _wait(meet))
    at_once([lambda: close_vote(vote.pk)] * 2)
    texts = Reason.objects.filter(question_key=question.pk).values_list("text", flat=True)
    assert sorted(texts) == [f"Raison {number}" for number in range(5)]


def _wait(meet: Barrier) -> None:
    meet.wait(10)
