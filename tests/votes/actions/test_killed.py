"""Killed by signal 9 at each of 23 points, in a process of its own: every invariant holds afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import Settings

from deliberation import clock
from deliberation.journal.models import Entry
from deliberation.members.models import Member
from tests.votes.builders import cast, code_of, make_open, make_voters, move_to_close, questions_of
from votes.actions.casting import change_ballot
from votes.actions.checking import broken_invariants, lost_receipts
from votes.actions.checkpointing import take_due_checkpoints
from votes.actions.closing import close_due_votes
from votes.models import Ballot, Checkpoint, Mark, Question, Vote

pytestmark = pytest.mark.database
ROOT = Path(__file__).resolve().parents[3]
# The act that is cut, and where: docs/mechanisms/faults.md says what is between two points.
BEFORE_THE_COMMIT = ("cast.before", "cast.after-mark", "cast.after-ballot")  # K1 K2 K3
OF_A_CLOSE = (
    "close.before-lock", "close.after-lock", "close.after-question", "close.after-count",
    "close.before-commit", "close.after-seal",  # K9
    "pack.half-written", "pack.before-verifying", "store.written", "store.renamed",  # K10
    "publish.before-commit", "publish.after-commit",  # K11
)  # fmt: skip
OF_A_CHECKPOINT = ("checkpoint.before", "checkpoint.after-mix", "checkpoint.after-commit")  # K8


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.STORE = tmp_path / "store"


def kill(database: str, point: str, verb: str, *arguments: object, after: float = 0) -> None:
    """Run the act in a process of its own until it dies at the point."""
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "deliberation.settings",
        "LIVRET_FOLDER": str(Path(settings.STORE).parent),
        "REDIS_URL": settings.REDIS_URL,
        "LIVRET_DEMO": "1",  # its clock stands where ours does
        "LIVRET_LOG": "ERROR",
        "DIES_AFTER": str(after),
    }
    command = [sys.executable, "-m", "tests.votes.actions.dying", point, verb, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.fixture
def voters(shared_database: str) -> list[Member]:
    return make_voters(44)


@pytest.fixture
def question(voters: list[Member]) -> Question:
    return questions_of(make_open())[0]


@pytest.mark.parametrize("point", BEFORE_THE_COMMIT)
def test_a_cast_that_dies_before_its_commit_leaves_nothing_and_may_be_tried_again(
    shared_database: str, voters: list[Member], question: Question, point: str
) -> None:
    code = code_of("mine")
    kill(shared_database, point, "cast", question.pk, "m1", code, voters[0].pk)
    assert Mark.objects.count() == Ballot.objects.count() == 0
    receipt = cast(voters[0], question, "m1", code=code)
    assert broken_invariants() == lost_receipts(question, [receipt.tracker]) == []


@pytest.mark.parametrize("after", [0.0, 0.0005, 0.001, 0.003])
def test_a_cast_that_dies_in_its_commit_is_there_whole_or_not_at_all(
    shared_database: str, voters: list[Member], question: Question, after: float
) -> None:
    """K4: the moment is drawn anew by the machine each time."""
    code = code_of("mine")
    kill(shared_database, "in-commit", "cast", question.pk, "m1", code, voters[0].pk, after=after)
    assert broken_invariants() == []
    receipt = cast(voters[0], question, "m1", code=code)
    assert Ballot.objects.get().tracker == receipt.tracker
    assert broken_invariants() == []


@pytest.mark.parametrize(("point", "verb"), [("cast.after-commit", "cast"), ("answered", "answer")])
def test_a_cast_that_dies_after_its_commit_counts_and_gives_its_receipt_again(
    shared_database: str, voters: list[Member], question: Question, point: str, verb: str
) -> None:
    """K5: the answer was lost. K6: only what would follow it."""
    code = code_of("mine")
    kill(shared_database, point, verb, question.pk, "m1", code, voters[0].pk)
    assert Ballot.objects.count() == 1
    receipt = cast(voters[0], question, "m1", code=code)
    assert Ballot.objects.get().tracker == receipt.tracker
    assert broken_invariants() == []


@pytest.mark.parametrize(("point", "version"), [("change.before-commit", 1), ("changed", 2)])
def test_a_change_that_dies_leaves_the_old_version_or_the_new_one(
    shared_database: str, voters: list[Member], question: Question, point: str, version: int
) -> None:
    receipt = cast(voters[0], question, "m1")
    kill(shared_database, point, "change", question.pk, "m2", receipt.code)
    ballot = Ballot.objects.get()
    assert (ballot.choices, ballot.version) == ([f"m{version}"], version)
    assert change_ballot(question, code=receipt.code, choices=["m2"]).version == 2
    assert broken_invariants() == []


@pytest.mark.parametrize("point", OF_A_CHECKPOINT)
def test_a_checkpoint_that_dies_is_taken_again_with_the_same_ballots_or_more(
    shared_database: str, voters: list[Member], question: Question, point: str
) -> None:
    receipts = [cast(voter, question, "m1") for voter in voters[:40]]
    kill(shared_database, point, "checkpoint")
    known = {hashed for each in Checkpoint.objects.all() for hashed in each.hashes}
    assert len(known) == (20 if point == "checkpoint.after-commit" else 0)
    assert Checkpoint.objects.count() == Entry.objects.filter(code="vote.checkpoint").count()
    receipts += [cast(voter, question, "m2") for voter in voters[40:]]
    clock.move(timedelta(minutes=15))
    assert take_due_checkpoints() == (0 if known else 1)
    if not known:
        assert len(Checkpoint.objects.get().hashes) == 24
    move_to_close(question.vote)
    close_due_votes()
    assert broken_invariants() == lost_receipts(question, [each.tracker for each in receipts]) == []


def test_a_closing_that_dies_at_every_step_ends_as_if_it_had_not(
    shared_database: str, voters: list[Member], question: Question
) -> None:
    vote = question.vote
    for asked in questions_of(vote):
        for place, voter in enumerate(voters):
            cast(voter, asked, "blank" if place == 0 else asked.options.all()[place % 2].code)
    move_to_close(vote)
    before = sorted(Ballot.objects.values_list("tracker", "nonce"))
    for point in OF_A_CLOSE:
        kill(shared_database, point, "close", vote.pk)
        assert broken_invariants() == [], point
        vote.refresh_from_db()
        assert (vote.published_at is None) == (point != "publish.after-commit")
        assert sorted(Ballot.objects.values_list("tracker", "nonce")) == before
    assert close_due_votes() == 0
    counts = Counter(Entry.objects.values_list("code", flat=True))
    assert (counts["vote.sealed"], counts["vote.published"], counts["vote.checkpoint"]) == (1, 1, 3)
    packs = Path(settings.STORE) / "packs"
    assert [path.name for path in packs.iterdir()] == [f"{Vote.objects.get().pack_digest}.zip"]
