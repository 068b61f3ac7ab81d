"""The published reasons of a question, in the order that the close drew."""

from __future__ import annotations

from django.db.models import QuerySet

from votes.core.reasons import are_shown
from votes.models import Reason
from votes.queries.results import QuestionResult


def reasons_on(outcome: QuestionResult) -> QuerySet[Reason] | None:
    """The reasons of a published result by their drawn keys; None where the question asked for none, or
    where so few were given that they stay unpublished.
    """
    if not outcome.question.reasons:
        return None
    rows = Reason.objects.filter(question_key=outcome.question.pk).order_by("key")
    return rows if are_shown(rows.count(), outcome.result.ballots) else None
