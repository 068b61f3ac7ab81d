"""What pages say of what came in between: a suspension, an extension, the end of a rehearsal, a lost pack."""

from __future__ import annotations

from django import template

from deliberation.core.chain import Link
from votes.exports import is_pack_kept
from votes.models import Suspension, Vote
from votes.queries.extensions import extensions_of
from votes.queries.rehearsing import throwing_away_of
from votes.queries.suspensions import reopening_of, suspended_in

register = template.Library()


@register.simple_tag
def suspended_votes(campaign: str) -> list[Vote]:
    """The votes of a campaign that are suspended now."""
    return suspended_in(campaign)


@register.simple_tag
def reopening(vote: Vote) -> Suspension | None:
    """The suspension after which a vote was opened again, or None."""
    return reopening_of(vote)


@register.simple_tag
def extensions(vote: Vote) -> list[Link]:
    """The journal's entries that moved the close of a vote later."""
    return extensions_of(vote)


@register.simple_tag
def thrown_away(vote: Vote) -> Link | None:
    """The journal's entry that threw the ballots of a rehearsal away, or None."""
    return throwing_away_of(vote)


@register.filter
def most_ballots(entry: Link) -> int:
    """How many ballots a rehearsal had on the question that had most."""
    ballots = entry.facts["ballots"]
    return max((int(str(n)) for n in ballots.values()), default=0) if isinstance(ballots, dict) else 0


@register.simple_tag
def pack_kept(vote: Vote) -> bool:
    """Whether the evidence of a published vote is in its place, as the journal names it."""
    return is_pack_kept(vote.pack_digest)
