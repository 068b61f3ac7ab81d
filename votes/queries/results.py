"""The result of a published vote, question by question, and the ballots of its public box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet

from votes.core.box import is_hidden
from votes.core.choices import Shape, read_choices
from votes.core.codes import in_groups
from votes.core.kinds import OVERALL
from votes.core.tally import results
from votes.core.tally.rules import read_result, rule_of
from votes.models import Ballot, Option, Question, Vote
from votes.queries.definitions import question_definition
from votes.queries.papers import Said, read_back

# What an option is ranked by, by its name in a result; the first that a rule's lines have.
AMOUNTS = ("votes", "points", "total", "median", "beats", "behind")
COUNTED = ("choose", "approval", "yes-no", "instant-runoff")


@dataclass(frozen=True, slots=True)
class Line:
    """One option in a result: its wording, its rank, what it was ranked by, and the rule's own figures.

    `amount` is votes, points, a total or a mean, a middle grade, or options beaten, as the rule has it;
    `share` its part of the expressed ballots, where votes are counted.
    """

    option: Option
    rank: int
    amount: Fraction | int
    share: Fraction | None
    figures: results.Line


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """The result of one question; `first` holds the options of rank 1 (several when tied)."""

    question: Question
    result: results.Result
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
        """By how many votes the single first option leads; 0 where no votes are counted."""
        if self.runner_up is None or self.lines[0].share is None:
            return 0
        return int(self.lines[0].amount - self.runner_up.amount)

    @property
    def tied(self) -> tuple[tuple[Line, ...], ...]:
        """The ties among options that have anything, each as its lines."""
        lines = {line.option.code: line for line in self.lines}
        ties = (tuple(lines[code] for code in tie) for tie in self.result.ties)
        return tuple(tie for tie in ties if tie[0].amount or self.result.rule not in COUNTED)

    @property
    def elected(self) -> tuple[Line, ...]:
        """The options that took a place, in the order in which they did; none but by transferable votes."""
        codes: tuple[str, ...] = getattr(self.result, "elected", ())
        lines = {line.option.code: line for line in self.lines}
        return tuple(lines[code] for code in codes)

    @property
    def leading(self) -> tuple[Line, ...]:
        """The options that the result is about: those that took the places, else those that come first."""
        return self.elected or self.first

    @property
    def texts(self) -> dict[str, str]:
        """The wording of each option by its code."""
        return {line.option.code: line.option.text for line in self.lines}

    @property
    def answers(self) -> dict[str, int]:
        """The votes of each answer by its code, of yes or no."""
        return {line.option.code: int(line.amount) for line in self.lines}

    @property
    def yes_share(self) -> Fraction:
        """The part of the expressed ballots that say yes; 0 where nobody expressed a choice."""
        return Fraction(self.answers.get("yes", 0), self.result.expressed or 1)

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
    """A ballot found by its tracker: its question, version, and what it says of options (none: blank)."""

    question: Question
    tracker: str
    version: int
    chosen: tuple[Said, ...]
    ranked: bool

    @property
    def tracker_groups(self) -> list[str]:
        """The tracker in groups of four."""
        return in_groups(self.tracker).split("-")


def results_of(vote: Vote) -> list[QuestionResult]:
    """The results in the order of the questions; empty before the publication. No query when prefetched."""
    if vote.published_at is None or vote.tally is None:
        return []
    counted = {result.question: result for result in map(read_result, vote.tally)}
    return [question_result(question, counted[question.slug]) for question in vote.questions.all()]


def board_of(question: Question, ballots: int) -> QuerySet[Ballot]:
    """The published ballots of a question by tracker; none where they are too few to be shown."""
    rows = Ballot.objects.filter(question_key=question.pk).order_by("tracker")
    return rows.none() if is_hidden(ballots) else rows


def as_found(question: Question, ballot: Ballot) -> Found:
    """A ballot with the wording of what it chooses."""
    options = {option.code: option for option in question.options.all()}
    said = read_back(question_definition(question), options, read_choices(ballot.choices, "choices"))
    return Found(question, ballot.tracker, ballot.version, tuple(said), _is_ranked(question))


def find_ballots(results: list[QuestionResult], tracker: str) -> list[Found]:
    """The published ballots with this tracker, among questions whose ballots are shown. One query."""
    shown = {each.question.pk: each.question for each in results if not each.hidden}
    rows = Ballot.objects.filter(question_key__in=shown, tracker=tracker)
    return [as_found(shown[row.question_key], row) for row in rows]


def main_of(outcomes: Sequence[QuestionResult]) -> QuestionResult:
    """The result that stands first on a vote's page: the overall question's, else the first one's."""
    return next((each for each in reversed(outcomes) if each.question.kind == OVERALL), outcomes[0])


def question_result(question: Question, result: results.Result) -> QuestionResult:
    """The result of a question with its options at hand. No query when they are prefetched."""
    options = {option.code: option for option in question.options.all()}
    base = result.expressed or 1
    unit = getattr(result, "unit", 1)
    lines = []
    for row in result.options:
        amount = _amount(row, result) / unit
        share = amount / base if result.rule in COUNTED else None
        shown = amount.numerator if amount.denominator == 1 else amount
        lines.append(Line(options[row.code], row.rank, shown, share, row))
    return QuestionResult(question, result, tuple(lines))


def _is_ranked(question: Question) -> bool:
    return rule_of(question_definition(question)).shape is Shape.RANKING


def _amount(row: results.Line, result: results.Result) -> Fraction:
    if getattr(result, "by", "") == "mean":
        return getattr(row, "mean", None) or Fraction(0)
    found = next((getattr(row, name) for name in AMOUNTS if hasattr(row, name)), None)
    return Fraction(found or 0)
