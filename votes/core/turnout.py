"""Who voted, by group, beside what the same groups did before: a sign to ask about, never an accusation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from deliberation.core.canonical import Json
from votes.core import reading
from votes.core.rolls import OTHER, GroupCount

# Fewer voters than this in all, and nothing is told by group: no mark is published then either.
FEWEST_VOTERS = 10
# How many earlier votes a group is compared with.
EARLIER = 3
HIGH = Fraction(95, 100)
RISE = Fraction(30, 100)


@dataclass(frozen=True, slots=True)
class GroupTurnout:
    """How many seats of a group voted on at least one question, of how many.

    `before` is the share of the same group over the last earlier votes that showed it; None where none did.
    """

    group: str
    voted: int
    seats: int
    before: Fraction | None = None

    @property
    def share(self) -> Fraction:
        """The part of its seats that voted."""
        return Fraction(self.voted, self.seats)

    @property
    def rise(self) -> Fraction | None:
        """By how much its share is larger than before."""
        return None if self.before is None else self.share - self.before

    @property
    def signs(self) -> tuple[str, ...]:
        """What observers should ask about: `high` above 95 in a hundred, `risen` by 30 points or more."""
        checks = (("high", self.share > HIGH), ("risen", self.rise is not None and self.rise >= RISE))
        return tuple(code for code, holds in checks if holds)

    def published(self) -> dict[str, Json]:
        """What is kept and published of it: numbers only."""
        return {"group": self.group, "seats": self.seats, "voted": self.voted}


def turnout_of(counts: Iterable[GroupCount], voted: Mapping[str, int]) -> tuple[GroupTurnout, ...]:
    """The turnout of each group that the roll shows; the voters of all others together, as in the counts.

    `voted` says how many seats of each group voted, "" for those without one. Nothing for fewer than ten
    voters in all. A group that is not shown is never a group of its own here, and as the others are ten
    seats at least it cannot be had by subtraction.
    """
    if sum(voted.values()) < FEWEST_VOTERS:
        return ()
    shown = tuple(counts)
    alone = {count.group for count in shown if count.group != OTHER}
    rest = sum(times for group, times in voted.items() if group not in alone)
    return tuple(
        GroupTurnout(
            count.group, rest if count.group == OTHER else voted.get(count.group, 0), count.seats
        )
        for count in shown
    )  # fmt: skip


def beside_earlier(
    now: Iterable[GroupTurnout], earlier: Sequence[Iterable[GroupTurnout]]
) -> tuple[GroupTurnout, ...]:
    """The turnouts with what each group did in the last three earlier votes that showed it.

    `earlier` goes from the newest to the oldest. The groups put together are others each time, and are
    compared with nothing.
    """
    found: dict[str, list[GroupTurnout]] = {}
    for vote in earlier:
        for row in vote:
            if row.group != OTHER:
                found.setdefault(row.group, []).append(row)
    return tuple(
        GroupTurnout(row.group, row.voted, row.seats, _share(found.get(row.group, [])[:EARLIER]))
        for row in now
    )


def read_turnouts(value: Json) -> tuple[GroupTurnout, ...]:
    """The turnouts as they were kept. Raises Malformed."""
    return tuple(_read(row) for row in reading.rows(value, "turnouts"))


def _read(value: Json) -> GroupTurnout:
    found = reading.record(value, "turnout", "group", "seats", "voted")
    return GroupTurnout(
        reading.text(found["group"], "group"),
        reading.count(found["voted"], "voted"),
        reading.count(found["seats"], "seats"),
    )


def _share(rows: Sequence[GroupTurnout]) -> Fraction | None:
    if not rows:
        return None
    return Fraction(sum(row.voted for row in rows), sum(row.seats for row in rows))
