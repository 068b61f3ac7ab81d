"""A checkpoint of a question: hashes of what came since the last one, and the box mixed at the same moment.

Twenty ballots, drawn by lot, are left to the next one: what one person votes at the last minute never stands
alone. The first twenty of all are mixed, and wait for twenty more.

List, mixed rows and journal entry are one transaction: killed anywhere, either all of it is there or the
next minute does it again, with the same ballots or more.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from deliberation import clock, fault, live
from deliberation.core.actors import CLOCK
from deliberation.core.chain import utc_second
from deliberation.journal.actions import record
from votes.actions.locking import share_box, take_papers
from votes.actions.mixing import forget_transactions, mix_fresh
from votes.actions.reasoning import mix_reasons_of
from votes.core.ballots import Ballot as PlainBallot
from votes.core.ballots import checkpoint_hash
from votes.core.checkpoints import (
    KEPT_BACK,
    LEAST_HASHES,
    is_due,
    kept_back,
    make_checkpoint,
    whole_minute,
)
from votes.core.checkpoints import Checkpoint as PlainCheckpoint
from votes.core.pack import CHECKPOINT
from votes.core.stages import Stage
from votes.models import Ballot, Checkpoint, Mark, Question, Reason, Vote

log = logging.getLogger(__name__)


def take_due_checkpoints() -> int:
    """Mix each question of an open vote that is due, and take its checkpoint; how many were mixed.

    Work for each minute, safe twice and in several processes. One question that fails does not hold up
    the others.
    """
    now, taken = clock.now(), 0
    opened = Vote.objects.filter(
        opens_at__lte=now, closes_at__gt=now, confirmed_at__isnull=False, roll_frozen_at__isnull=False
    )
    for key in Question.objects.filter(vote__in=opened).order_by("pk").values_list("pk", flat=True):
        # Looked at without a lock first: most minutes have nothing to do.
        if not is_due(*_fresh(key), None, now):
            continue
        try:
            taken += take_checkpoint(key)
        except Exception:  # one question in trouble must not stop the others
            log.exception("question %s: no checkpoint could be taken; the next minute tries again", key)
    if taken:
        fault.point("checkpoint.after-commit")
        forget_transactions(Mark, Ballot, Reason)
    return taken


@transaction.atomic
def take_checkpoint(question_key: int) -> bool:
    """Mix what is fresh in a question, and publish the hashes of all but what is kept back; whether it was
    due.
    """
    fault.point("checkpoint.before")
    share_box(question_key)
    take_papers(question_key)
    question = Question.objects.select_related("vote").get(pk=question_key)
    # Read after the locks: another process may have done it while we waited.
    now = clock.now()
    if question.vote.stage(now) is not Stage.OPEN or not _is_due(question, now):
        return False
    ballots = mix_fresh(question_key)
    mix_reasons_of([question_key])
    fault.point("checkpoint.after-mix")
    for key in _keep_back(list(ballots)):
        del ballots[key]
    if ballots:
        at = max(whole_minute(now), question.vote.opens_at)
        publish_checkpoint(question, next_checkpoint(question, ballots.values(), at))
        live.announce(f"vote.{question.vote.slug}", "checkpoint")
    fault.point("checkpoint.before-commit")
    return True


def _keep_back(keys: list[int]) -> list[int]:
    """Let as many of these ballots as are kept back, drawn by lot, be fresh still; their keys."""
    kept = secrets.SystemRandom().sample(keys, kept_back(len(keys)))
    Ballot.objects.filter(pk__in=kept).update(fresh=True)
    return kept


def next_checkpoint(question: Question, ballots: Iterable[PlainBallot], at: datetime) -> PlainCheckpoint:
    """What the next checkpoint of a question publishes of these ballots; `at` is not before the opening."""
    reference = question.reference
    hashes = (checkpoint_hash(reference, ballot) for ballot in ballots)
    return make_checkpoint(question.slug, question.checkpoints.count() + 1, utc_second(at), hashes)


def publish_checkpoint(question: Question, checkpoint: PlainCheckpoint) -> None:
    """Say a checkpoint in the journal and keep it; last in the transaction of an act."""
    link = record(CLOCK, CHECKPOINT, **checkpoint.announced(question.vote.slug))
    Checkpoint.objects.create(
        question=question,
        number=checkpoint.number,
        at=checkpoint.at,
        seq=link.seq,
        hashes=list(checkpoint.hashes),
    )


def _is_due(question: Question, now: datetime) -> bool:
    last = question.checkpoints.order_by("number").values_list("at", flat=True).last()
    since = None if last is None else datetime.fromisoformat(last)
    return is_due(*_fresh(question.pk), since, now)


def _fresh(question_key: int) -> tuple[int, int]:
    """Fresh marks and fresh ballots of a question, counted no further than what decides. Two queries."""
    most = LEAST_HASHES + KEPT_BACK
    tables = (Mark.objects, Ballot.objects)
    new, fresh = (rows.filter(question_key=question_key, fresh=True)[:most].count() for rows in tables)
    return new, fresh
