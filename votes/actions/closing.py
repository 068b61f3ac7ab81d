"""Closing a vote: seal the box, count, build the pack, publish; each step decided by what is stored.

However often it is called, by however many processes, and wherever one of them dies, a vote is sealed
once and the same bytes are published once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TypeAlias

from django.db import transaction
from django.db.models import F, Q

from deliberation import clock, fault, live
from deliberation.core.actors import CLOCK
from deliberation.journal.actions import record
from votes.actions.checkpointing import next_checkpoint, publish_checkpoint
from votes.actions.locking import close_boxes
from votes.actions.mixing import forget_transactions, mix_all, rewrite_file
from votes.actions.packing import keep_checked_pack
from votes.actions.reasoning import mix_reasons
from votes.actions.rehearsing import throw_away
from votes.core.box import SealedQuestion, seal_question
from votes.core.checkpoints import Checkpoint, whole_minute
from votes.core.sealing import Sealing
from votes.core.stages import NOTICE, Stage
from votes.models import Ballot, Mark, Question, Reason, Seat, Vote
from votes.queries.checkpoints import checkpoints_of_question
from votes.queries.definitions import (
    ballots_of,
    commitments_of,
    contents_of_question,
    definition_of,
    roll_of,
)
from votes.queries.turnout import group_turnouts

# A question of a closed vote: what is published of it, and its last checkpoint if there was a rest.
Closed: TypeAlias = tuple[Question, SealedQuestion, Checkpoint | None]

log = logging.getLogger(__name__)


def close_due_votes() -> int:
    """Close each vote whose time has come, and note those that missed an act; how many were dealt with.

    Work for each minute, safe twice and in two processes. One vote that cannot be closed does not hold
    up the others.
    """
    now, done = clock.now(), 0
    late = Q(confirmed_at=None) | Q(roll_frozen_at=None)
    late |= Q(urgent_reason="", roll_frozen_at__gt=F("opens_at") - NOTICE)
    for key in Vote.objects.filter(late, opens_at__lte=now, not_held_at=None).values_list("pk", flat=True):
        done += _note_not_held(key)
    due = Vote.objects.filter(
        closes_at__lte=now, published_at=None, not_held_at=None, rehearsed_at=None, suspended_at=None
    )
    for key in due.values_list("pk", flat=True):
        try:
            close_vote(key)
            done += 1
        except Exception:  # one vote in trouble must not stop the others
            log.exception("vote %s could not be closed; the next minute tries again", key)
    return done


def close_vote(vote_id: int) -> None:
    """Take a vote whose time is over as far as its publication, from wherever it stands. A job.

    The ballots of a rehearsal are thrown away instead. Does nothing for a vote that is published or not
    over. Raises RuleBroken when the box breaks an invariant or the pack does not verify: such a vote stays
    sealed and unpublished.
    """
    vote = Vote.objects.get(pk=vote_id)
    if vote.stage(clock.now()) is not Stage.COUNTING:
        return
    if vote.rehearsal:
        throw_away(vote)
        rewrite_file()
        forget_transactions(Mark, Ballot, Seat, Reason)
        return
    _seal(vote)
    fault.point("close.after-seal")
    vote.refresh_from_db()
    if vote.sealed_at is None:
        return  # extended or suspended while we waited
    mix_reasons(vote)
    rewrite_file()
    forget_transactions(Mark, Ballot, Seat, Reason)
    vote.refresh_from_db()
    if vote.published_at is None:
        _publish(vote, *keep_checked_pack(vote))
        fault.point("publish.after-commit")


@transaction.atomic
def _seal(vote: Vote) -> None:
    """Mix the whole box, publish what no checkpoint holds yet, count, and say so in the journal; once."""
    questions = list(vote.questions.all())
    fault.point("close.before-lock")
    close_boxes(question.pk for question in questions)
    # Read after the lock: another process may have sealed while we waited.
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    if vote.sealed_at is not None or vote.stage(clock.now()) is not Stage.COUNTING:
        return
    fault.point("close.after-lock")
    last, box = [], Sealing(definition_of(vote), roll_of(vote))
    for question, sealed, checkpoint in _sealed_questions(vote, questions):
        box.add(sealed)
        last += [(question, checkpoint)] if checkpoint else []
    facts = box.finish()
    fault.point("close.after-count")
    for question, checkpoint in last:
        publish_checkpoint(question, checkpoint)
    link = record(CLOCK, "vote.sealed", **facts)
    tally = [result.published() for result in box.results]
    Vote.objects.filter(pk=vote.pk).update(sealed_at=clock.now(), sealed_seq=link.seq, tally=tally)
    live.announce(f"vote.{vote.slug}", "sealed")
    fault.point("close.before-commit")


def _sealed_questions(vote: Vote, questions: list[Question]) -> Iterator[Closed]:
    """Each question in turn: its last checkpoint, of what no other holds yet, however little; its box mixed
    from end to end; what is published of it. One question stands in memory at a time.
    """
    definition, roll, commitments = definition_of(vote), roll_of(vote), commitments_of(vote)
    on_roll = frozenset(roll.commitments)
    for question in questions:
        question.vote = vote
        at, rest = max(whole_minute(clock.now()), vote.closes_at), list(ballots_of(question, fresh=True))
        last = next_checkpoint(question, rest, at) if rest else None
        mix_all(question.pk)
        taken = checkpoints_of_question(question) + ([last] if last else [])
        held = contents_of_question(question, commitments)
        yield question, seal_question(definition, roll, held, taken, on_roll), last
        fault.point("close.after-question")


@transaction.atomic
def _publish(vote: Vote, digest: str, size: int) -> None:
    turnouts = [row.published() for row in group_turnouts(vote)]
    published = Vote.objects.filter(pk=vote.pk, published_at=None).update(
        pack_digest=digest, pack_size=size, published_at=clock.now(), group_turnouts=turnouts
    )
    if published:
        record(CLOCK, "vote.published", vote=vote.slug, pack=digest, size=size)
        live.announce(f"vote.{vote.slug}", "published")
        live.announce(f"campaign.{vote.campaign.slug}", "vote-published")
        fault.point("publish.before-commit")


@transaction.atomic
def _note_not_held(vote_id: int) -> bool:
    """Say in the journal that a vote did not open, and which act was missing; once."""
    vote = Vote.objects.get(pk=vote_id)
    noted = Vote.objects.filter(pk=vote_id, not_held_at=None).update(not_held_at=clock.now())
    if noted:
        confirmed = vote.confirmed_at is not None
        record(CLOCK, "vote.not-held", vote=vote.slug, confirmed=confirmed, roll_frozen=vote.roll_in_time)
        live.announce(f"vote.{vote.slug}", "not-held")
    return bool(noted)
