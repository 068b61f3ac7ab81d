"""Moving single seats of a frozen roll before the opening: a new root, and what the journal says of it.

Not an action of its own: what is done when an accepted claim is signed, inside that transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from deliberation.core.errors import RuleBroken
from deliberation.journal import queries as journal
from deliberation.members.models import Member
from votes.actions.seating import new_seat
from votes.core.claims import check_corrections
from votes.core.pack import ROLL_CORRECTED, ROLL_FROZEN
from votes.models import Seat, Vote
from votes.queries.definitions import roll_of
from votes.queries.seats import eligible_members


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction moved: the root before, the commitments of the seats added and removed."""

    previous: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


def bring_in_line(vote: Vote, today: date, now: datetime, member: Member | None = None) -> Correction:
    """Make the frozen roll what the register and the conditions say now: for one member, or for all.

    The caller has locked the vote. Raises RuleBroken `roll.too-late` from the opening on,
    `claim.nothing-to-correct` when the register says what the roll says (correct the register first), and
    `roll.too-many-corrections`.
    """
    if now >= vote.opens_at:
        raise RuleBroken("roll.too-late")
    members, seats = eligible_members(vote, today), Seat.objects.filter(vote=vote)
    if member is not None:
        members, seats = members.filter(pk=member.pk), seats.filter(member=member)
    wanted = {each.pk: each for each in members.select_related("group")}
    held = dict(seats.values_list("member_id", "group_code"))
    gone = [key for key, group in held.items() if key not in wanted or _group(wanted[key]) != group]
    missing = [each for key, each in wanted.items() if key not in held or key in gone]
    if not gone and not missing:
        raise RuleBroken("claim.nothing-to-correct")
    previous = vote.roll_root
    check_corrections(_frozen_seats(vote), _moved(vote) + len(gone) + len(missing))
    leaving = seats.filter(member_id__in=gone)
    removed = tuple(leaving.values_list("commitment", flat=True))
    leaving.delete()
    added = Seat.objects.bulk_create([new_seat(vote, each) for each in missing])
    roll = roll_of(vote)
    vote.roll_root, vote.roll_seats = roll.root, roll.seats
    vote.save(update_fields=["roll_root", "roll_seats"])
    return Correction(previous, tuple(seat.commitment for seat in added), removed)


def _group(member: Member) -> str:
    return member.group.slug if member.group else ""


def _frozen_seats(vote: Vote) -> int:
    frozen = journal.entries(ROLL_FROZEN).filter(facts__vote=vote.slug).first()
    return int(frozen.facts["seats"]) if frozen else 0


def _moved(vote: Vote) -> int:
    """How many seats the corrections before this one added and removed."""
    facts = [entry.facts for entry in journal.entries(ROLL_CORRECTED).filter(facts__vote=vote.slug)]
    return sum(int(each["added"]) + int(each["removed"]) for each in facts)
