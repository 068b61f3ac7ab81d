"""Where a run starts from: nowhere (a cold run), or the clusters of the edition before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken

MOST_CLUSTERS = 60
MOST_TEXTS = 200_000
# Id of a text -> number of its cluster in the edition before, from 1. Texts that are not in the corpus
# (withdrawn since) count for nothing; texts of the corpus that are not here are new.
Start: TypeAlias = Mapping[str, int]
COLD: Start = {}


def check_start(start: Start) -> None:
    """Refuse with `start.not-a-start` numbers that no run can have given."""
    if len(start) > MOST_TEXTS or not all(1 <= number <= MOST_CLUSTERS for number in start.values()):
        raise RuleBroken("start.not-a-start")


def start_as_json(start: Start) -> Json:
    """The start as it stands in a bundle: pairs of an id and a number, sorted; none when cold."""
    return [[text, start[text]] for text in sorted(start)]


def start_from(read: Json) -> Start:
    """A start out of a bundle; refuses with `start.not-a-start` what is none."""
    if not isinstance(read, list):
        raise RuleBroken("start.not-a-start")
    found: dict[str, int] = {}
    for pair in read:
        match pair:
            case [str(text), int(number)] if type(number) is int:
                found[text] = number
            case _:
                raise RuleBroken("start.not-a-start")
    check_start(found)
    if start_as_json(found) != read:
        raise RuleBroken("start.not-a-start")
    return found
