"""Reading campaigns: where they stand, and their figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from deliberation.members.access import Person
from deliberation.members.models import Group
from proposals.core.phases import Acts, Stage
from proposals.core.timeline import Step
from proposals.core.timeline import timeline as steps_of
from proposals.models import Campaign, Proposal


@dataclass(frozen=True, slots=True)
class Figures:
    """What a campaign holds: open proposals, open answers, and how many people wrote them."""

    proposals: int
    answers: int
    authors: int

    @property
    def texts(self) -> int:
        """Proposals and answers together."""
        return self.proposals + self.answers


@dataclass(frozen=True, slots=True)
class Standing:
    """A campaign, where it stands at a moment, and its figures."""

    campaign: Campaign
    stage: Stage
    figures: Figures


NOTHING = Figures(0, 0, 0)


def figures_of(campaign: Campaign) -> Figures:
    """The figures of one campaign. One query."""
    return _figures([campaign.pk]).get(campaign.pk, NOTHING)


def standings(campaigns: Iterable[Campaign], now: datetime) -> list[Standing]:
    """Each campaign with its stage and figures, in the order given. One query beyond the campaigns."""
    rows = list(campaigns)
    figures = _figures([row.pk for row in rows])
    return [Standing(row, row.stage(now), figures.get(row.pk, NOTHING)) for row in rows]


def timeline(campaign: Campaign, now: datetime) -> tuple[Step, ...]:
    """The five steps of a campaign at `now`; no query."""
    return steps_of(campaign.dates(), Acts(campaign.drafts_published_at, campaign.frozen_at), now)


def _figures(keys: list[int]) -> dict[int, Figures]:
    kinds = Proposal.Kind
    rows = (
        Proposal.objects.filter(campaign__in=keys, state=Proposal.State.OPEN)
        .order_by()
        .values_list("campaign")
        .annotate(
            open_proposals=Count("pk", filter=Q(kind=kinds.PROPOSAL)),
            open_answers=Count("pk", filter=Q(kind=kinds.ANSWER)),
            people=Count("author", distinct=True),
        )
    )
    return {key: Figures(proposals, answers, authors) for key, proposals, answers, authors in rows}


def scopes_for(person: Person) -> list[tuple[str, str]]:
    """The groups for which the person may start a campaign, as (slug, name), by name.

    An organiser of the whole organisation also has ("", ""): everyone. One query.
    """
    groups = Group.objects.order_by("name")
    if person.holds("organiser"):
        return [("", ""), *groups.values_list("slug", "name")]
    own = {held.group_id or 0 for held in person.offices if held.kind == "organiser"}
    return list(groups.filter(pk__in=own).values_list("slug", "name"))
