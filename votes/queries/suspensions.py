"""The suspensions of votes, for their pages."""

from __future__ import annotations

from django.http import Http404

from votes.core.suspensions import Outcome
from votes.models import Suspension, Vote


def last_of(vote: Vote) -> Suspension:
    """The last suspension of a vote, with who proposed and decided; Http404 where it never was. One query."""
    rows = Suspension.objects.filter(vote=vote).select_related("proposed_by", "decided_by")
    last = rows.order_by("at", "pk").last()
    if last is None:
        raise Http404
    return last


def reopening_of(vote: Vote) -> Suspension | None:
    """The suspension after which a vote was opened again, or None. One query, none for most votes."""
    if vote.first_closes_at is None:  # opening again moves the close
        return None
    return vote.suspensions.filter(outcome=Outcome.REOPEN, decided_at__isnull=False).last()


def suspended_in(campaign_slug: str) -> list[Vote]:
    """The votes of a campaign that are suspended now and were confirmed. One query."""
    rows = Vote.objects.filter(campaign__slug=campaign_slug, suspended_at__isnull=False, annulled_at=None)
    return list(rows.order_by("opens_at", "pk"))
