"""The demo's "next phase": which announced moment comes next, and living through it at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.module_loading import import_string

from deliberation import clock
from deliberation.core.errors import RuleBroken
from proposals.models import Campaign
from votes.models import Vote

CAMPAIGN_DATES = (
    "contributing_at", "sorting_at", "replying_at", "freezing_at", "voting_at", "closing_at",
)  # fmt: skip
VOTE_DATES = ("opens_at", "closes_at")
# "Just after": whole seconds only, and enough of them that the boundary is behind for every reader.
AFTER = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Boundary:
    """An announced moment: of which campaign or vote (its title), and which of its dates."""

    at: datetime
    date: str
    title: str


def next_boundaries(now: datetime) -> list[Boundary]:
    """The next announced moment, once for each campaign or vote that has it; empty when all is past."""
    ahead = [
        Boundary(at, name, title)
        for rows, names in ((Campaign.objects, CAMPAIGN_DATES), (Vote.objects, VOTE_DATES))
        for title, *dates in rows.values_list("title", *names)
        for name, at in zip(names, dates, strict=True)
        if at > now
    ]
    first = min((boundary.at for boundary in ahead), default=None)
    return [boundary for boundary in ahead if boundary.at == first]


def live_through() -> list[Boundary]:
    """Move the demo's clock just after the next announced moment and do the work that is due then.

    Returns what was lived through. Raises RuleBroken 'demo.nothing-ahead'.
    """
    now = clock.now()
    passed = next_boundaries(now)
    if not passed:
        raise RuleBroken("demo.nothing-ahead")
    clock.move(passed[0].at - now + AFTER)
    for work in settings.DUE_WORK:
        import_string(work)()
    return passed
