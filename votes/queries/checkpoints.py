"""What was published of a box while it was open."""

from __future__ import annotations

from collections.abc import Iterator

from votes.core.checkpoints import Checkpoint as PlainCheckpoint
from votes.models import Checkpoint, Question, Vote


def checkpoints_of(vote: Vote) -> Iterator[PlainCheckpoint]:
    """The checkpoints of all questions in the order of the journal, one by one. Two queries."""
    slugs = dict(vote.questions.values_list("pk", "slug"))
    for row in Checkpoint.objects.filter(question__in=slugs).order_by("seq").iterator(chunk_size=1):
        yield row.plain(slugs[row.question_id])


def checkpoints_of_question(question: Question) -> list[PlainCheckpoint]:
    """The checkpoints of one question. One query."""
    return [row.plain(question.slug) for row in question.checkpoints.order_by("number")]
