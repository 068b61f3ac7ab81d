"""The rule "score": each option gets a whole number from each ballot (docs/rules/score.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from deliberation.core.canonical import Json
from votes.core.choices import Choices
from votes.core.questions import Question
from votes.core.tally import graded, results
from votes.core.tally.draw import draw_if_set
from votes.core.tally.graded import Given
from votes.core.tally.records import read_record
from votes.core.tally.results import heads, rank
from votes.core.tally.settings import choice, number

TOTAL, MEAN = "total", "mean"
LOWEST, HIGHEST, MOST_HIGHEST = 0, 5, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(results.Line):
    """An option, how many ballots gave it each score of the scale, and what follows.

    `scored` ballots gave it one, `total` is their sum, `mean` the sum over `scored` (None: nobody).
    """

    given: tuple[int, ...]
    scored: int
    total: int
    mean: Fraction | None

    @property
    def figure(self) -> str:
        """The total, and the mean as a ratio."""
        return str(self.total) if self.mean is None else f"{self.total} ({self.mean})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(results.Result):
    """The count of one question; scores go from `lowest` to `highest`, ranks `by` total or mean."""

    by: str
    lowest: int
    highest: int
    options: tuple[Line, ...]


def scale(question: Question) -> range:
    """The scores that a ballot may give."""
    lowest = number(question, "lowest", LOWEST, 0, MOST_HIGHEST - 1)
    return range(lowest, number(question, "highest", HIGHEST, lowest + 1, MOST_HIGHEST) + 1)


def check_settings(question: Question) -> None:
    """Refuse settings other than `lowest`, `highest`, `by`, `complete`, `ties`, `quorum`, and a limit.

    Raises RuleBroken `question.settings-wrong`.
    """
    graded.check_common(question, "lowest", "highest", "by")
    scale(question)
    choice(question, "by", (TOTAL, MEAN))


def count(question: Question, choices: Iterable[Choices], seats: int, seed: str) -> Result:
    """Count legal choices; a score that is not on the scale is not counted."""
    return result_of(question, graded.given_by(question, choices, scale(question), seats), seed)


def result_of(question: Question, given: Given, seed: str) -> Result:
    """The result that follows from how often each option got each score."""
    allowed, draw, scores = scale(question), draw_if_set(question, seed), given.grades
    by = choice(question, "by", (TOTAL, MEAN))
    totals = {
        code: sum(score * times for score, times in zip(allowed, counts, strict=True))
        for code, counts in scores.items()
    }
    means = {
        code: Fraction(totals[code], sum(counts)) if any(counts) else None for code, counts in scores.items()
    }
    # Whom nobody scored comes after all others: below any mean.
    worth = {code: -1 if mean is None else mean for code, mean in means.items()} if by == MEAN else totals
    ranks = rank(question, worth, draw)
    return Result(
        **heads(question, given.numbers, draw),
        by=by,
        lowest=allowed.start,
        highest=allowed.stop - 1,
        ties=ranks.ties,
        options=tuple(
            Line(
                code=code,
                rank=place,
                given=scores[code],
                scored=sum(scores[code]),
                total=totals[code],
                mean=means[code],
            )
            for code, place in ranks.order
        ),
    )


def read_result(value: Json) -> Result:
    """One result of a tally.json. Raises Malformed."""
    return read_record(Result, value, "result")


def is_possible(question: Question, result: results.Result, seed: str) -> bool:
    """Whether no option has more scores than ballots were expressed, and the rest follows from them."""
    if not isinstance(result, Result):
        return False
    given = {line.code: line.given for line in result.options}
    if set(given) != set(question.codes()) or any(
        len(each) != len(scale(question)) for each in given.values()
    ):
        return False
    # A ballot that is not blank gives one score at least, and every score where it must be complete.
    most, fewest = result.expressed, result.expressed if graded.is_complete(question) else 0
    if not all(fewest <= sum(each) <= most for each in given.values()):
        return False
    if sum(sum(each) for each in given.values()) < result.expressed:
        return False
    return result == result_of(question, Given(result.numbers, given), seed)
