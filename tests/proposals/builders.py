"""Plain builders of campaigns and texts, for every test that needs some."""

from __future__ import annotations

import itertools
from datetime import timedelta

from deliberation import clock
from deliberation.core.names import random_name
from deliberation.members.models import Group, Member
from proposals.core.phases import Dates, Phase
from proposals.core.texts import folded
from proposals.models import Campaign, Proposal

DAY = timedelta(days=1)
_count = itertools.count(1)

# How far in days the clock stands from the first date of a campaign of six steps of ten days.
_DAYS_IN = {
    Phase.DRAFT: -5,
    Phase.CONTRIBUTING: 5,
    Phase.SORTING: 15,
    Phase.REPLYING: 25,
    Phase.FROZEN: 35,
    Phase.VOTING: 45,
    Phase.CLOSED: 55,
}


def make_dates(phase: Phase = Phase.CONTRIBUTING) -> Dates:
    """Dates ten days apart, such that now stands in the middle of the phase."""
    first = clock.now() - _DAYS_IN[phase] * DAY
    return Dates(*(first + 10 * step * DAY for step in range(6)))


def make_campaign(
    phase: Phase | str = Phase.CONTRIBUTING,
    *,
    slug: str = "",
    title: str = "Convention d’automne",
    group: Group | None = None,
    **fields: object,
) -> Campaign:
    """A campaign that stands in the phase now, its two acts done in time; other fields as given."""
    phase = Phase(phase)
    dates = make_dates(phase)
    order = list(Phase)
    published = order.index(phase) >= order.index(Phase.REPLYING)
    frozen = order.index(phase) >= order.index(Phase.FROZEN)
    given: dict[str, object] = {
        "drafts_published_at": dates.replying_at if published else None,
        "frozen_at": dates.freezing_at if frozen else None,
    }
    return Campaign.objects.create(
        slug=slug or f"campaign-{next(_count)}",
        title=title,
        group=group,
        contributing_at=dates.contributing_at,
        sorting_at=dates.sorting_at,
        replying_at=dates.replying_at,
        freezing_at=dates.freezing_at,
        voting_at=dates.voting_at,
        closing_at=dates.closing_at,
        **(given | fields),
    )


def make_proposal(
    campaign: Campaign,
    author: Member | None = None,
    title: str = "Réparer les fuites",
    body: str = "Une goutte sur cinq se perd avant d’arriver au robinet.",
    *,
    parent: Proposal | None = None,
    **fields: object,
) -> Proposal:
    """A text as `submit_proposal` would store it, one hour apart; an answer when `parent` is given."""
    number = next(_count)
    given: dict[str, object] = {
        "kind": Proposal.Kind.ANSWER if parent else Proposal.Kind.PROPOSAL,
        "submitted_at": campaign.contributing_at + timedelta(minutes=number),
        "salt": f"{number:032x}",
        "nonce": random_name(20),
        "folded": folded(f"{title}\n{body}"),
    }
    return Proposal.objects.create(
        campaign=campaign,
        author=author,
        title=title,
        body=body,
        parent=parent,
        **(given | fields),
    )
