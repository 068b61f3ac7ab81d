"""The joinings behind the seats of a roll, counted once when it is frozen, and read for its page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from deliberation.members.models import Member
from proposals.models import Proposal
from votes.core.growth import Growth, growth_of, months_until, read_growth
from votes.models import Seat, Vote

YEAR = timedelta(days=365)


def growth_behind(vote: Vote, today: date) -> Growth:
    """The growth behind the prepared seats. Three queries.

    Who wrote no text in a year counts as idle; ballots are never looked at.
    """
    joined = Seat.objects.filter(vote=vote, member__isnull=False).values_list("member__joined_on", flat=True)
    left = Member.objects.filter(left_on__gte=months_until(today)[0], left_on__lte=today)
    wrote = Proposal.objects.filter(submitted_at__date__gt=today - YEAR, author__isnull=False)
    busy = Seat.objects.filter(vote=vote, member__in=wrote.values("author")).count()
    days = [on for on in joined if on is not None]
    gone = [on for on in left.values_list("left_on", flat=True) if on is not None]
    return growth_of(today, days, gone, len(days) - busy)


def stored_growth(vote: Vote) -> Growth | None:
    """The growth counted when the roll was frozen; None before. No query."""
    return read_growth(vote.growth) if vote.growth else None


def growth_rows(growth: Growth) -> Iterator[tuple[str, int]]:
    """Each day that brought seats, for the file of observers."""
    for on, count in growth.joined:
        yield on.isoformat(), count
