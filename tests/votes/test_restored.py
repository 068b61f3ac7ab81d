"""A backup put back in the middle of a vote, for real: it suspends itself before another ballot goes in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from pytest_django import Settings

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.journal import queries as journal
from deliberation.journal.models import Entry
from deliberation.members.models import Member
from tests.restoring import put_back, take_backup
from tests.serving import serving, signed_in
from tests.votes.builders import (
    cast,
    code_of,
    make_open,
    make_voters,
    move_to_close,
    questions_of,
    two_organisers,
)
from tests.votes.packs import pack_of
from votes.actions.casting import change_ballot
from votes.actions.checking import broken_invariants
from votes.actions.suspending import propose_outcome, sign_outcome
from votes.core.stages import Stage
from votes.core.suspensions import Outcome
from votes.mirror.command import main as mirror
from votes.models import Ballot, Checkpoint, Mark, Question, Vote
from votes.verifier.anchors import read_anchors
from votes.verifier.verifying import verify

pytestmark = pytest.mark.database
KEPT, LOST, LATE = slice(0, 15), slice(15, 45), slice(15, 52)


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.STORE = tmp_path / "store"


@pytest.fixture
def voters(shared_database: str) -> list[Member]:
    return make_voters(52)


@pytest.fixture
def question(voters: list[Member]) -> Question:
    return questions_of(make_open())[0]


def tick() -> None:
    call_command("tick", verbosity=0)


def cast_by_page(port: int, member: Member, question: Question) -> tuple[int, str]:
    """The member's ballot, sent to the running server."""
    visit = signed_in(port, member)
    visit.get(reverse("home"))
    visit.get("/votes/")
    visit.get(reverse("ballot", args=[question.vote.slug, question.slug]))
    address = reverse("ballot-cast", args=[question.vote.slug, question.slug])
    return visit.post(address, {"choices": "m1", "code": code_of(member.pk)})


def vote_until_the_backup(voters: list[Member], question: Question, folder: Path) -> Path:
    for voter in voters[KEPT]:
        cast(voter, question, "m1")
    tick()
    return take_backup(folder)


def vote_on(voters: list[Member], question: Question) -> str:
    """What the backup does not hold: ballots, and a checkpoint that an observer notes with the head."""
    for voter in voters[LOST]:
        cast(voter, question, "m2")
    tick()
    link = journal.head()
    assert link is not None
    announced = Entry.objects.get(code="vote.checkpoint").facts
    noted = f"{announced['vote']} {announced['question']} {announced['number']} {announced['digest']}"
    return f"head {link.seq} {link.digest}\ncheckpoint {noted}\n"


def test_a_stopped_server_suspends_before_the_first_ballot_and_two_organisers_open_again(
    shared_database: str, voters: list[Member], question: Question, tmp_path: Path
) -> None:
    first, second = two_organisers()
    backup = vote_until_the_backup(voters, question, tmp_path)
    notes = vote_on(voters, question)
    put_back(backup)
    with serving(shared_database) as port:
        status, page = cast_by_page(port, voters[-1], question)
        assert status == 409
        assert "suspendu" in page
        assert "suspendu" in signed_in(port, voters[0]).get(reverse("vote", args=[question.vote.slug]))[1]
    vote = Vote.objects.get()
    assert vote.stage(clock.now()) is Stage.SUSPENDED
    assert Ballot.objects.count() == Mark.objects.count() == 15
    told = Entry.objects.get(code="vote.suspended").facts
    assert told["known"]["seq"] > told["found"]["seq"]
    with pytest.raises(RuleBroken, match=r"vote.suspended"):
        cast(voters[-1], question, "m1")
    with pytest.raises(RuleBroken, match=r"vote.suspended"):
        change_ballot(question, code=code_of((voters[0].pk, question.pk)), choices=["m2"])
    move_to_close(vote)
    tick()  # the close does not come by itself
    vote.refresh_from_db()
    assert (vote.sealed_at, Checkpoint.objects.count()) == (None, 0)
    assert broken_invariants() == []

    until = clock.now() + timedelta(days=2)
    propose_outcome(first, vote, outcome=Outcome.REOPEN, reason="Trente bulletins manquent.", until=until)
    with pytest.raises(RuleBroken, match=r"suspension.same-organiser"):
        sign_outcome(first, vote)
    assert sign_outcome(second, vote) is Outcome.REOPEN
    for voter in voters[LATE]:  # the lost ones find no mark on their seats and vote again
        cast(voter, question, "m1")
    vote.refresh_from_db()
    tick()
    move_to_close(vote)
    tick()
    report = verify(pack_of(Vote.objects.get(published_at__isnull=False)))
    assert report.findings == ()
    assert "vote.was-suspended" in [note.code for note in report.notes]
    # Who noted what the lost span had published finds it missing, whatever the pack says of itself.
    compared = verify(pack_of(Vote.objects.get()), read_anchors(notes))
    assert {found.code for found in compared.findings} == {
        "anchor.head-not-found", "anchor.checkpoint-differs"
    }  # fmt: skip
    assert broken_invariants() == []


def test_a_running_server_stops_taking_ballots_at_the_next_minute_and_the_mirror_shouts(
    shared_database: str,
    voters: list[Member],
    question: Question,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, second = two_organisers()
    backup = vote_until_the_backup(voters, question, tmp_path)
    with serving(shared_database) as port:
        kept = [f"http://localhost:{port}", str(tmp_path / "mirror"), "--language", "en"]
        vote_on(voters, question)
        assert mirror(kept) == 0
        put_back(backup)
        tick()
        status, page = cast_by_page(port, voters[-1], question)
        assert status == 409
        assert "suspendu" in page
        capsys.readouterr()
        assert mirror(kept) == 1
        assert "ALARM" in capsys.readouterr().out
    vote = Vote.objects.get()
    propose_outcome(first, vote, outcome=Outcome.ANNUL, reason="Des voix sont perdues.")
    assert sign_outcome(second, vote) is Outcome.ANNUL
    told = Entry.objects.get(code="vote.annulled").facts
    assert told["ballots"][question.slug] == 15
    assert Ballot.objects.count() == Mark.objects.count() == 0
    vote.refresh_from_db()
    move_to_close(vote)
    tick()
    assert Vote.objects.get().stage(clock.now()) is Stage.ANNULLED
    assert broken_invariants() == []
