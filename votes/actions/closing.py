"""Closing a vote: seal the box, count, build the pack, publish; each step decided by what is stored.

However often it is called, by however many processes, and wherever one of them dies, a vote is sealed
once and the same bytes are published once.
"""

from __future__ import annotations

import logging
import secrets
from typing import TypeVar

from django.db import DatabaseError, connection, transaction
from django.db.models import Q, QuerySet

from deliberation import clock, live
from deliberation.core.actors import CLOCK
from deliberation.core.names import random_key
from deliberation.journal.actions import record
from votes.actions.locking import close_boxes
from votes.actions.packing import keep_checked_pack
from votes.core.box import SealedBox, seal_box
from votes.core.pack import sealed_facts
from votes.core.stages import Stage
from votes.models import Ballot, Mark, Vote
from votes.queries.definitions import contents_of, definition_of, roll_of

BATCH = 2000
# Rows of these keep traces of transactions until they are vacuumed.
TABLES = ("votes_mark", "votes_ballot", "votes_seat")

Row = TypeVar("Row", Mark, Ballot)

log = logging.getLogger(__name__)


def close_due_votes() -> int:
    """Close each vote whose time has come, and note those that missed an act; how many were dealt with.

    Work for each minute, safe twice and in two processes. One vote that cannot be closed does not hold
    up the others.
    """
    now, done = clock.now(), 0
    late = Q(confirmed_at=None) | Q(roll_frozen_at=None)
    for key in Vote.objects.filter(late, opens_at__lte=now, not_held_at=None).values_list("pk", flat=True):
        done += _note_not_held(key)
    due = Vote.objects.filter(closes_at__lte=now, published_at=None, not_held_at=None)
    for key in due.values_list("pk", flat=True):
        try:
            close_vote(key)
            done += 1
        except Exception:
            log.exception("vote %s could not be closed; the next minute tries again", key)
    return done


def close_vote(vote_id: int) -> None:
    """Take a vote whose time is over as far as its publication, from wherever it stands. A job.

    Does nothing for a vote that is published or not over. Raises RuleBroken when the box breaks an
    invariant or the pack does not verify: such a vote stays sealed and unpublished.
    """
    vote = Vote.objects.get(pk=vote_id)
    if vote.stage(clock.now()) is not Stage.COUNTING:
        return
    _seal(vote)
    _forget_transactions()
    vote.refresh_from_db()
    if vote.published_at is None:
        _publish(vote, *keep_checked_pack(vote))


@transaction.atomic
def _seal(vote: Vote) -> None:
    """Rewrite the box in random order, count it, and say so in the journal; once."""
    keys = list(vote.questions.values_list("pk", flat=True))
    close_boxes(keys)
    # Read after the lock: another process may have sealed while we waited.
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    if vote.sealed_at is not None or vote.stage(clock.now()) is not Stage.COUNTING:
        return
    _rewrite(keys)
    box = seal_box(definition_of(vote), roll_of(vote), contents_of(vote))
    link = record(CLOCK, "vote.sealed", **sealed_facts(box))
    Vote.objects.filter(pk=vote.pk).update(sealed_at=clock.now(), sealed_seq=link.seq, tally=_tally(box))
    live.announce(f"vote.{vote.slug}", "sealed")


def _rewrite(question_keys: list[int]) -> None:
    """Delete marks and ballots and write them again under new keys, each table in its own random order."""
    marks = Mark.objects.filter(question_key__in=question_keys)
    kept = _shuffled(marks)
    marks.delete()
    Mark.objects.bulk_create(kept, batch_size=BATCH)
    ballots = Ballot.objects.filter(question_key__in=question_keys)
    papers = _shuffled(ballots)
    ballots.delete()
    Ballot.objects.bulk_create(papers, batch_size=BATCH)


def _shuffled(queryset: QuerySet[Row]) -> list[Row]:
    rows = list(queryset)
    secrets.SystemRandom().shuffle(rows)
    for row in rows:
        row.pk = random_key()
    return rows


def _tally(box: SealedBox) -> list[object]:
    return [result.published() for result in box.results]


def _forget_transactions() -> None:
    """Clean the numbers of transactions and the old versions of rows out of the tables, as far as we can.

    Never inside a transaction. Best effort: what it would remove are traces, not facts.
    """
    if connection.in_atomic_block:
        return
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"VACUUM (FREEZE) {', '.join(TABLES)}")
            else:
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except DatabaseError:
        log.warning("the tables of the box could not be vacuumed now; the next closing does it")


@transaction.atomic
def _publish(vote: Vote, digest: str, size: int) -> None:
    published = Vote.objects.filter(pk=vote.pk, published_at=None).update(
        pack_digest=digest, pack_size=size, published_at=clock.now()
    )
    if published:
        record(CLOCK, "vote.published", vote=vote.slug, pack=digest, size=size)
        live.announce(f"vote.{vote.slug}", "published")
        live.announce(f"campaign.{vote.campaign.slug}", "vote-published")


@transaction.atomic
def _note_not_held(vote_id: int) -> bool:
    """Say in the journal that a vote did not open, and which act was missing; once."""
    vote = Vote.objects.get(pk=vote_id)
    noted = Vote.objects.filter(pk=vote_id, not_held_at=None).update(not_held_at=clock.now())
    if noted:
        confirmed, frozen = vote.confirmed_at is not None, vote.roll_frozen_at is not None
        record(CLOCK, "vote.not-held", vote=vote.slug, confirmed=confirmed, roll_frozen=frozen)
        live.announce(f"vote.{vote.slug}", "not-held")
    return bool(noted)
