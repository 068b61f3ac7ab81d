"""How many voted, as far as it may be told: in fives while a vote is open, by group once it is public."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django.db.models import Count
from redis.exceptions import RedisError

from votes.core.rolls import counts_by_group
from votes.core.turnout import GroupTurnout, beside_earlier, read_turnouts, turnout_of
from votes.models import Mark, Seat, Vote

STEP = 5
KEPT = 180  # seconds
# So many earlier votes are looked at for the last ones that showed a group.
MOST_EARLIER = 12


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


def group_turnouts(vote: Vote) -> tuple[GroupTurnout, ...]:
    """Who voted, by group, small groups together as on the roll; for a sealed vote. Two queries."""
    seats = Seat.objects.filter(vote=vote).order_by()
    counted = dict(seats.values_list("group_code").annotate(Count("pk")))
    questions = vote.questions.values("pk")
    marked = seats.filter(key__in=Mark.objects.filter(question_key__in=questions).values("seat_key"))
    voted = dict(marked.values_list("group_code").annotate(Count("pk")))
    return turnout_of(counts_by_group(counted), voted)


def turnouts_of(vote: Vote) -> tuple[GroupTurnout, ...]:
    """Who voted, by group, beside the last earlier votes of the same scope; none before the publication.

    One query. Groups that an earlier vote did not show have nothing to be compared with.
    """
    if vote.published_at is None or not vote.group_turnouts:
        return ()
    earlier = Vote.objects.filter(
        published_at__isnull=False, closes_at__lt=vote.closes_at, campaign__group=vote.campaign.group_id
    )
    kept = earlier.order_by("-closes_at").values_list("group_turnouts", flat=True)[:MOST_EARLIER]
    return beside_earlier(read_turnouts(vote.group_turnouts), [read_turnouts(rows) for rows in kept if rows])
