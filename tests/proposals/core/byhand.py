"""A placement redone by hand: Python integers and what a bundle publishes, nothing of our own arithmetic.

Written from `docs/rules/analysis.md`: whoever holds a run's `result.json` and a text can do the same.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypedDict

BIT = 4096


class Row(TypedDict):
    """A line of the published table."""

    stem: str
    surface: str
    family: str
    total: int
    held: Sequence[int]
    bits: Sequence[int]


class Table(TypedDict):
    """The published table."""

    prior: Sequence[int]
    rows: Sequence[Row]
    smoothing: int


class Placed(TypedDict):
    """A published placement."""

    id: str
    state: str
    cluster: int | None
    score: int
    own: int
    second: int | None
    second_score: int
    margin: int


@cache
def logarithm(value: int) -> int:
    """log2 in 1/4096 bit: an entry for each 4,096th of the mantissa, a straight line between two."""
    exponent = value.bit_length() - 1
    mantissa = (value << 20 >> exponent) - (1 << 20)
    index, step = divmod(mantissa, 256)
    low, high = (math.floor(math.log2(1 + at / 4096) * 2**16) for at in (index, index + 1))
    return (exponent * 2**16 + low + (high - low) * step // 256) // 16


@dataclass(frozen=True, slots=True)
class ByHand:
    """A published table made ready for sums; clusters are counted from 0 here."""

    table: Table
    row_of: Mapping[str, Row]
    words: int
    words_held: Sequence[int]

    def bits(self, total: int, held: int, words_held: int) -> int:
        """b(t,c) from counts."""
        mu = self.table["smoothing"]
        return logarithm(held * self.words + mu * total) - logarithm(words_held + mu) - logarithm(total)

    def sums(self, counts: Mapping[str, int]) -> list[int]:
        """The plain sum for each cluster."""
        return [
            prior + sum(count * self.row_of[stem]["bits"][at] for stem, count in counts.items())
            for at, prior in enumerate(self.table["prior"])
        ]

    def bits_without(self, counts: Mapping[str, int], at: int) -> dict[str, int]:
        """b(t,c) of each term of a text for one cluster, had the text not been counted there."""
        rest = self.words_held[at] - sum(counts.values())
        rows = {stem: self.row_of[stem] for stem in counts}
        return {
            stem: self.bits(row["total"], row["held"][at] - counts[stem], rest) for stem, row in rows.items()
        }


def by_hand(table: Table) -> ByHand:
    """T is the sum of all totals; N_c the sum of a column of `held`."""
    rows = table["rows"]
    columns = [sum(row["held"][at] for row in rows) for at in range(len(table["prior"]))]
    return ByHand(table, {row["stem"]: row for row in rows}, sum(row["total"] for row in rows), columns)


def ranked(sums: Sequence[int]) -> list[int]:
    """The clusters from the largest sum to the smallest; of equal ones the smaller number first."""
    return sorted(range(len(sums)), key=lambda at: (-sums[at], at))
