"""Ties: declared, or broken by one order of the options that a seed fixed before the opening.

The seed is made of what the journal announced before the vote opened: the roll's root and the digest
of the vote. Whoever knows the ballots can no longer choose it; whoever wants can draw the order before.
"""

from __future__ import annotations

from dataclasses import dataclass

from deliberation.core.canonical import digest
from deliberation.core.lots import shuffled
from votes.core.questions import Question
from votes.core.tally.settings import choice

DECLARED, BY_LOT = "declared", "draw"
TIES = (DECLARED, BY_LOT)


@dataclass(frozen=True, slots=True)
class Draw:
    """The order of the options that the seed draws: of two that are equal, the one before comes first."""

    seed: str
    order: tuple[str, ...]

    def place(self, code: str) -> int:
        """The place of an option in the order, from 0."""
        return self.order.index(code)


def draw_seed(reference: str, roll_root: str, vote_digest: str) -> str:
    """The seed of a question; `reference` is `question_reference(vote, question)`."""
    return digest(["livret-draw-v1", reference, roll_root, vote_digest])


def draw_order(question: Question, seed: str) -> Draw:
    """The order of a question's options by lot."""
    return Draw(seed, tuple(shuffled(question.codes(), seed)))


def draw_if_set(question: Question, seed: str) -> Draw | None:
    """The order by lot where the question says that ties are broken so, else None."""
    return draw_order(question, seed) if choice(question, "ties", TIES) == BY_LOT else None
