"""Writing the journal: the last step of every act of power, inside its transaction."""

from __future__ import annotations

from django.db import connection, transaction

from deliberation import clock
from deliberation.core.actors import Actor
from deliberation.core.canonical import Json
from deliberation.core.chain import Link, next_link, utc_second
from deliberation.journal.models import Entry, Head
from deliberation.journal.outside import keep_up


def record(actor: Actor, code: str, **facts: Json) -> Link:
    """Append one entry and return it.

    Call it last in the transaction of the act: the head row is locked until the commit, so that
    two acts never share a number. Times never go backwards, even if the clock does. `facts` must be
    restricted JSON (NotCanonical otherwise) and name no person but those who hold an office.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("journal.record belongs inside the transaction of the act")
    Head.objects.get_or_create(pk=1)
    head = Head.objects.select_for_update().get(pk=1)
    at = max(utc_second(clock.now()), head.at)
    link = next_link(head.digest, head.seq + 1, at, actor.name, actor.office, code, facts)
    Entry.objects.create(
        seq=link.seq, at=link.at, office=link.office, actor=link.actor, code=link.code,
        facts=facts, previous=link.previous, digest=link.digest,
    )  # fmt: skip
    Head.objects.filter(pk=1).update(seq=link.seq, digest=link.digest, at=link.at)
    # What is published is remembered outside, so that a restored backup shows; a full disk fails no act.
    transaction.on_commit(keep_up, robust=True)
    return link
