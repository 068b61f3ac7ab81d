"""What a campaign leaves for a person to do: to contribute, to read, and the acts of organisers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from deliberation.core.errors import Fact
from deliberation.core.left import Left
from deliberation.members.access import Person
from proposals.access import campaigns_for, organises
from proposals.core.phases import Phase
from proposals.models import Campaign, Proposal, Run


def left_for(person: Person, now: datetime) -> list[Left]:
    """What is left for the person in the campaigns of the own scope. Three queries at most."""
    if person.member is None:
        return []
    going = [(row, row.stage(now)) for row in campaigns_for(person)]
    phases = {row.pk: stage.phase for row, stage in going}
    wrote = _wrote(person, [key for key, phase in phases.items() if phase == Phase.CONTRIBUTING])
    ran = _ran([key for key, phase in phases.items() if phase == Phase.SORTING])
    lefts: list[Left] = []
    for campaign, stage in going:
        if person.belongs_to(campaign.group_id):
            lefts.extend(_of_members(campaign, stage.phase, campaign.pk in wrote))
        if organises(person, campaign):
            lefts.extend(_of_organisers(campaign, stage.phase, campaign.pk in ran))
    return lefts


def _of_members(campaign: Campaign, phase: Phase, wrote: bool) -> Iterator[Left]:
    facts: dict[str, Fact] = {"title": campaign.title}
    if phase == Phase.CONTRIBUTING and wrote:
        url = reverse("proposals", args=[campaign.slug]) + "?mine=on"
        yield Left("proposal.written", url, campaign.sorting_at, True, facts)
    elif phase == Phase.CONTRIBUTING:
        url = reverse("proposal-new", args=[campaign.slug])
        yield Left("proposal.to-write", url, campaign.sorting_at, False, facts)
    elif phase == Phase.REPLYING:
        url = reverse("booklets", args=[campaign.slug])
        yield Left("drafts.to-read", url, campaign.freezing_at, False, facts)


def _of_organisers(campaign: Campaign, phase: Phase, ran: bool) -> Iterator[Left]:
    facts: dict[str, Fact] = {"title": campaign.title}
    if phase == Phase.SORTING and campaign.run_id is not None:
        url = reverse("publish", args=[campaign.slug])
        yield Left("drafts.to-publish", url, campaign.replying_at, False, facts)
    elif phase == Phase.SORTING and ran:
        url = reverse("runs", args=[campaign.slug])
        yield Left("run.to-adopt", url, campaign.replying_at, False, facts)
    elif phase == Phase.SORTING:
        url = reverse("run-new", args=[campaign.slug])
        yield Left("run.to-ask", url, campaign.replying_at, False, facts)
    elif phase == Phase.REPLYING:
        url = reverse("freeze", args=[campaign.slug])
        yield Left("booklets.to-freeze", url, campaign.freezing_at, False, facts)


def _wrote(person: Person, campaigns: list[int]) -> set[int]:
    rows = Proposal.objects.filter(
        author=person.member, campaign__in=campaigns, state=Proposal.State.OPEN, kind=Proposal.Kind.PROPOSAL
    )
    return set(rows.order_by().values_list("campaign", flat=True))


def _ran(campaigns: list[int]) -> set[int]:
    rows = Run.objects.filter(campaign__in=campaigns, kind=Run.Kind.OFFICIAL).exclude(state=Run.State.FAILED)
    return set(rows.order_by().values_list("campaign", flat=True))
