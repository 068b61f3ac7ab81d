"""The demo's co-signatures: some texts are co-signed by many, most by nobody, as in life."""

from __future__ import annotations

from deliberation.core.lots import below, numbers, shuffled
from deliberation.members.access import person_for
from deliberation.members.models import Member
from proposals.actions.cosigning import cosign
from proposals.actions.indexing import build_similar
from proposals.models import Campaign, Proposal

TEXTS = 40
MOST = 12


def support(campaign: Campaign, seed: str) -> int:
    """Let members co-sign some proposals, drawn by the seed, and build the index; how many signatures."""
    members = [
        person_for(member) for member in Member.objects.filter(offices=None).order_by("pk")[: 4 * MOST]
    ]
    texts = list(
        Proposal.objects.filter(campaign=campaign, kind="proposal").select_related("campaign").order_by("pk")
    )
    row = numbers(f"{seed} support")
    given = 0
    for text in shuffled(texts, f"{seed} supported")[:TEXTS]:
        # The smaller of two draws: few texts have many.
        wanted = 1 + min(below(row, MOST), below(row, MOST))
        others = [person for person in members if person.known.pk != text.author_id]
        for person in shuffled(others, f"{seed} {text.nonce}")[:wanted]:
            cosign(person, text)
            given += 1
    build_similar(campaign.pk)
    return given
