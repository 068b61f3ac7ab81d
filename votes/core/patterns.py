"""How many different ballots a question allows: with more patterns than seats, a ballot is a signature."""

from __future__ import annotations

from fractions import Fraction
from math import comb

from votes.core.questions import Question

# Above one pattern for ten seats, an uncommon ballot may have one voter only.
WARNED_ABOVE = Fraction(1, 10)


def pattern_count(question: Question) -> int:
    """The number of different legal ballots: every choice of 1 to `most` options, and blank if offered."""
    options = len(question.options)
    return sum(comb(options, chosen) for chosen in range(1, question.most + 1)) + question.blank


def may_sign(question: Question, seats: int) -> bool:
    """Whether so many patterns for so few seats may make a ballot recognisable."""
    return pattern_count(question) > WARNED_ABOVE * seats
