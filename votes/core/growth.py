"""How a roll grew: seats by day of joining over two years, departures, and days that stand out.

No cryptography tells a ghost from a person. A wave of joinings before the cut-off day, or of seats that
never do anything, is what observers can see and ask about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low

from deliberation.core.canonical import Json
from votes.core import reading

MONTHS = 24
# A day stands out when it brought more than so many times the median of so many days before it.
TIMES = 5
BEFORE = 90
FEWEST = 10
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Growth:
    """The joinings behind the seats of one roll, as of the day it was frozen.

    `joined` holds the days of the last 24 months that brought seats, `left` the first days of months with
    the members who left in them. `idle` counts seats whose members wrote no text in twelve months.
    """

    as_of: date
    seats: int
    idle: int
    joined: tuple[tuple[date, int], ...]
    left: tuple[tuple[date, int], ...]

    def within(self, days: int) -> int:
        """Seats of members who joined in the last `days` days."""
        return sum(count for on, count in self.joined if on > self.as_of - days * DAY)

    @property
    def within_30(self) -> int:
        """Seats of members who joined in the last thirty days."""
        return self.within(30)

    @property
    def within_90(self) -> int:
        """Seats of members who joined in the last ninety days."""
        return self.within(90)

    @property
    def standing_out(self) -> tuple[tuple[date, int, int], ...]:
        """Days with more than five times the median of the 90 before: the day, its count, that median.

        A median of none counts as one, and no day under ten stands out: a count must point at nobody.
        """
        counts = dict(self.joined)
        found = []
        for on, count in self.joined:
            usual = median_low(counts.get(on - back * DAY, 0) for back in range(1, BEFORE + 1))
            if count >= FEWEST and count > TIMES * max(usual, 1) and on - BEFORE * DAY >= self.first:
                found.append((on, count, usual))
        return tuple(found)

    @property
    def first(self) -> date:
        """The first day that is looked at: the first of the month, 23 months before."""
        return months_until(self.as_of)[0]

    @property
    def months(self) -> tuple[tuple[date, int, int], ...]:
        """Each of the 24 months, oldest first: its first day, seats that joined, members who left."""
        joined: Counter[date] = Counter()
        for on, count in self.joined:
            joined[on.replace(day=1)] += count
        left = dict(self.left)
        return tuple((month, joined[month], left.get(month, 0)) for month in months_until(self.as_of))

    def stored(self) -> dict[str, Json]:
        """The growth as it is stored when the roll is frozen."""
        return {
            "as_of": self.as_of.isoformat(),
            "idle": self.idle,
            "joined": [[on.isoformat(), count] for on, count in self.joined],
            "left": [[on.isoformat(), count] for on, count in self.left],
            "seats": self.seats,
        }


def growth_of(as_of: date, joined: Iterable[date], left: Iterable[date], idle: int) -> Growth:
    """The growth behind a roll; `joined` has one day a seat, `left` one a member who left."""
    days = list(joined)
    first = months_until(as_of)[0]
    by_day = Counter(on for on in days if on >= first)
    gone = Counter(on.replace(day=1) for on in left if first <= on <= as_of)
    return Growth(as_of, len(days), idle, tuple(sorted(by_day.items())), tuple(sorted(gone.items())))


def months_until(as_of: date) -> tuple[date, ...]:
    """The first days of the 24 months that end with the one of `as_of`, oldest first."""
    last = as_of.year * 12 + as_of.month - 1
    return tuple(date(number // 12, number % 12 + 1, 1) for number in range(last - MONTHS + 1, last + 1))


def read_growth(value: Mapping[str, Json]) -> Growth:
    """The growth as stored. Raises Malformed."""
    return Growth(
        as_of=date.fromisoformat(reading.day(value["as_of"], "as_of")),
        seats=reading.count(value["seats"], "seats"),
        idle=reading.count(value["idle"], "idle"),
        joined=tuple(_read_day(each) for each in reading.rows(value["joined"], "joined")),
        left=tuple(_read_day(each) for each in reading.rows(value["left"], "left")),
    )


def _read_day(value: Json) -> tuple[date, int]:
    on, count = reading.rows(value, "day")
    return date.fromisoformat(reading.day(on, "day")), reading.count(count, "day")
