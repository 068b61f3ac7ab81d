"""Votes in a list: each with where it stands and how many questions it asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from proposals.models import Booklet
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
    """One question on the page where a vote is prepared, with what signing it means.

    `digest` is what is signed; `patterns` the number of different ballots that it allows. `opened`: the
    page shows it unfolded.
    """

    question: Question
    digest: str
    patterns: int
    may_sign: bool
    opened: bool


def listed(votes: Iterable[Vote], now: datetime) -> list[Listed]:
    """The votes with their stage and number of questions, in the order given. One query beyond the votes."""
    rows = list(votes)
    asked = Question.objects.filter(vote__in=rows).order_by().values_list("vote").annotate(Count("pk"))
    counts = dict(asked)
    return [Listed(vote, vote.stage(now), counts.get(vote.pk, 0)) for vote in rows]


def booklets_to_ask(vote: Vote) -> list[tuple[str, str]]:
    """The frozen booklets that a vote may ask about: slug, and number with title. One query."""
    rows = Booklet.objects.filter(campaign=vote.campaign_id).exclude(digest="").order_by("number")
    return [
        (slug, f"{number}. {title}") for slug, number, title in rows.values_list("slug", "number", "title")
    ]


def prepared(vote: Vote, seats: int, signed: Collection[str] = ()) -> list[Prepared]:
    """The questions of a vote with their pattern counts against so many seats.

    A single question is unfolded; of several, the first that a signature which named `signed` left out.
    """
    rows: list[Prepared] = []
    questions = vote.questions.all()
    for question in questions:
        definition = question_definition(question)
        signs = may_sign(definition, seats) if seats else False
        digest = definition.digest()
        left_out = bool(signed) and digest not in signed
        opened = len(questions) == 1 or (left_out and not any(row.opened for row in rows))
        rows.append(Prepared(question, digest, pattern_count(definition), signs, opened))
    return rows
