"""How many voted, as far as it may be told: by whole minutes and in steps of five while a vote is open."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django.db.models import Count
from redis.exceptions import RedisError

from votes.models import Mark, Vote

STEP = 5
KEPT = 180  # seconds


def turnout_while_open(vote: Vote, now: datetime) -> int | None:
    """Seats that voted on at least one question, rounded down to fives; the same all through a minute.

    None when the minute cannot be kept, because Redis is away: a count that moves with each ballot
    would tell who voted when.
    """
    key = f"turnout.{vote.pk}.{int(now.timestamp()) // 60}"
    try:
        return cache.get_or_set(key, lambda: _marked_seats(vote) // STEP * STEP, KEPT)
    except (RedisError, OSError):
        return None


def _marked_seats(vote: Vote) -> int:
    keys = [question.pk for question in vote.questions.all()]
    found = Mark.objects.filter(question_key__in=keys).aggregate(seats=Count("seat_key", distinct=True))
    return int(found["seats"])
