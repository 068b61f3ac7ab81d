"""A vote whose ballots are final, and what a forger may do to its pack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from tests.votes.core.building import Story, a_story, a_vote
from tests.votes.verifier.tampering import Members, edit, edit_lines

EAU, HAMEAU = 0, 2  # places of a question with ballots, and of one whose ballots are hidden


@cache
def final_story() -> Story:
    return a_story(seed=9, vote=replace(a_vote(), changes=False))


def listed_as_replaced(place: int) -> Callable[[Members], None]:
    """A ballot taken back: its hash is explained by a change that nobody could make."""
    slug = final_story().vote.questions[place].slug

    def forge(members: Members) -> None:
        gone: list[str] = []
        edit_lines("checkpoints.jsonl", lambda lines: gone.extend(_first_of(lines, slug)))(members)
        edit_lines("replaced.jsonl", lambda lines: lines[place].update(hashes=gone))(members)

    return forge


def _first_of(lines: list[Any], question: str) -> list[str]:
    hashes: list[str] = next(line["hashes"] for line in lines if line["question"] == question)
    return hashes[:1]


FORGED: list[tuple[str, Callable[[Members], None], set[str]]] = [
    ("a second version", edit_lines("ballots/eau.jsonl", lambda b: b[0].update(version=2)),
     {"ballots.version-wrong", "sealed.ballots-differ"}),
    ("a ballot listed as replaced", listed_as_replaced(EAU), {"replaced.not-allowed", "replaced.too-many"}),
    ("a hidden ballot listed as replaced", listed_as_replaced(HAMEAU),
     {"replaced.not-allowed", "checkpoints.hidden-count"}),
    ("changes allowed afterwards", edit("vote.json", lambda v: v.update(changes=True)),
     {"vote.digest-differs", "vote.draft-differs"}),
]  # fmt: skip
