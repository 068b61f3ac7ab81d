"""Who signed first, as the journal names them: names change, and its entries do not."""

from __future__ import annotations

from deliberation.journal import queries as journal
from votes.models import Vote


def first_signer(vote: Vote, code: str) -> str | None:
    """Whom the newest entry of this code about a vote names, as it named them then. One query."""
    entries = journal.entries(code).filter(facts__vote=vote.slug)
    return entries.values_list("actor", flat=True).first()
