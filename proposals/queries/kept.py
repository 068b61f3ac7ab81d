"""Figures that take a moment to count are kept until something they were counted from changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.db.models import Count, Max, Q
from redis.exceptions import RedisError

from proposals.models import Campaign, Edit, Proposal, Run

# Raised when the shape of what is kept changes.
SHAPE = 1
SECONDS = 600
Kept = TypeVar("Kept")


def kept(name: str, run: Run, version: str, count: Callable[[], Kept]) -> Kept:
    """What `count` gives, kept under a name for one run and one version of its board.

    Without Redis it is counted each time: a page is then slower, never absent.
    """
    key = f"seen.{SHAPE}.{name}.{run.name}.{version}"
    try:
        found: Kept | None = cache.get(key)
        if found is None:
            found = count()
            cache.set(key, found, SECONDS)
    except (RedisError, OSError):
        return count()
    return found


def version_of(campaign: Campaign) -> str:
    """What changes whenever an edit is made or a text comes, goes or is hidden. Two queries."""
    edits = Edit.objects.filter(campaign=campaign).aggregate(last=Max("pk"))["last"]
    texts = Proposal.objects.filter(campaign=campaign).aggregate(
        last=Max("pk"),
        now=Count("pk", filter=Q(state=Proposal.State.OPEN)),
        signed=Count("author"),
    )
    acts = (campaign.run_id, campaign.drafts_published_at is not None, campaign.frozen_at is not None)
    return ".".join(str(part) for part in (*acts, edits, *texts.values()))
