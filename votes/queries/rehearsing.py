"""What became of a rehearsal: the journal says how many ballots were thrown away."""

from __future__ import annotations

from deliberation.core.chain import Link
from deliberation.journal import queries as journal
from votes.models import Vote


def throwing_away_of(vote: Vote) -> Link | None:
    """The journal's entry that threw the ballots of a rehearsal away, or None. One query, none else."""
    if not vote.rehearsal or vote.rehearsed_at is None:
        return None
    entry = journal.entries("vote.rehearsed").filter(facts__vote=vote.slug).first()
    return entry.link() if entry else None
