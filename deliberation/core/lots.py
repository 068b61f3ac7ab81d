"""Drawing lots from a published seed: the same seed gives the same draw on any machine.

The draw is a Fisher-Yates shuffle. Each number comes from SHA-256(domain, seed, counter) read as a
big-endian integer; values that would favour a remainder are thrown away (rejection sampling).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")
SPAN = 2**256


def numbers(seed: str) -> Iterator[int]:
    """An endless row of integers in [0, 2^256), fixed by the seed."""
    counter = 0
    while True:
        yield int.from_bytes(hashlib.sha256(f"livret-lots-v1|{seed}|{counter}".encode()).digest(), "big")
        counter += 1


def below(row: Iterator[int], bound: int) -> int:
    """The next integer in [0, bound) of a row, each value equally likely. `bound` is at least 1."""
    limit = SPAN - SPAN % bound
    return next(number % bound for number in row if number < limit)


def shuffled(things: Sequence[Thing], seed: str) -> list[Thing]:
    """The things in the order drawn by the seed; all orders are equally likely over seeds."""
    drawn = list(things)
    row = numbers(seed)
    for last in range(len(drawn) - 1, 0, -1):
        other = below(row, last + 1)
        drawn[last], drawn[other] = drawn[other], drawn[last]
    return drawn
