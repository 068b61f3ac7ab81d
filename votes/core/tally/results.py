"""What every rule has in common: equal ballots piled together, the heads of a result, ranks and ties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict, cast

from deliberation.core.canonical import Json
from votes.core.choices import BLANK, Choices
from votes.core.questions import Question
from votes.core.tally.draw import Draw
from votes.core.tally.quorum import BALLOTS, EXPRESSED, SEATS, Quorum, quorum_of
from votes.core.tally.records import written


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many ballots a question has, how many of them are blank, and on how many seats."""

    ballots: int
    blank: int
    seats: int

    @property
    def expressed(self) -> int:
        """The ballots that are not blank."""
        return self.ballots - self.blank


@dataclass(frozen=True, slots=True)
class Piles:
    """The ballots of a question: how many there are, and those that are not blank, equal ones together."""

    numbers: Numbers
    alike: Mapping[Choices, int]


def pile(choices: Iterable[Choices], seats: int) -> Piles:
    """Put equal ballots together. What follows depends on the piles only, never on an order of ballots."""
    alike = Counter(choices)
    ballots, blank = alike.total(), alike.pop(BLANK, 0)
    return Piles(Numbers(ballots, blank, seats), alike)


def rankings(question: Question, piles: Piles) -> Counter[tuple[str, ...]]:
    """How many ballots rank the options so; a code of no option, or named again, is passed over."""
    known = frozenset(question.codes())
    ranked: Counter[tuple[str, ...]] = Counter()
    for choices, times in piles.alike.items():
        codes = tuple(dict.fromkeys(each for each in choices if isinstance(each, str) and each in known))
        if codes:
            ranked[codes] += times
    return ranked


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One option in a result. `rank` is 1 + the number of options that come before it; equals share one."""

    code: str
    rank: int

    @property
    def figure(self) -> str:
        """What the option was ranked by, as a number in a text: its votes, points, total, grade."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The count of one question; each rule adds its own fields, and its own to the `options`.

    `seats` is the base of turnout, `ballots` = `blank` + `expressed`. `options` go by rank, those of one
    rank in the order of the question. `ties` lists the codes of each set of equals, best first, in the
    order of the question; with a `draw` they were equal before it.
    """

    question: str
    rule: str
    seats: int
    ballots: int
    blank: int
    expressed: int
    quorum: Quorum | None
    draw: Draw | None
    ties: tuple[tuple[str, ...], ...]
    options: tuple[Line, ...]

    @property
    def numbers(self) -> Numbers:
        """How many ballots, on how many seats."""
        return Numbers(self.ballots, self.blank, self.seats)

    @property
    def conclusion(self) -> str:
        """What the result comes to: `first`, `elected`, `adopted`, `rejected`, or `nothing` was expressed."""
        return "first" if self.expressed else "nothing"

    @property
    def leaders(self) -> tuple[str, ...]:
        """The options that the conclusion is about, best first."""
        return tuple(line.code for line in self.options if line.rank == 1) if self.expressed else ()

    def figure(self, line: Line) -> str:
        """What an option was ranked by, for people: as its line says, or in the words of the question."""
        return line.figure

    def published(self) -> dict[str, Json]:
        """The result as published in tally.json."""
        return cast(dict[str, Json], written(self))


class Heads(TypedDict):
    """The fields of a result that follow from the numbers of ballots and the settings alone."""

    question: str
    rule: str
    seats: int
    ballots: int
    blank: int
    expressed: int
    quorum: Quorum | None
    draw: Draw | None


def heads(question: Question, numbers: Numbers, draw: Draw | None, **more: int) -> Heads:
    """The heads of a result; `more` are the counts of the rule's own that a quorum may name."""
    counts = {SEATS: numbers.seats, BALLOTS: numbers.ballots, EXPRESSED: numbers.expressed, **more}
    return {
        "question": question.slug,
        "rule": question.rule,
        "seats": numbers.seats,
        "ballots": numbers.ballots,
        "blank": numbers.blank,
        "expressed": numbers.expressed,
        "quorum": quorum_of(question, counts),
        "draw": draw,
    }


@dataclass(frozen=True, slots=True)
class Ranks:
    """Options with their ranks, best first, and the sets of equals."""

    order: tuple[tuple[str, int], ...]
    ties: tuple[tuple[str, ...], ...]


def rank(question: Question, worth: Mapping[str, Any], draw: Draw | None) -> Ranks:
    """Rank the options by what they are worth, more first; `worth` are values of one ordered kind.

    Equals share a rank and the next ranks are left out (1, 1, 3), or go by lot where there is a draw.
    """
    by_worth: dict[Any, list[str]] = {}
    for code in question.codes():
        by_worth.setdefault(worth[code], []).append(code)
    order: list[tuple[str, int]] = []
    for value in sorted(by_worth, reverse=True):
        equals, before = by_worth[value], len(order)
        if draw:
            in_order = sorted(equals, key=draw.place)
            order += [(code, before + place) for place, code in enumerate(in_order, start=1)]
        else:
            order += [(code, before + 1) for code in equals]
    ties = (tuple(by_worth[value]) for value in sorted(by_worth, reverse=True) if len(by_worth[value]) > 1)
    return Ranks(tuple(order), tuple(ties))
