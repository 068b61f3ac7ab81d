"""The end of a rehearsal: its ballots are thrown away, and the journal says how many there were."""

from __future__ import annotations

from django.db import transaction

from deliberation import clock, live
from deliberation.core.actors import CLOCK
from deliberation.core.canonical import Json
from deliberation.journal.actions import record
from votes.actions.locking import close_boxes
from votes.core.stages import Stage
from votes.models import Ballot, Mark, Reason, Vote


@transaction.atomic
def throw_away(vote: Vote) -> None:
    """Delete the marks, the ballots and the reasons of a rehearsal whose time is over; once.

    Nothing is counted: the journal gets the number of ballots of each question, and of seats.
    """
    questions = dict(vote.questions.values_list("pk", "slug"))
    close_boxes(questions)
    # Read after the lock: another process may have been here while we waited.
    locked = Vote.objects.select_for_update().get(pk=vote.pk)
    if not locked.rehearsal or locked.stage(clock.now()) is not Stage.COUNTING:
        return
    ballots: dict[str, Json] = {
        slug: Ballot.objects.filter(question_key=key).count() for key, slug in questions.items()
    }
    for table in (Mark, Ballot, Reason):
        table.objects.filter(question_key__in=questions).delete()
    Vote.objects.filter(pk=locked.pk).update(rehearsed_at=clock.now())
    record(CLOCK, "vote.rehearsed", vote=locked.slug, ballots=ballots, seats=locked.roll_seats)
    live.announce(f"vote.{locked.slug}", "rehearsed")
