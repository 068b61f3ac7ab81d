"""The frozen roll of a vote, read for its page."""

from __future__ import annotations

from votes.core.rolls import GroupCount, counts_by_group
from votes.models import Seat, Vote


def group_counts(vote: Vote) -> tuple[GroupCount, ...]:
    """Seats per group of the stored roll, groups under ten together. One query."""
    return counts_by_group(Seat.objects.filter(vote=vote).values_list("group_code", flat=True))
