"""The result of a published vote, question by question, and the ballots of its public box."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet

from votes.core.box import is_hidden
from votes.core.codes import in_groups
from votes.core.tally.choose import Result, read_result
from votes.models import Ballot, Option, Question, Vote


@dataclass(frozen=True, slots=True)
class Line:
    """One option in a result: its wording, votes, rank, and its part of the expressed ballots."""

    option: Option
    votes: int
    rank: int
    share: Fraction


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """The result of one question; `first` holds the options of rank 1 (several when tied)."""

    question: Question
    result: Result
    lines: tuple[Line, ...]

    @property
    def first(self) -> tuple[Line, ...]:
        """The options that come first; none when nobody expressed a choice."""
        return tuple(line for line in self.lines if line.rank == 1) if self.result.expressed else ()

    @property
    def runner_up(self) -> Line | None:
        """The next option after a single first one."""
        return self.lines[1] if len(self.first) == 1 and len(self.lines) > 1 else None

    @property
    def lead(self) -> int:
        """By how many votes the single first option leads."""
        return self.lines[0].votes - self.runner_up.votes if self.runner_up else 0

    @property
    def tied(self) -> tuple[tuple[Line, ...], ...]:
        """The ties among options that have votes, each as its lines."""
        lines = {line.option.code: line for line in self.lines}
        ties = (tuple(lines[code] for code in tie) for tie in self.result.ties)
        return tuple(tie for tie in ties if tie[0].votes)

    @property
    def turnout(self) -> Fraction:
        """The part of the seats that voted on this question."""
        return Fraction(self.result.ballots, self.result.seats)

    @property
    def blank_share(self) -> Fraction:
        """The part of the ballots that are blank."""
        return Fraction(self.result.blank, self.result.ballots) if self.result.ballots else Fraction(0)

    @property
    def hidden(self) -> bool:
        """Whether the ballots are too few to be shown one by one."""
        return is_hidden(self.result.ballots)


@dataclass(frozen=True, slots=True)
class Found:
    """A ballot found by its tracker: its question, version, and chosen options (none: blank)."""

    question: Question
    tracker: str
    version: int
    chosen: tuple[Option, ...]

    @property
    def tracker_groups(self) -> list[str]:
        """The tracker in groups of four."""
        return in_groups(self.tracker).split("-")


def results_of(vote: Vote) -> list[QuestionResult]:
    """The results in the order of the questions; empty before the publication. No query when prefetched."""
    if vote.published_at is None or vote.tally is None:
        return []
    counted = {result.question: result for result in map(read_result, vote.tally)}
    return [_question_result(question, counted[question.slug]) for question in vote.questions.all()]


def board_of(question: Question, ballots: int) -> QuerySet[Ballot]:
    """The published ballots of a question by tracker; none where they are too few to be shown."""
    rows = Ballot.objects.filter(question_key=question.pk).order_by("tracker")
    return rows.none() if is_hidden(ballots) else rows


def as_found(question: Question, ballot: Ballot) -> Found:
    """A ballot with the wording of what it chooses."""
    chosen = tuple(option for option in question.options.all() if option.code in ballot.choices)
    return Found(question, ballot.tracker, ballot.version, chosen)


def find_ballots(results: list[QuestionResult], tracker: str) -> list[Found]:
    """The published ballots with this tracker, among questions whose ballots are shown. One query."""
    shown = {each.question.pk: each.question for each in results if not each.hidden}
    rows = Ballot.objects.filter(question_key__in=shown, tracker=tracker)
    return [as_found(shown[row.question_key], row) for row in rows]


def _question_result(question: Question, result: Result) -> QuestionResult:
    options = {option.code: option for option in question.options.all()}
    base = result.expressed or 1
    lines = tuple(
        Line(options[row.code], row.votes, row.rank, Fraction(row.votes, base)) for row in result.options
    )
    return QuestionResult(question, result, lines)
