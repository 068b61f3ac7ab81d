"""Extending a vote: a public act before the end, with its reason; the close moves later and never back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from deliberation import clock, live
from deliberation.core.chain import utc_second
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from votes.core.extensions import EXTENDED, check_extension, extension_facts
from votes.models import Vote


@transaction.atomic
def extend_vote(person: Person, vote: Vote, *, until: datetime, reason: str) -> None:
    """Let a confirmed vote close later. Raises RuleBroken `extension.` as `check_extension`."""
    actor = person.acting_as("organiser", vote.campaign.group_id)
    locked = Vote.objects.select_for_update().get(pk=vote.pk)
    # Read after the lock: the sealing takes the same one, and then it is too late.
    now, until, reason = clock.now(), until.replace(microsecond=0), reason.strip()
    before = locked.closes_at
    check_extension(locked.stage(now), locked.confirmed_at is not None, before, until, now, reason)
    first = locked.first_closes_at or before
    Vote.objects.filter(pk=locked.pk).update(closes_at=until, first_closes_at=first)
    facts = extension_facts(locked.slug, utc_second(before), utc_second(until), reason)
    # The journal's second is what a verifier will see: an entry at the close would come after the end.
    if record(actor, EXTENDED, **facts).at >= utc_second(before):
        raise RuleBroken("extension.too-late")
    live.announce(f"vote.{locked.slug}", "extended")
