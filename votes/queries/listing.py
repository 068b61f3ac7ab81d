"""Votes in a list: each with where it stands and how many questions it asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from votes.core.patterns import may_sign, pattern_count
from votes.core.stages import Stage
from votes.models import Question, Vote
from votes.queries.definitions import question_definition


@dataclass(frozen=True, slots=True)
class Listed:
    """One vote in a list."""

    vote: Vote
    stage: Stage
    questions: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """One question on the page where a vote is prepared: how many different ballots it allows."""

    question: Question
    patterns: int
    may_sign: bool


def listed(votes: Iterable[Vote], now: datetime) -> list[Listed]:
    """The votes with their stage and number of questions, in the order given. One query beyond the votes."""
    rows = list(votes)
    asked = Question.objects.filter(vote__in=rows).order_by().values_list("vote").annotate(Count("pk"))
    counts = dict(asked)
    return [Listed(vote, vote.stage(now), counts.get(vote.pk, 0)) for vote in rows]


def prepared(vote: Vote, seats: int) -> list[Prepared]:
    """The questions of a vote with their pattern counts against so many seats."""
    rows = []
    for question in vote.questions.all():
        definition = question_definition(question)
        signs = may_sign(definition, seats) if seats else False
        rows.append(Prepared(question, pattern_count(definition), signs))
    return rows
