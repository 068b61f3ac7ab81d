"""Who may read which text, whatever its state, and who may act on it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from deliberation.members.access import Person
from proposals.access.campaigns import may_read_texts, moderates
from proposals.models import Campaign, Proposal


def get_proposal_for(person: Person, name: str) -> Proposal:
    """A text with its campaign, author and parent, for who may read the campaign's texts; raises Http404.

    Withdrawn and hidden texts are given too: their page says so instead of showing their words.
    """
    rows = Proposal.objects.select_related("campaign__group", "author__group", "parent")
    proposal = rows.filter(name=name).first()
    if proposal is None or not may_read_texts(person, proposal.campaign):
        raise Http404
    return proposal


def open_proposals_for(person: Person, campaign: Campaign) -> QuerySet[Proposal]:
    """The open proposals of a campaign (no answers), for who may read its texts; none for others."""
    rows = Proposal.objects.filter(
        campaign=campaign, kind=Proposal.Kind.PROPOSAL, state=Proposal.State.OPEN
    ).select_related("author")
    return rows if may_read_texts(person, campaign) else rows.none()


def get_own_proposal_for(person: Person, name: str) -> Proposal:
    """A text of the person's own, whatever its state; raises Http404."""
    proposal = get_proposal_for(person, name)
    if person.member is None or proposal.author_id != person.member.pk:
        raise Http404
    return proposal


def get_proposal_to_moderate(person: Person, name: str) -> Proposal:
    """A text of a campaign that the person moderates; raises Http404."""
    proposal = get_proposal_for(person, name)
    if not moderates(person, proposal.campaign):
        raise Http404
    return proposal
