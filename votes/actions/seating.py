"""Making one seat: a fresh salt, and the commitment that will stand on the published roll."""

from __future__ import annotations

import secrets

from deliberation.core.errors import RuleBroken
from deliberation.members.models import Member
from votes.core import reading
from votes.core.rolls import SALT_BYTES, seat_commitment
from votes.models import Seat, Vote


def new_seat(vote: Vote, member: Member) -> Seat:
    """The member's seat in a vote, not stored yet. Raises RuleBroken `roll.group-misnamed`."""
    group = member.group.slug if member.group else ""
    if group and not reading.SLUG.fullmatch(group):
        raise RuleBroken("roll.group-misnamed", group=group)
    salt = secrets.token_bytes(SALT_BYTES)
    return Seat(
        vote=vote,
        member=member,
        group_code=group,
        reference=member.reference,
        salt=salt.hex(),
        commitment=seat_commitment(vote.slug, salt, member.reference, group),
    )
