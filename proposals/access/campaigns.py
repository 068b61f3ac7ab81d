"""Who may see which campaign, and what an office may do there."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from deliberation.members.access import Person
from deliberation.members.models import Group
from proposals.models import Campaign

# Offices that read what members of a scope write, each in its own scope.
READING_OFFICES = ("organiser", "moderator", "observer", "referent")


def campaigns_for(person: Person) -> QuerySet[Campaign]:
    """The campaigns whose page the person may see: those of the organisation, and those of own groups."""
    seen = Q(group=None)
    if person.member is not None:
        seen |= Q(group_id__in=_groups_of(person))
        if any(person.holds(kind) for kind in READING_OFFICES):
            return Campaign.objects.select_related("group")
    return Campaign.objects.filter(seen).select_related("group")


def get_campaign_for(person: Person, slug: str) -> Campaign:
    """A campaign whose page the person may see: everyone for the organisation's, a group's own people else.

    Raises Http404.
    """
    campaign = campaigns_for(person).filter(slug=slug).first()
    if campaign is None:
        raise Http404
    return campaign


def get_campaign_of_texts_for(person: Person, slug: str) -> Campaign:
    """A campaign whose texts the person may read; raises Http404."""
    campaign = get_campaign_for(person, slug)
    if not may_read_texts(person, campaign):
        raise Http404
    return campaign


def get_campaign_to_organise(person: Person, slug: str) -> Campaign:
    """A campaign the person organises, for its scope or for the whole organisation; raises Http404."""
    campaign = get_campaign_for(person, slug)
    if not organises(person, campaign):
        raise Http404
    return campaign


def get_group_to_organise(person: Person, slug: str) -> Group | None:
    """A group for which the person may start a campaign; None for an empty slug: the whole organisation.

    Raises Http404 without the organiser's office for it.
    """
    group = Group.objects.filter(slug=slug).first() if slug else None
    if (slug and group is None) or not person.holds("organiser", group.pk if group else None):
        raise Http404
    return group


def may_read_texts(person: Person, campaign: Campaign) -> bool:
    """Whether the person may read what members wrote: members of the scope, and offices that read."""
    return person.belongs_to(campaign.group_id) or any(
        person.holds(kind, campaign.group_id) for kind in READING_OFFICES
    )


def organises(person: Person, campaign: Campaign) -> bool:
    """Whether the person holds the organiser's office for the scope of the campaign."""
    return person.holds("organiser", campaign.group_id)


def moderates(person: Person, campaign: Campaign) -> bool:
    """Whether the person holds the moderator's office for the scope of the campaign."""
    return person.holds("moderator", campaign.group_id)


def _groups_of(person: Person) -> set[int]:
    own = {held.group_id for held in person.offices if held.kind in READING_OFFICES}
    if person.member is not None:
        own.add(person.member.group_id)
    return {group_id for group_id in own if group_id is not None}
