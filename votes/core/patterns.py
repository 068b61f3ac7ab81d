"""How many different ballots a question allows: with more patterns than seats, a ballot is a signature."""

from __future__ import annotations

from fractions import Fraction

from deliberation.core.errors import RuleBroken
from votes.core.questions import Question
from votes.core.tally.rules import rule_of

# Above one pattern for ten seats, an uncommon ballot may have one voter only.
WARNED_ABOVE = Fraction(1, 10)
# Above ten patterns for one seat nearly every ballot is alone of its kind: a signature on demand.
REFUSED_ABOVE = 10


def pattern_count(question: Question) -> int:
    """The number of different legal ballots by the question's rule, blank included if offered."""
    return rule_of(question).patterns(question)


def may_sign(question: Question, seats: int) -> bool:
    """Whether so many patterns for so few seats may make a ballot recognisable."""
    return pattern_count(question) > WARNED_ABOVE * seats


def check_patterns(question: Question, seats: int) -> None:
    """Refuse more than ten patterns a seat, unless the statutes ask for them and the question says so.

    Raises RuleBroken `question.too-many-patterns`. Where there are no seats yet, nothing is said.
    """
    patterns = pattern_count(question)
    if seats and not question.statute and patterns > REFUSED_ABOVE * seats:
        raise RuleBroken("question.too-many-patterns", patterns=str(patterns), seats=seats)
