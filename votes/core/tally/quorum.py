"""Quorum: what must be reached, of which base, for a result to bind. An option of every rule.

The setting `quorum` is `{"base", "counted", "share"}`: the `counted` ballots must be at least `share` of
the `base`. Counted are all `ballots`, those `expressed` (not blank), or, where a rule counts them, those
that say `yes`; the base are the `seats` of the roll, or the `ballots`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from votes.core.questions import Question
from votes.core.tally.settings import refuse, share

SETTING = "quorum"
BALLOTS, EXPRESSED, YES = "ballots", "expressed", "yes"
SEATS = "seats"


@dataclass(frozen=True, slots=True)
class Quorum:
    """What was asked, the ballots counted for it, the fewest that reach it, and whether they do."""

    base: str
    counted: str
    share: Fraction
    found: int
    needed: int
    reached: bool


def check_quorum(question: Question, *counted: str) -> None:
    """Refuse a quorum that cannot be counted. `counted`: what the rule counts beside ballots, expressed."""
    asked = question.settings.get(SETTING)
    if asked is None:
        return
    if not isinstance(asked, Mapping) or set(asked) != {"base", "counted", "share"}:
        refuse(question, SETTING)
    share(question, SETTING, asked["share"])
    countable = (BALLOTS, EXPRESSED, *counted)
    known = asked["base"] in (SEATS, BALLOTS) and asked["counted"] in countable
    if not known or asked["base"] == asked["counted"]:
        refuse(question, SETTING)


def quorum_of(question: Question, counts: Mapping[str, int]) -> Quorum | None:
    """The quorum of a question whose settings were checked; `counts` are seats, ballots, expressed, ..."""
    asked = question.settings.get(SETTING)
    if not isinstance(asked, Mapping):
        return None
    base, counted = str(asked["base"]), str(asked["counted"])
    part = share(question, SETTING, asked["share"])
    needed = ceil(part * counts[base])
    return Quorum(base, counted, part, counts[counted], needed, counts[counted] >= needed)
