"""Reasons for a yes or a no: written apart from the ballot, mixed at the close, hidden when unlawful.

Like a cast, writing one touches no row of a member, announces nothing, and enters no journal.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from django.db import transaction

from deliberation import clock, live
from deliberation.core.errors import RuleBroken
from deliberation.core.names import random_key
from deliberation.journal.actions import record
from deliberation.members.access import Person
from votes.actions.locking import share_box
from votes.core.extensions import LONGEST_REASON
from votes.core.reading import is_plain_text
from votes.core.reasons import check_reason
from votes.core.stages import check_open
from votes.models import Question, Reason, Seat, Vote


@transaction.atomic
def write_reason(person: Person, question: Question, *, stance: str, text: str) -> None:
    """Keep a reason of somebody who has a seat, while the vote is open; nobody can change it after.

    Raises RuleBroken `vote-reason.not-asked`, `seat.not-on-roll`, and what `check_open` and
    `check_reason` raise.
    """
    text = text.replace("\r\n", "\n").strip()
    check_reason(stance, text)
    # As a cast does: sealing waits for us, or we for it, and what it mixes is all there will be.
    share_box(question.pk)
    vote = Vote.objects.get(pk=question.vote_id)
    check_open(vote.stage(clock.now()))
    if not question.reasons:
        raise RuleBroken("vote-reason.not-asked")
    # A plain SELECT: a lock would leave our transaction's number on the seat.
    if not Seat.objects.filter(vote=vote, member=person.known).exists():
        raise RuleBroken("seat.not-on-roll")
    Reason.objects.create(question_key=question.pk, stance=stance, text=text)


@transaction.atomic
def mix_reasons(vote: Vote) -> None:
    """Write the reasons of a sealed vote again, in a random order under fresh keys. Safe twice and in two
    processes; not once it is published, when a moderator may be hiding one.
    """
    locked = Vote.objects.select_for_update().get(pk=vote.pk)
    if locked.sealed_at is None or locked.published_at is not None:
        return
    mix_reasons_of([question.pk for question in vote.questions.all()])


def mix_reasons_of(question_keys: Iterable[int]) -> None:
    """Write the reasons of questions again, inside a transaction that alone may do so."""
    rows = list(Reason.objects.filter(question_key__in=question_keys))
    secrets.SystemRandom().shuffle(rows)
    Reason.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        row.pk = random_key()
    Reason.objects.bulk_create(rows)


@transaction.atomic
def hide_reason(person: Person, question: Question, key: int, *, because: str) -> None:
    """Take an unlawful reason, or one that names a person, out of sight; the journal says why.

    Twice is once. Raises RuleBroken `vote-reason.gone` and `vote-reason.because-missing`.
    """
    actor = person.acting_as("moderator", question.vote.campaign.group_id)
    because = because.strip()
    if not is_plain_text(because, LONGEST_REASON):
        raise RuleBroken("vote-reason.because-missing", most=LONGEST_REASON)
    found = Reason.objects.filter(pk=key, question_key=question.pk)
    if not found.exists():
        raise RuleBroken("vote-reason.gone")
    if found.filter(hidden_because="").update(hidden_because=because):
        record(actor, "vote.reason-hidden", vote=question.vote.slug, question=question.slug, reason=because)
        live.announce(f"vote.{question.vote.slug}", "vote.reason-hidden")
