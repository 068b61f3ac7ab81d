"""Curves over days: what was counted day by day, and where to draw it in whole numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, HEIGHT = 360, 220
# On the left there is room for "150 000".
LEFT, RIGHT, TOP, BOTTOM = 66, 16, 16, 28
DAY = timedelta(days=1)
STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class DayCount:
    """One day: what it brought, and all there was by its end."""

    on: date
    texts: int
    authors: int
    texts_so_far: int
    authors_so_far: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis: where, and the number or the day it stands for."""

    at: int
    number: int = 0
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Curves:
    """Two rising curves in one frame: points as (x, y), y downwards."""

    texts: tuple[tuple[int, int], ...]
    authors: tuple[tuple[int, int], ...]
    levels: tuple[Tick, ...]
    days: tuple[Tick, ...]


def by_day(texts: Mapping[date, int], authors: Mapping[date, int]) -> tuple[DayCount, ...]:
    """Every day from the first to the last that brought a text, quiet ones included.

    `authors` are counted on the day of their first text.
    """
    if not texts:
        return ()
    days, total, people = [], 0, 0
    on, last = min(texts), max(texts)
    while on <= last:
        total, people = total + texts.get(on, 0), people + authors.get(on, 0)
        days.append(DayCount(on, texts.get(on, 0), authors.get(on, 0), total, people))
        on += DAY
    return tuple(days)


def drawn(days: Sequence[DayCount]) -> Curves:
    """The curves of days in a row, from nothing to the last count. Needs one day at least."""
    top = round_top(days[-1].texts_so_far)
    step = level_step(top)
    across, down = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def x(place: int) -> int:
        return LEFT + across * place // len(days)

    def y(count: int) -> int:
        return TOP + down - down * count // top

    return Curves(
        texts=((x(0), y(0)), *((x(at + 1), y(day.texts_so_far)) for at, day in enumerate(days))),
        authors=((x(0), y(0)), *((x(at + 1), y(day.authors_so_far)) for at, day in enumerate(days))),
        levels=tuple(Tick(y(level), level) for level in range(0, top + 1, step)),
        days=tuple(Tick(x(at + 1), on=days[at].on) for at in sorted({0, len(days) - 1})),
    )


def level_step(top: int) -> int:
    """The distance of grid lines: 1, 2 or 5 times a power of ten, four lines at most."""
    power = 1
    while True:
        for step in STEPS:
            if step * power * 4 >= top:
                return step * power
        power *= 10


def round_top(count: int) -> int:
    """The end of the scale: the first grid line at or above the count."""
    step = level_step(max(count, 1))
    return -(-max(count, 1) // step) * step
