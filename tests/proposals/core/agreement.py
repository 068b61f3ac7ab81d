"""How far a grouping agrees with people's labels, beyond chance: for tests only, in floats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from math import exp, lgamma, log


def adjusted_mutual_information(left: Sequence[Hashable], right: Sequence[Hashable]) -> float:
    """AMI of Vinh, Epps and Bailey (2010), with the arithmetic mean of both entropies."""
    count = len(left)
    rows, columns, cells = Counter(left), Counter(right), Counter(zip(left, right, strict=True))
    shared = sum(n / count * log(count * n / (rows[a] * columns[b])) for (a, b), n in cells.items())
    chance = sum(_expected(a, b, count) for a in rows.values() for b in columns.values())
    mean = (_entropy(rows, count) + _entropy(columns, count)) / 2
    return (shared - chance) / (mean - chance)


def _entropy(sizes: Counter[Hashable], count: int) -> float:
    return -sum(n / count * log(n / count) for n in sizes.values())


def _expected(a: int, b: int, count: int) -> float:
    """Expected contribution of one cell with margins a and b, under random permutations."""
    fixed = lgamma(a + 1) + lgamma(b + 1) + lgamma(count - a + 1) + lgamma(count - b + 1) - lgamma(count + 1)
    total = 0.0
    for n in range(max(1, a + b - count), min(a, b) + 1):
        ways = lgamma(n + 1) + lgamma(a - n + 1) + lgamma(b - n + 1) + lgamma(count - a - b + n + 1)
        total += n / count * log(count * n / (a * b)) * exp(fixed - ways)
    return total
