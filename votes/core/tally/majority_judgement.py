"""The rule "majority judgement": the middle grade, then the next ones (docs/rules/majority-judgement.md).

After Balinski and Laraki, "Majority Judgment" (2010): options are compared by their majority-values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from deliberation.core.canonical import Json
from votes.core import reading
from votes.core.choices import Choices
from votes.core.questions import Question
from votes.core.tally import graded, results
from votes.core.tally.draw import draw_if_set
from votes.core.tally.graded import Given
from votes.core.tally.records import read_record
from votes.core.tally.results import heads, rank
from votes.core.tally.settings import refuse

FEWEST_GRADES, MOST_GRADES = 2, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(results.Line):
    """An option and its judgements.

    `given` counts each grade, the worst first; `missing` of the worst were left out by the voter.
    `median` is the majority-grade; `better` and `worse` count the judgements above and below it.
    """

    given: tuple[int, ...]
    missing: int
    median: int | None
    better: int
    worse: int

    @property
    def figure(self) -> str:
        """The number of the majority-grade, 0 for the worst."""
        return "" if self.median is None else str(self.median)


@dataclass(frozen=True, slots=True)
class Step:
    """How two neighbours in the order with one majority-grade are told apart.

    Once `removed` middle judgements were taken away from each, `before` has the grade `better`, `after`
    the grade `worse`.
    """

    before: str
    after: str
    removed: int
    better: int
    worse: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(results.Result):
    """The count of one question; `grades` are the words of the scale, the worst first."""

    grades: tuple[str, ...]
    steps: tuple[Step, ...]
    options: tuple[Line, ...]

    def figure(self, line: results.Line) -> str:
        """The majority-grade in its word, with the judgements above and below it."""
        if not isinstance(line, Line) or line.median is None or line.median >= len(self.grades):
            return line.figure
        return f"{self.grades[line.median]} (+{line.better} -{line.worse})"


def grades(question: Question) -> tuple[str, ...]:
    """The words of the grades, the worst first: grade 0, grade 1, ... Raises `question.settings-wrong`."""
    words = question.settings.get("grades")
    if not isinstance(words, (list, tuple)) or not FEWEST_GRADES <= len(words) <= MOST_GRADES:
        refuse(question, "grades")
    texts = tuple(word for word in words if isinstance(word, str))
    plain = all(reading.is_plain_text(word, reading.LONGEST_LINE) for word in texts)
    if len(texts) != len(words) or len(set(texts)) != len(texts) or not plain:
        refuse(question, "grades")
    return texts


def scale(question: Question) -> range:
    """The grades as the integers that ballots hold."""
    return range(len(grades(question)))


def check_settings(question: Question) -> None:
    """Refuse settings other than `grades` (needed), `complete`, `ties`, `quorum`, and a limit.

    Raises RuleBroken `question.settings-wrong`.
    """
    graded.check_common(question, "grades")
    grades(question)


def count(question: Question, choices: Iterable[Choices], seats: int, seed: str) -> Result:
    """Count legal choices; an option that a ballot leaves out gets the worst grade from it."""
    return result_of(question, graded.given_by(question, choices, scale(question), seats), seed)


def result_of(question: Question, given: Given, seed: str) -> Result:
    """The result that follows from how often each option was given each grade."""
    draw = draw_if_set(question, seed)
    missing = {code: given.numbers.expressed - sum(counts) for code, counts in given.grades.items()}
    full = {code: (counts[0] + missing[code], *counts[1:]) for code, counts in given.grades.items()}
    values = {code: majority_value(counts) for code, counts in full.items()}
    ranks = rank(question, values, draw)
    return Result(
        **heads(question, given.numbers, draw),
        grades=grades(question),
        steps=tuple(_steps([code for code, _rank in ranks.order], values)),
        ties=ranks.ties,
        options=tuple(
            _line(code, place, full[code], missing[code], values[code]) for code, place in ranks.order
        ),
    )


def majority_value(counts: tuple[int, ...]) -> bytes:
    """The grades in the order in which the middle one is taken away, again and again, until none is left.

    The middle of an even number is the lower of the two. `counts` are the judgements of each grade, the
    worst first. Of two such values of one length the greater, compared grade by grade, is the better.
    """
    ordered = b"".join(bytes([grade]) * times for grade, times in enumerate(counts))
    size = len(ordered)
    middle = (size - 1) // 2
    value = bytearray(size)
    if size % 2:
        value[0::2], value[1::2] = ordered[middle:], ordered[:middle][::-1]
    else:
        value[0::2], value[1::2] = ordered[: middle + 1][::-1], ordered[middle + 1 :]
    return bytes(value)


def read_result(value: Json) -> Result:
    """One result of a tally.json. Raises Malformed."""
    return read_record(Result, value, "result")


def is_possible(question: Question, result: results.Result, seed: str) -> bool:
    """Whether every option has one judgement from each expressed ballot, and the rest follows from them."""
    if not isinstance(result, Result) or {line.code for line in result.options} != set(question.codes()):
        return False
    if result.expressed != result.ballots - result.blank:
        return False
    for line in result.options:
        whole = len(line.given) == len(scale(question)) and sum(line.given) == result.expressed
        if not whole or line.missing > line.given[0] or (line.missing and graded.is_complete(question)):
            return False
    given = {line.code: (line.given[0] - line.missing, *line.given[1:]) for line in result.options}
    return result == result_of(question, Given(result.numbers, given), seed)


def _line(code: str, place: int, counts: tuple[int, ...], missing: int, value: bytes) -> Line:
    median = value[0] if value else None
    better = sum(counts[median + 1 :]) if median is not None else 0
    worse = sum(counts[:median]) if median is not None else 0
    return Line(
        code=code, rank=place, given=counts, missing=missing, median=median, better=better, worse=worse
    )


def _steps(order: list[str], values: Mapping[str, bytes]) -> Iterable[Step]:
    for before, after in pairwise(order):
        first, second = values[before], values[after]
        if first == second or first[0] != second[0]:
            continue
        removed = next(at for at, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1])
        yield Step(before, after, removed, first[removed], second[removed])
