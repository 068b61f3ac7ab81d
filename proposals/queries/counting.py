"""Which texts count, wherever texts are counted."""

from __future__ import annotations

from django.db.models import Q

from proposals.models import Campaign, Proposal


def counted(campaign: Campaign) -> Q:
    """Whether a text that stands on the board counts: the open ones; in frozen booklets all that were
    there, shown or not.
    """
    return Q() if campaign.frozen_at else Q(proposal__state=Proposal.State.OPEN)


def texts_counted(campaign: Campaign) -> Q:
    """The same for the texts themselves, on the board or not."""
    if campaign.frozen_at:
        return Q(campaign=campaign) & (Q(state=Proposal.State.OPEN) | Q(sorting__isnull=False))
    return Q(campaign=campaign, state=Proposal.State.OPEN)
