"""Closing: sealed once, counted right, packed the same each time, published when it verifies."""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.db.models import Model
from pytest_django import Settings

from deliberation import clock
from deliberation.core.canonical import parse
from deliberation.journal.models import Entry
from deliberation.members.models import Member
from tests.proposals.refusing import refuses
from tests.votes.builders import (
    cast,
    make_open,
    make_scheduled,
    make_voters,
    move_to_close,
    questions_of,
)
from tests.votes.packs import pack_bytes, pack_of
from votes.actions.closing import close_due_votes, close_vote
from votes.core.stages import Stage
from votes.models import Ballot, Mark, Question, Seat, Vote
from votes.queries.results import results_of
from votes.verifier.command import main as verifier

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.STORE = tmp_path


def codes_in(entries: Iterable[Entry]) -> list[str]:
    return [entry.code for entry in entries]


def held_vote(voters: int = 14, seed: int = 1) -> tuple[Vote, dict[str, list[tuple[str, ...]]]]:
    """A vote whose members voted by a seed, moved past its close, and what each question got."""
    members = make_voters(voters)
    vote, draw = make_open(), random.Random(seed)
    given: dict[str, list[tuple[str, ...]]] = {}
    for question in questions_of(vote):
        options = [option.code for option in question.options.all()]
        given[question.slug] = []
        for member in members:
            chosen: tuple[str, ...] = draw.choice([("blank",), *((code,) for code in options)])
            if question.most > 1 and chosen != ("blank",):
                chosen = tuple(draw.sample(options, draw.randint(1, question.most)))
            cast(member, question, *chosen)
            given[question.slug].append(chosen)
    move_to_close(vote)
    return vote, given


@pytest.mark.database
def test_a_vote_is_sealed_counted_packed_and_published() -> None:
    vote, given = held_vote()
    before = {row.pk for row in Ballot.objects.all()} | {row.pk for row in Mark.objects.all()}
    assert close_due_votes() == 1
    vote.refresh_from_db()
    assert vote.stage(clock.now()) is Stage.PUBLISHED
    # Every row under a new key.
    assert before.isdisjoint(
        {row.pk for row in Ballot.objects.all()} | {row.pk for row in Mark.objects.all()}
    )
    assert codes_in(Entry.objects.all()[:2]) == ["vote.published", "vote.sealed"]
    assert codes_in(Entry.objects.all()[2:5]) == ["vote.checkpoint"] * 3
    for outcome in results_of(vote):
        ballots = given[outcome.question.slug]
        by_hand = Counter(code for chosen in ballots for code in chosen if code != "blank")
        assert {line.option.code: line.amount for line in outcome.lines if line.amount} == by_hand
        assert outcome.result.blank == ballots.count(("blank",))
        assert outcome.result.ballots == 14
        assert outcome.result.seats == vote.roll_seats == 16


@pytest.mark.database
def test_the_pack_verifies_and_three_changes_do_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vote, _given = held_vote()
    close_vote(vote.pk)
    vote.refresh_from_db()
    content = pack_bytes(vote.pack_digest)
    assert len(content) == vote.pack_size
    (tmp_path / "pack.zip").write_bytes(content)
    assert verifier([str(tmp_path / "pack.zip"), "--language", "fr"]) == 0
    head = Entry.objects.get(code="vote.sealed").digest
    assert verifier([str(tmp_path / "pack.zip"), "--known-head", head]) == 0
    capsys.readouterr()


CHANGES: dict[str, Callable[[], Model | None]] = {
    "a ballot": lambda: Ballot.objects.filter(choices=["m1"]).first(),
    "a mark": lambda: Mark.objects.first(),
    "a wording": lambda: Question.objects.first(),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_changed_behind_the_application_after_the_seal_is_found(what: str, tmp_path: Path) -> None:
    vote, _given = held_vote()
    close_vote(vote.pk)
    vote.refresh_from_db()
    row = CHANGES[what]()
    if isinstance(row, Ballot):
        Ballot.objects.filter(pk=row.pk).update(choices=["m2"])
        # Its hash was published at the close: not even a pack can be made of it.
        for act in (lambda: pack_of(vote), lambda: _close_again(vote)):
            with refuses("box.ballot-not-checkpointed"):
                act()
        return
    elif isinstance(row, Mark):
        marked = Mark.objects.filter(question_key=row.question_key).values("seat_key")
        other = Seat.objects.exclude(key__in=marked).values_list("key", flat=True)[0]
        Mark.objects.filter(pk=row.pk).update(seat_key=other)
        wanted = "sealed.marks-differ"
    else:
        assert isinstance(row, Question)
        row.options.filter(position=1).update(text="Une autre mesure")
        wanted = "vote.digest-differs"
    from votes.verifier.verifying import verify

    assert wanted in {finding.code for finding in verify(pack_of(vote)).findings}
    # And it is never published anew: the file stays what the journal says.
    with refuses("pack.does-not-verify"):
        _close_again(vote)


def _close_again(vote: Vote) -> None:
    Vote.objects.filter(pk=vote.pk).update(published_at=None)
    close_vote(vote.pk)


def test_closing_again_changes_nothing() -> None:
    vote, _given = held_vote()
    close_vote(vote.pk)
    vote.refresh_from_db()
    keys = set(Ballot.objects.values_list("pk", flat=True))
    entries = Entry.objects.count()
    close_vote(vote.pk)
    assert close_due_votes() == 0
    assert set(Ballot.objects.values_list("pk", flat=True)) == keys
    assert Entry.objects.count() == entries
    assert pack_of(vote) == pack_bytes(vote.pack_digest)


def test_nothing_is_closed_before_its_time() -> None:
    make_voters(2)
    vote = make_open()
    close_vote(vote.pk)
    assert close_due_votes() == 0
    vote.refresh_from_db()
    assert (vote.sealed_at, vote.tally, vote.published_at) == (None, None, None)
    assert not Entry.objects.filter(code="vote.sealed").exists()
    with refuses("pack.not-sealed"):
        pack_of(vote)


def test_an_empty_vote_is_published_too(tmp_path: Path) -> None:
    make_voters(3)
    vote = make_open()
    move_to_close(vote)
    close_vote(vote.pk)
    vote.refresh_from_db()
    outcome = results_of(vote)[0]
    assert (outcome.result.ballots, len(outcome.first), float(outcome.turnout)) == (0, 0, 0.0)
    (tmp_path / "pack.zip").write_bytes(pack_bytes(vote.pack_digest))
    assert verifier([str(tmp_path / "pack.zip")]) == 0


def test_under_ten_ballots_only_totals_are_in_the_pack() -> None:
    members = make_voters(12)
    vote = make_open()
    few, many, _overall = questions_of(vote)
    for member in members[:9]:
        cast(member, few, "m1")
    for member in members[:10]:
        cast(member, many, "m2")
    move_to_close(vote)
    close_vote(vote.pk)
    vote.refresh_from_db()
    with ZipFile(BytesIO(pack_bytes(vote.pack_digest))) as pack:
        assert pack.read(f"ballots/{few.slug}.jsonl") == b""
        assert pack.read(f"ballots/{many.slug}.jsonl").count(b"\n") == 10
        marks: Any = parse(pack.read("marks.json"))
    assert [each["hidden"] for each in marks["questions"]] == [True, False, True]
    assert [each["count"] for each in marks["questions"]] == [9, 10, 0]
    assert marks["questions"][0]["seats"] == []
    assert results_of(vote)[0].result.ballots == 9


def test_no_trace_of_a_code_is_published() -> None:
    vote, _given = held_vote(voters=11)
    close_vote(vote.pk)
    vote.refresh_from_db()
    content = pack_bytes(vote.pack_digest)
    for hashed in Ballot.objects.values_list("code_hash", flat=True):
        assert hashed.encode() not in content
    for seat in Seat.objects.filter(vote=vote):
        assert seat.salt.encode() not in content
        assert seat.reference.encode() not in content


def test_a_box_that_breaks_an_invariant_is_neither_sealed_nor_published(member: Member) -> None:
    vote = make_open()
    question = questions_of(vote)[0]
    cast(member, question, "m1")
    Ballot.objects.create(
        question_key=question.pk, code_hash="ab" * 32, tracker="ABCDEFGHJKLM", choices=["m1"]
    )
    move_to_close(vote)
    with refuses("box.marks-not-equal-ballots"):
        close_vote(vote.pk)
    vote.refresh_from_db()
    assert vote.sealed_at is None
    # The other due votes are closed all the same.
    assert close_due_votes() == 0


def test_a_vote_that_missed_an_act_is_noted_as_not_held_once() -> None:
    vote = make_scheduled()
    move_to_close(vote)
    assert [close_due_votes(), close_due_votes()] == [1, 0]
    vote.refresh_from_db()
    assert vote.not_held_at is not None
    facts = Entry.objects.get(code="vote.not-held").facts
    assert facts == {"vote": vote.slug, "confirmed": False, "roll_frozen": False}
    assert not Entry.objects.filter(code="vote.sealed").exists()
