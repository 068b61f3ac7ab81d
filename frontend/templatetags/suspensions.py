"""What pages say of what was lost: a suspension, a pack that is gone."""

from __future__ import annotations

from django import template

from votes.exports import is_pack_kept
from votes.models import Suspension, Vote
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
def pack_kept(vote: Vote) -> bool:
    """Whether the evidence of a published vote is in its place, as the journal names it."""
    return is_pack_kept(vote.pack_digest)
