"""The extensions of a vote, for its pages: the journal says each one."""

from __future__ import annotations

from deliberation.core.chain import Link
from deliberation.journal import queries as journal
from votes.core.extensions import EXTENDED
from votes.models import Vote


def extensions_of(vote: Vote) -> list[Link]:
    """The journal's entries that moved the close later, in order. One query, none for most votes."""
    if vote.first_closes_at is None:
        return []
    rows = journal.entries(EXTENDED).filter(facts__vote=vote.slug).order_by("seq")
    return [entry.link() for entry in rows]
