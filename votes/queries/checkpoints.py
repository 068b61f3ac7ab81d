"""What was published of a box while it was open, and what of it no checkpoint holds yet."""

from __future__ import annotations

from votes.core.ballots import Ballot as PlainBallot
from votes.core.checkpoints import Checkpoint as PlainCheckpoint
from votes.core.choices import read_choices
from votes.models import Ballot, Checkpoint, Question, Vote


def checkpoints_of(vote: Vote) -> list[PlainCheckpoint]:
    """The checkpoints of all questions in the order of the journal. Two queries."""
    slugs = dict(vote.questions.values_list("pk", "slug"))
    rows = Checkpoint.objects.filter(question__in=slugs).order_by("seq")
    return [row.plain(slugs[row.question_id]) for row in rows.iterator()]


def fresh_ballots(question: Question) -> list[PlainBallot]:
    """The ballots that are new or changed since the last checkpoint; under the lock of the box only."""
    rows = Ballot.objects.filter(question_key=question.pk, fresh=True)
    return [
        PlainBallot(tracker, version, read_choices(choices, "choices"), nonce)
        for tracker, version, choices, nonce in rows.values_list("tracker", "version", "choices", "nonce")
    ]
