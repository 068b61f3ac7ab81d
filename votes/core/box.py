"""Sealing: what is published of the marks and ballots of a closed vote, and what the journal says of it.

Under SMALLEST_SHOWN ballots on a question, the totals and the number of marks are published, neither
the marks by seat nor the ballots: with so few, a ballot would be read back to its voter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deliberation.core.canonical import Json, canonical
from deliberation.core.errors import RuleBroken
from votes.core import reading
from votes.core.ballots import Ballot, check_choices
from votes.core.checkpoints import Checkpoint, Replaced, replaced_of
from votes.core.questions import Question, Vote, question_reference
from votes.core.rolls import Roll
from votes.core.tally.results import Result
from votes.core.tally.rules import count_question, read_result, seed_of

SMALLEST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class BoxContents:
    """What a closed box holds for one question: the commitments of the marked seats, and the ballots."""

    question: str
    marks: Sequence[str]
    ballots: Sequence[Ballot]


@dataclass(frozen=True, slots=True)
class QuestionMarks:
    """The published marks of one question: `count` seats voted; `seats` is empty where `hidden`."""

    question: str
    count: int
    hidden: bool
    seats: tuple[str, ...]

    def published(self) -> dict[str, Json]:
        """The marks of a question as published in marks.json."""
        seats = list(self.seats)
        return {"count": self.count, "hidden": self.hidden, "question": self.question, "seats": seats}


@dataclass(frozen=True, slots=True)
class QuestionBallots:
    """The published ballots of one question in tracker order; none where they are hidden."""

    question: str
    ballots: tuple[Ballot, ...]

    def encoded(self) -> bytes:
        """The bytes of ballots/QUESTION.jsonl."""
        return b"".join(ballot.encoded() + b"\n" for ballot in self.ballots)


@dataclass(frozen=True, slots=True)
class SealedQuestion:
    """All that a vote publishes of one question at its close, but for its checkpoints."""

    marks: QuestionMarks
    ballots: QuestionBallots
    result: Result
    replaced: Replaced


def seal_question(
    vote: Vote, roll: Roll, held: BoxContents, checkpoints: Iterable[Checkpoint], on_roll: frozenset[str]
) -> SealedQuestion:
    """Put one question in order, hide what must be hidden, and count; `checkpoints` are its own, the final
    one included, `on_roll` the commitments of the roll.

    Raises RuleBroken `box.questions-differ`, `box.marks-not-equal-ballots`, `box.mark-not-on-roll`,
    `box.mark-repeated`, `box.tracker-repeated`, or what `check_choices` raises: a box that breaks an
    invariant is not published, it is looked into.
    """
    if roll.vote != vote.slug:
        raise RuleBroken("box.questions-differ", vote=vote.slug)
    question = vote.question(held.question)
    _check_contents(question, held, on_roll)
    choices, seed = (ballot.choices for ballot in held.ballots), seed_of(vote, question, roll.root)
    reference = question_reference(vote.slug, question.slug)
    return SealedQuestion(
        _published_marks(held),
        _published_ballots(held),
        count_question(question, choices, roll.seats, seed),
        replaced_of(question.slug, reference, checkpoints, held.ballots),
    )


def is_hidden(ballots: int) -> bool:
    """Whether so few ballots stay unpublished, with only their totals shown."""
    return ballots < SMALLEST_SHOWN


def lines(values: Iterable[Json]) -> bytes:
    """The bytes of a .jsonl member: each value canonical, each line ended by a line feed."""
    return b"".join(canonical(value) + b"\n" for value in values)


def sha256(encoded: bytes) -> str:
    """SHA-256 of the bytes of a member, 64 hexadecimal digits."""
    return hashlib.sha256(encoded).hexdigest()


def read_marks(value: Json) -> tuple[str, tuple[QuestionMarks, ...]]:
    """The vote and the marks of a marks.json. Raises Malformed."""
    found = reading.record(value, "marks.json", "questions", "vote")
    listed = reading.rows(found["questions"], "questions")
    return reading.slug(found["vote"], "vote"), tuple(_read_question_marks(each) for each in listed)


def read_tally(value: Json) -> tuple[str, int, tuple[Result, ...]]:
    """The vote, the seats and the results of a tally.json. Raises Malformed."""
    found = reading.record(value, "tally.json", "results", "seats", "vote")
    results = tuple(read_result(each) for each in reading.rows(found["results"], "results"))
    return reading.slug(found["vote"], "vote"), reading.count(found["seats"], "seats"), results


def _read_question_marks(value: Json) -> QuestionMarks:
    found = reading.record(value, "marks.json", "count", "hidden", "question", "seats")
    return QuestionMarks(
        question=reading.slug(found["question"], "question"),
        count=reading.count(found["count"], "count"),
        hidden=reading.flag(found["hidden"], "hidden"),
        seats=tuple(reading.hexadecimal(seat, "seats") for seat in reading.rows(found["seats"], "seats")),
    )


def _check_contents(question: Question, held: BoxContents, on_roll: frozenset[str]) -> None:
    if len(held.marks) != len(held.ballots):
        raise RuleBroken("box.marks-not-equal-ballots", question=question.slug)
    if not on_roll.issuperset(held.marks):
        raise RuleBroken("box.mark-not-on-roll", question=question.slug)
    if len(set(held.marks)) != len(held.marks):
        raise RuleBroken("box.mark-repeated", question=question.slug)
    if len({ballot.tracker for ballot in held.ballots}) != len(held.ballots):
        raise RuleBroken("box.tracker-repeated", question=question.slug)
    # Once for all the ballots that chose the same.
    for choices in {ballot.choices for ballot in held.ballots}:
        check_choices(question, choices)


def _published_marks(held: BoxContents) -> QuestionMarks:
    hidden = is_hidden(len(held.ballots))
    return QuestionMarks(held.question, len(held.marks), hidden, () if hidden else tuple(sorted(held.marks)))


def _published_ballots(held: BoxContents) -> QuestionBallots:
    if is_hidden(len(held.ballots)):
        return QuestionBallots(held.question, ())
    return QuestionBallots(held.question, tuple(sorted(held.ballots, key=lambda ballot: ballot.tracker)))
