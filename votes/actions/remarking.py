"""Filing an observer's formal remark: its digest goes to the journal, its text into the pack."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from deliberation import clock, live
from deliberation.core.chain import utc_second
from deliberation.core.errors import RuleBroken
from deliberation.core.names import random_name
from deliberation.journal.actions import record
from deliberation.members.access import Person
from votes.core import remarks as rules
from votes.models import Remark, Vote

# How long after the publication an observer may still add a remark to a result.
AFTER_RESULT = timedelta(days=30)
MOST_REMARKS = 200


@transaction.atomic
def file_remark(person: Person, vote: Vote, *, text: str, nonce: str = "") -> Remark:
    """File an observer's remark on a vote, under the observer's public name; for good.

    What is filed before the close stands in the pack; what comes later, up to thirty days after the
    publication, beside the result and in the journal only. The same `nonce` gives the remark that it
    made before. Raises RuleBroken `remark.too-late`, `remark.too-many` and what `check_remark` raises.
    """
    actor = person.acting_as("observer", vote.campaign.group_id)
    known = Remark.objects.filter(nonce=nonce, by=person.known).first() if nonce else None
    if known is not None:
        return known
    text = text.replace("\r\n", "\n").strip()
    rules.check_remark(text)
    locked = Vote.objects.select_for_update().get(pk=vote.pk)
    now = clock.now()
    if locked.published_at is not None and now > locked.published_at + AFTER_RESULT:
        raise RuleBroken("remark.too-late")
    number = Remark.objects.filter(vote=locked).count() + 1
    if number > MOST_REMARKS:
        raise RuleBroken("remark.too-many", most=MOST_REMARKS)
    at = utc_second(now)
    plain = rules.Remark(number, at, actor.name, text)
    remark = Remark(
        vote=locked, number=number, at=at, by=person.known, author=actor.name, text=text,
        nonce=nonce or random_name(20),
    )  # fmt: skip
    remark.seq = record(actor, "vote.remarked", **plain.announced(locked.slug)).seq
    remark.save(force_insert=True)
    live.announce(f"vote.{locked.slug}", "remarked")
    return remark
