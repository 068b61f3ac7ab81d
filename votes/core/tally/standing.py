"""Counts in rounds: options that stand, equals told apart by earlier rounds, and only then by lot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from votes.core.questions import Question
from votes.core.tally.draw import BY_LOT, Draw
from votes.core.tally.settings import choice

Votes = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tie:
    """Equals in a round: `codes` in the order of the question, and whether the `lot` had to decide."""

    codes: tuple[str, ...]
    lot: bool


@dataclass(frozen=True, slots=True)
class Tallied:
    """The votes of one option in a round."""

    code: str
    votes: int


def check_ties(question: Question) -> None:
    """A count in rounds cannot stop at a tie, so it must be broken. Raises `question.settings-wrong`."""
    choice(question, "ties", (BY_LOT,))


def tallied(codes: Iterable[str], votes: Votes) -> tuple[Tallied, ...]:
    """The votes of these options as a round publishes them."""
    return tuple(Tallied(code, votes[code]) for code in codes)


def pick_last(equal: Sequence[str], rounds: Sequence[Votes], draw: Draw) -> tuple[str, Tie | None]:
    """Of options with the fewest votes, the one that leaves: see `_pick`. By lot: the later one."""
    return _pick(equal, rounds, min, lambda left: max(left, key=draw.place))


def pick_first(equal: Sequence[str], rounds: Sequence[Votes], draw: Draw) -> tuple[str, Tie | None]:
    """Of options with the most votes, the one that goes first: see `_pick`. By lot: the earlier one."""
    return _pick(equal, rounds, max, lambda left: min(left, key=draw.place))


def _pick(
    equal: Sequence[str],
    rounds: Sequence[Votes],
    extreme: Callable[[Iterable[int]], int],
    by_lot: Callable[[Sequence[str]], str],
) -> tuple[str, Tie | None]:
    """One of equals, and the tie if there was one.

    The latest earlier round that tells them apart decides, and again among those that it leaves equal;
    the lot decides between those that no round tells apart.
    """
    left = list(equal)
    for votes in reversed(rounds):
        sought = extreme(votes[code] for code in left)
        left = [code for code in left if votes[code] == sought]
    tie = Tie(tuple(equal), lot=len(left) > 1) if len(equal) > 1 else None
    return by_lot(left), tie
