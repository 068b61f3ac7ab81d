"""The frozen roll of a vote, read for its page."""

from __future__ import annotations

from typing import Any

from deliberation.journal import queries as journal
from votes.core.pack import ROLL_CORRECTED
from votes.core.rolls import GroupCount, counts_by_group
from votes.models import Seat, Vote


def corrections_of(vote: Vote) -> list[Any]:
    """The journal's entries that corrected the roll after its freeze, newest first, a hundred at most."""
    return list(journal.entries(ROLL_CORRECTED).filter(facts__vote=vote.slug)[:100])


def group_counts(vote: Vote) -> tuple[GroupCount, ...]:
    """Seats per group of the stored roll, groups under ten together. One query."""
    return counts_by_group(Seat.objects.filter(vote=vote).values_list("group_code", flat=True))
