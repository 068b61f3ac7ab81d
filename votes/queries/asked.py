"""What a vote asks, at hand for all who vote: read once a process, since it never changes once confirmed.

The digest of the vote is part of the key, and the vote itself is read anew each time: a process that kept the
questions of another definition would not find them.
"""

from __future__ import annotations

import copy
from functools import lru_cache

from django.db import connection
from django.db.models import Prefetch

from deliberation.members.models import Member
from deliberation.rows import Columns, statement
from deliberation.statements import planned
from proposals.models import Campaign
from votes.models import Option, Question, Vote

# Votes whose questions a process keeps; the largest (a hundred measures) take less than a megabyte.
KEPT = 16
VOTE, CAMPAIGN = Columns(Vote), Columns(Campaign, ("id", "slug", "title", "group"))
SEATED = statement(
    "SELECT {vote}, {campaign} FROM votes_vote AS vote"
    " JOIN votes_seat AS seat ON seat.vote_id = vote.id AND seat.member_id = %s"
    " JOIN proposals_campaign AS campaign ON campaign.id = vote.campaign_id"
    " WHERE vote.slug = %s AND vote.confirmed_at IS NOT NULL AND vote.roll_frozen_at IS NOT NULL",
    vote=VOTE.of("vote"),
    campaign=CAMPAIGN.of("campaign"),
)


def seated_in(member: Member, slug: str) -> Vote | None:
    """The vote where the member has a seat, with what its pages say of its campaign. One plain statement."""
    with connection.cursor() as cursor:
        cursor.execute(planned(SEATED), [member.pk, slug])
        row = cursor.fetchone()
    if row is None:
        return None
    vote = VOTE.read(row[: len(VOTE)])
    vote.campaign = CAMPAIGN.read(row[len(VOTE) :])
    return vote


def with_questions(vote: Vote) -> Vote:
    """The vote, with its questions and their options at hand. Two queries, or none once it was confirmed and
    this process has seen it.
    """
    questions = vote.questions.all()
    # As `prefetch_related` leaves it.
    questions._result_cache = [_of(vote, row) for row in _rows(vote)]
    vars(vote)["_prefetched_objects_cache"] = {"questions": questions}
    return vote


def question_of(vote: Vote, slug: str) -> Question | None:
    """One question of the vote, with its options at hand; the others are not looked at. Queries as above."""
    return next((_of(vote, row) for row in _rows(vote) if row.slug == slug), None)


def _rows(vote: Vote) -> tuple[Question, ...]:
    confirmed = vote.confirmed_at is not None and vote.digest
    return _kept(vote.pk, vote.digest) if confirmed else _questions(vote.pk)


@lru_cache(maxsize=KEPT)
def _kept(vote_id: int, digest: str) -> tuple[Question, ...]:
    return _questions(vote_id)


def _questions(vote_id: int) -> tuple[Question, ...]:
    options = Prefetch("options", Option.objects.order_by("position"))
    return tuple(Question.objects.filter(vote=vote_id).order_by("number").prefetch_related(options))


def _of(vote: Vote, row: Question) -> Question:
    """A copy: each request has a vote of its own."""
    question = copy.copy(row)
    question.vote = vote
    return question


def forget_asked() -> None:
    """Forget what was kept, as a new process has."""
    _kept.cache_clear()
