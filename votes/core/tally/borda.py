"""The rule "Borda": each place on a ranking is worth points (docs/rules/borda.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from deliberation.core.canonical import Json
from votes.core.choices import Choices
from votes.core.questions import Question
from votes.core.tally import results
from votes.core.tally.draw import TIES, draw_if_set
from votes.core.tally.quorum import SETTING as QUORUM
from votes.core.tally.quorum import check_quorum
from votes.core.tally.records import read_record
from votes.core.tally.results import Numbers, heads, pile, rank, rankings
from votes.core.tally.settings import check_names, check_short, choice

AVERAGED, ZERO, MODIFIED = "averaged", "zero", "modified"
CONVENTIONS = (AVERAGED, ZERO, MODIFIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(results.Line):
    """An option, how many ballots put it at each place (`places`, the first place first), its points."""

    places: tuple[int, ...]
    points: Fraction

    @property
    def figure(self) -> str:
        """The points, as a ratio where they are no whole number."""
        return str(self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(results.Result):
    """The count of one question; `unranked` is the convention for options that a ballot does not rank."""

    unranked: str
    options: tuple[Line, ...]


def check_settings(question: Question) -> None:
    """Refuse long lists, and settings other than `unranked`, `ties`, `quorum`.

    Raises RuleBroken `question.settings-wrong`.
    """
    check_names(question, "unranked", "ties", QUORUM)
    check_short(question)
    choice(question, "unranked", CONVENTIONS)
    choice(question, "ties", TIES)
    check_quorum(question)


def count(question: Question, choices: Iterable[Choices], seats: int, seed: str) -> Result:
    """Count legal rankings."""
    piles = pile(choices, seats)
    convention = choice(question, "unranked", CONVENTIONS)
    codes = question.codes()
    places = {code: [0] * len(codes) for code in codes}
    doubled = dict.fromkeys(codes, 0)
    for ranking, times in rankings(question, piles).items():
        worth = list(_doubled_points(convention, len(codes), len(ranking)))
        for place, code in enumerate(ranking):
            places[code][place] += times
            doubled[code] += worth[place] * times
        if convention == AVERAGED and len(ranking) < len(codes):
            for code in set(codes).difference(ranking):
                doubled[code] += (len(codes) - len(ranking) - 1) * times
    points = {code: Fraction(twice, 2) for code, twice in doubled.items()}
    held = {code: tuple(counts) for code, counts in places.items()}
    return result_of(question, held, points, piles.numbers, seed)


def result_of(
    question: Question,
    places: Mapping[str, tuple[int, ...]],
    points: Mapping[str, Fraction],
    numbers: Numbers,
    seed: str,
) -> Result:
    """The result that follows from the points of each option."""
    draw = draw_if_set(question, seed)
    ranks = rank(question, points, draw)
    return Result(
        **heads(question, numbers, draw),
        unranked=choice(question, "unranked", CONVENTIONS),
        ties=ranks.ties,
        options=tuple(
            Line(code=code, rank=place, places=places[code], points=points[code])
            for code, place in ranks.order
        ),
    )


def read_result(value: Json) -> Result:
    """One result of a tally.json. Raises Malformed."""
    return read_record(Result, value, "result")


def is_possible(question: Question, result: results.Result, seed: str) -> bool:
    """Whether the places are those of so many ballots, the points possible, and the ranks follow."""
    if not isinstance(result, Result) or {line.code for line in result.options} != set(question.codes()):
        return False
    options = len(question.options)
    if any(len(line.places) != options for line in result.options):
        return False
    held = [sum(line.places[place] for line in result.options) for place in range(options)]
    # Every expressed ballot has a first place, no later place without the one before, none past the limit.
    full = (
        held[0] == result.expressed and held == sorted(held, reverse=True) and not any(held[question.most :])
    )
    if not full or any(sum(line.places) > result.expressed for line in result.options):
        return False
    if result.unranked == AVERAGED and sum(line.points for line in result.options) != Fraction(
        result.expressed * options * (options - 1), 2
    ):
        return False
    places = {line.code: line.places for line in result.options}
    points = {line.code: line.points for line in result.options}
    if result.unranked == ZERO and any(
        points[code] != sum((options - 1 - place) * times for place, times in enumerate(places[code]))
        for code in points
    ):
        return False
    return result == result_of(question, places, points, result.numbers, seed)


def _doubled_points(convention: str, options: int, ranked: int) -> Iterator[int]:
    """Twice what each place of a ballot that ranks so many is worth: halves stay whole numbers."""
    first = ranked if convention == MODIFIED else options - 1
    return (2 * (first - place) for place in range(ranked))
