"""The words for codes: the one place where a machine's code becomes a sentence for people."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from deliberation.core.errors import RuleBroken
from frontend.words import house, members, proposals, rooms, votes


@dataclass(frozen=True, slots=True)
class Words:
    """A refusal in words: what happened, what to do now, and the HTTP status."""

    happened: str
    to_do: str
    status: int


REFUSALS = {**house.REFUSALS, **members.REFUSALS, **rooms.REFUSALS, **proposals.REFUSALS, **votes.REFUSALS}


def refusal(broken: RuleBroken) -> Words:
    """The words for a refusal; a code without words is a fault, and a test looks for them all."""
    happened, to_do, status = REFUSALS[broken.code]
    return Words(_(happened) % broken.facts, _(to_do) % broken.facts, status)
