"""The electoral roll of a vote: prepared by one organiser, frozen by another, then never changed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from deliberation import clock, live
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from deliberation.members.doubles import check_two_people
from votes.actions.seating import new_seat
from votes.core.pack import ROLL_PREPARED, roll_frozen_facts
from votes.core.rolls import Roll, seat_commitment
from votes.core.stages import check_notice, check_roll_may_change
from votes.models import Seat, Vote
from votes.queries.definitions import roll_of
from votes.queries.growth import growth_behind
from votes.queries.seats import eligible_members
from votes.queries.signers import first_signer

BATCH = 2000


@transaction.atomic
def prepare_roll(person: Person, vote: Vote) -> Roll:
    """Make a seat for each member who fulfils the conditions of the vote; again if asked again.

    Raises RuleBroken `roll.frozen-already`, `roll.before-cutoff`, `roll.too-late`, `roll.empty`, or
    `roll.group-misnamed` for a group whose name cannot be published.
    """
    actor = person.acting_as("organiser", vote.campaign.group_id)
    locked = Vote.objects.select_for_update().get(pk=vote.pk)
    today = _check_time(locked)
    Seat.objects.filter(vote=locked).delete()
    seats = [new_seat(locked, member) for member in eligible_members(locked, today).select_related("group")]
    # In the order of the commitments: the rows say nothing about who joined when.
    Seat.objects.bulk_create(sorted(seats, key=lambda seat: seat.commitment), batch_size=BATCH)
    roll = roll_of(locked)
    Vote.objects.filter(pk=locked.pk).update(
        roll_prepared_by=person.known,
        roll_prepared_at=clock.now(),
        roll_root=roll.root,
        roll_seats=roll.seats,
    )
    record(actor, ROLL_PREPARED, vote=locked.slug, seats=roll.seats, root=roll.root)
    live.announce(f"vote.{locked.slug}", "roll-prepared")
    return roll


@transaction.atomic
def freeze_roll(person: Person, vote: Vote) -> None:
    """Recompute the prepared roll, and publish its root and its counts in the journal.

    By another organiser than the one who prepared it (`roll.same-organiser`), of another public name
    (`roll.same-name`: the journal could not tell them apart). Refuses a roll that is not
    prepared (`roll.not-prepared`), whose seats do not give what was prepared (`roll.tampered`), or that
    members joined or left since (`roll.members-changed`: prepare it again); outside its time, as
    `prepare_roll`; and less than 72 hours before the opening of a vote that was not declared urgent
    (`roll.notice-too-short`). Raises besides what `check_two_people` raises.
    """
    actor = person.acting_as("organiser", vote.campaign.group_id)
    locked = Vote.objects.select_for_update().get(pk=vote.pk)
    today = _check_time(locked)
    if locked.roll_prepared_at is None:
        raise RuleBroken("roll.not-prepared")
    if locked.roll_prepared_by_id == person.known.pk:
        raise RuleBroken("roll.same-organiser")
    if first_signer(locked, ROLL_PREPARED) == actor.name:
        raise RuleBroken("roll.same-name", name=actor.name)
    check_two_people(person, locked.roll_prepared_by_id)
    check_notice(locked.opens_at, bool(locked.urgent_reason), clock.now())
    _check_members(locked, today)
    roll = _recomputed(locked)
    Vote.objects.filter(pk=locked.pk).update(
        roll_frozen_by=person.known, roll_frozen_at=clock.now(), growth=growth_behind(locked, today).stored()
    )
    link = record(actor, "vote.roll-frozen", **roll_frozen_facts(roll))
    # Recomputing takes its time: the journal's second is what a verifier will see.
    check_notice(locked.opens_at, bool(locked.urgent_reason), datetime.fromisoformat(link.at))
    live.announce(f"vote.{locked.slug}", "roll-frozen")


def _check_time(vote: Vote) -> date:
    now = clock.now()
    today = timezone.localdate(now)
    check_roll_may_change(vote.roll_frozen_at is not None, vote.cutoff_on, today, vote.opens_at, now)
    return today


def _check_members(vote: Vote, today: date) -> None:
    wanted = set(eligible_members(vote, today).values_list("pk", flat=True))
    seated = set(Seat.objects.filter(vote=vote).values_list("member_id", flat=True))
    if wanted != seated:
        raise RuleBroken("roll.members-changed", missing=len(wanted - seated), gone=len(seated - wanted))


def _recomputed(vote: Vote) -> Roll:
    for commitment, salt, reference, group in Seat.objects.filter(vote=vote).values_list(
        "commitment", "salt", "reference", "group_code"
    ):
        if seat_commitment(vote.slug, bytes.fromhex(salt), reference, group) != commitment:
            raise RuleBroken("roll.tampered")
    roll = roll_of(vote)
    if (roll.root, roll.seats) != (vote.roll_root, vote.roll_seats):
        raise RuleBroken("roll.tampered")
    return roll
