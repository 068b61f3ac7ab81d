"""Building the index of similar texts, for searches and for the hint while typing.

Nothing here decides anything: a file is made from rows that are there, and may be made again at any time.
"""

from __future__ import annotations

from django.db.models import QuerySet

from deliberation import clock, store
from proposals.core.similar import build_index
from proposals.core.similarfile import About, index_bytes
from proposals.core.tongues import Tongues
from proposals.models import Campaign, Proposal
from proposals.queries import shelves

# Rebuilt once so many texts, or that part of all, are told from memory; or when the file is no good.
FEWEST_OUTSIDE = 20
PART_OUTSIDE = 100


def build_similar(campaign_id: int) -> int:
    """Build the index of a campaign's open texts and put it in place; how many texts it holds.

    Two at once do no harm: each writes a whole file, and what a later one lacks is read from the rows.
    """
    campaign = Campaign.objects.get(pk=campaign_id)
    built_at = clock.now()
    texts = shelves.given_of(_texts(campaign))
    if not texts:
        return 0
    index = build_index(texts, Tongues(campaign.language))
    newest = Proposal.objects.get(pk=int(index.keys[-1]))
    about = About(campaign.slug, newest.name, built_at.isoformat())
    store.renew(shelves.KIND, campaign.slug, index_bytes(index, about))
    return len(texts)


def renew_similar() -> int:
    """Build what is missing, broken or behind; the number of indexes built. Due each minute."""
    built = 0
    for campaign in Campaign.objects.order_by("pk"):
        texts = _texts(campaign).count()
        behind = shelves.outside(campaign) if texts else 0
        if behind is None or behind > max(FEWEST_OUTSIDE, texts // PART_OUTSIDE):
            built += build_similar(campaign.pk) > 0
    return built


def _texts(campaign: Campaign) -> QuerySet[Proposal]:
    return Proposal.objects.filter(campaign=campaign, state=Proposal.State.OPEN).order_by("pk")
