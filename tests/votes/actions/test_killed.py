"""Killed by signal 9 in the middle of a cast, a change or a closing: what is stored still holds."""

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from deliberation.core.chain import first_break
from deliberation.journal.models import Entry
from deliberation.journal.queries import chain
from deliberation.members.models import Member
from tests.votes.builders import cast, code_of, make_open, make_voters, move_to_close, questions_of
from votes.actions.casting import change_ballot
from votes.actions.closing import close_due_votes
from votes.exports import pack_bytes
from votes.models import Ballot, Mark, Question
from votes.verifier.verifying import verify

pytestmark = pytest.mark.database
ROOT = Path(__file__).resolve().parents[3]


def kill(database: str, point: str, verb: str, *arguments: object) -> None:
    """Run the act in a process of its own until it dies at the point."""
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "deliberation.settings",
        "LIVRET_FOLDER": str(settings.FOLDER),
        "LIVRET_DEMO": "1",  # its clock stands where ours does
        "LIVRET_LOG": "ERROR",
    }
    command = [sys.executable, "-m", "tests.votes.actions.dying", point, verb, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr


def check_invariants() -> None:
    """As many ballots as marks on each question, no seat twice, the chain whole."""
    marks = Counter(Mark.objects.values_list("question_key", flat=True))
    assert marks == Counter(Ballot.objects.values_list("question_key", flat=True))
    assert Mark.objects.values("question_key", "seat_key").distinct().count() == Mark.objects.count()
    assert first_break(chain()) is None


@pytest.fixture
def voters(shared_database: str) -> list[Member]:
    return make_voters(12)


@pytest.fixture
def question(voters: list[Member]) -> Question:
    return questions_of(make_open())[0]


@pytest.mark.parametrize("point", ["cast.before", "cast.after-mark", "cast.after-ballot"])
def test_a_cast_that_dies_leaves_nothing_and_may_be_tried_again(
    shared_database: str, voters: list[Member], question: Question, point: str
) -> None:
    code = code_of("mine")
    kill(shared_database, point, "cast", question.pk, "m1", code, voters[0].pk)
    assert Mark.objects.count() == Ballot.objects.count() == 0
    receipt = cast(voters[0], question, "m1", code=code)
    assert Ballot.objects.get().tracker == receipt.tracker
    check_invariants()


def test_a_change_that_dies_leaves_the_old_version(
    shared_database: str, voters: list[Member], question: Question
) -> None:
    receipt = cast(voters[0], question, "m1")
    kill(shared_database, "change.before-commit", "change", question.pk, "m2", receipt.code)
    ballot = Ballot.objects.get()
    assert (ballot.choices, ballot.version) == (["m1"], 1)
    assert change_ballot(question, code=receipt.code, choices=["m2"]).version == 2


def test_a_closing_that_dies_at_every_step_ends_as_if_it_had_not(
    shared_database: str, voters: list[Member], question: Question
) -> None:
    vote = question.vote
    for asked in questions_of(vote):
        for place, voter in enumerate(voters):
            cast(voter, asked, "blank" if place == 0 else asked.options.all()[place % 2].code)
    move_to_close(vote)
    before = sorted(Ballot.objects.values_list("tracker", "nonce"))
    for point in (
        "close.before-lock",
        "close.after-lock",
        "close.after-question",
        "close.after-count",
        "close.before-commit",
        "close.after-seal",
        "pack.before-verifying",
        "store.half-written",
        "store.written",
        "store.renamed",
        "publish.before-commit",
    ):
        kill(shared_database, point, "close", vote.pk)
        check_invariants()
        vote.refresh_from_db()
        assert vote.published_at is None
        assert sorted(Ballot.objects.values_list("tracker", "nonce")) == before
    assert close_due_votes() == 1
    vote.refresh_from_db()
    counts = Counter(Entry.objects.values_list("code", flat=True))
    assert (counts["vote.sealed"], counts["vote.published"]) == (1, 1)
    assert not verify(pack_bytes(vote.pack_digest)).findings
    packs = Path(settings.STORE) / "packs"
    assert not list(packs.glob(f".{vote.pack_digest}*"))
    check_invariants()
