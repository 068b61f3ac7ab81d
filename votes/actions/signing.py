"""A referent signs or contests the count of the own group on a frozen roll."""

from __future__ import annotations

from django.db import transaction

from deliberation import clock, live
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from deliberation.members.models import Group
from votes.core.reading import is_plain_text
from votes.core.rolls import LONGEST_REASON
from votes.models import CountOpinion, Vote


@transaction.atomic
def sign_count(person: Person, vote: Vote, *, group: Group, agrees: bool, reason: str = "") -> None:
    """Say that the seats of a group are about as many as its voters, or contest them with a reason.

    By a referent of the group, from the freeze on; the last word of each stands. The journal gives the
    group and the reason, not the count, which a small group does not publish. Raises RuleBroken
    `count.no-roll-yet` or `count.reason-wrong`.
    """
    actor = person.acting_as("referent", group.pk)
    locked = Vote.objects.select_for_update().get(pk=vote.pk)
    if locked.roll_frozen_at is None:
        raise RuleBroken("count.no-roll-yet")
    reason = reason.strip()
    if (reason or not agrees) and not is_plain_text(reason, LONGEST_REASON):
        raise RuleBroken("count.reason-wrong", most=LONGEST_REASON)
    CountOpinion.objects.update_or_create(
        vote=locked,
        group=group,
        referent=person.known,
        defaults={"agrees": agrees, "reason": reason, "said_at": clock.now()},
    )
    if agrees:
        record(actor, "roll.count-signed", vote=locked.slug, group=group.slug)
    else:
        record(actor, "roll.count-contested", vote=locked.slug, group=group.slug, reason=reason)
    live.announce(f"vote.{locked.slug}", "count-signed")
