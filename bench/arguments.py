"""Numbers on the command line of a bench, refused before anything is built."""

from __future__ import annotations


def positive(given: str) -> int:
    """A whole number from 1 on. Raises ValueError, as `argparse` wants."""
    number = int(given)
    if number < 1:
        raise ValueError(given)
    return number


def rate(given: str) -> float:
    """So many a second, or so many seconds: more than none, and an end to them. Raises ValueError."""
    number = float(given)
    if not 0 < number < 1e6:
        raise ValueError(given)
    return number
