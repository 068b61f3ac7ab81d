"""What votes leave to do: to schedule one, to vote, to confirm, to prepare or freeze a roll, to verify."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count
from django.urls import reverse

from deliberation.core.errors import Fact
from deliberation.core.left import Left
from deliberation.members.access import Person
from proposals.access import campaigns_for
from votes.access import organises, votes_for
from votes.core.stages import Stage
from votes.models import Claim, Mark, Question, Seat, Vote

# How long after its publication a result stands among the things to do.
TO_VERIFY = timedelta(days=14)


def left_for(person: Person, now: datetime) -> list[Left]:
    """What the person has left to do in votes, soonest deadline first. At most five queries, one more
    for organisers.

    A member: the open votes with questions left. An organiser: frozen booklets that no vote asks
    about, signatures that another one waits for. Who had a seat, and observers: results to verify.
    """
    if person.member is None:
        return []
    recent = votes_for(person).filter(closes_at__gte=now - TO_VERIFY, not_held_at=None)
    standing = [(vote, vote.stage(now)) for vote in recent.order_by("closes_at")]
    seats = dict(
        Seat.objects.filter(member=person.member, vote__in=[vote.pk for vote, _stage in standing])
        .values_list("vote_id", "key")
    )  # fmt: skip
    opened = [vote for vote, stage in standing if stage is Stage.OPEN and vote.pk in seats]
    found = list(_to_cast(opened, seats))
    if any(held.kind == "organiser" for held in person.offices):
        found += _to_schedule(person, now)
    for vote, stage in standing:
        if stage is Stage.PREPARING and organises(person, vote):
            found += _to_prepare(person, vote)
        if organises(person, vote):
            found += _to_answer(vote)
        if stage is Stage.SUSPENDED and organises(person, vote):
            found += _to_decide(person, vote)
        if stage is Stage.PUBLISHED and (
            vote.pk in seats or person.holds("observer", vote.campaign.group_id)
        ):
            address = reverse("vote-result", args=[vote.slug])
            found.append(Left("vote.to-verify", address, facts={"title": vote.title}))
    return found


def _to_decide(person: Person, vote: Vote) -> Iterator[Left]:
    row = vote.suspensions.filter(decided_at=None).last()
    proposed = row is not None and row.proposed_by_id is not None
    if row is None or row.proposed_by_id == person.known.pk:
        return
    address = reverse("vote-suspension", args=[vote.slug])
    code = "suspension.to-sign" if proposed else "suspension.to-decide"
    yield Left(code, address, facts={"title": vote.title})


def _to_answer(vote: Vote) -> Iterator[Left]:
    waiting = Claim.objects.filter(vote=vote, answered_at=None).count()
    if waiting:
        facts: dict[str, Fact] = {"title": vote.title, "n": waiting}
        until = vote.opens_at if vote.published_at is None else vote.appeals_until
        yield Left("claim.to-answer", reverse("vote-claims", args=[vote.slug]), until, facts=facts)


def _to_schedule(person: Person, now: datetime) -> Iterator[Left]:
    """Campaigns whose booklets are frozen and whose voting is not over, without a vote that can be held."""
    asked = Vote.objects.filter(not_held_at=None, annulled_at=None).values("campaign")
    frozen = campaigns_for(person).filter(frozen_at__isnull=False, closing_at__gt=now)
    for campaign in frozen.exclude(pk__in=asked).order_by("voting_at", "pk"):
        if person.holds("organiser", campaign.group_id):
            address = reverse("vote-new", args=[campaign.slug])
            yield Left("vote.to-schedule", address, campaign.voting_at, facts={"title": campaign.title})


def _to_cast(votes: list[Vote], seats: dict[int, int]) -> Iterator[Left]:
    if not votes:
        return
    questions = dict(Question.objects.filter(vote__in=votes).values_list("pk", "vote_id"))
    own = {seats[vote.pk] for vote in votes}
    marks = Mark.objects.filter(question_key__in=questions, seat_key__in=own)
    cast = dict(
        marks.order_by().values_list("seat_key").annotate(Count("pk")).values_list("seat_key", "pk__count")
    )
    for vote in votes:
        asked = sum(of == vote.pk for of in questions.values())
        left = asked - cast.get(seats[vote.pk], 0)
        address = reverse("vote", args=[vote.slug])
        facts: dict[str, Fact] = {"title": vote.title, "n": left}
        if left:
            yield Left("vote.to-cast", address, vote.closes_at, facts=facts)
        else:
            yield Left("vote.all-cast", address, vote.closes_at, done=True, facts=facts)


def _to_prepare(person: Person, vote: Vote) -> Iterator[Left]:
    address = reverse("vote-preparation", args=[vote.slug])
    facts: dict[str, Fact] = {"title": vote.title}
    own = person.known.pk
    if vote.confirmed_at is None and vote.scheduled_by_id != own:
        yield Left("vote.to-confirm", address, vote.opens_at, facts=facts)
    if vote.roll_prepared_at is None:
        yield Left("roll.to-prepare", address, vote.opens_at, facts=facts)
    elif vote.roll_frozen_at is None and vote.roll_prepared_by_id != own:
        yield Left("roll.to-freeze", address, vote.opens_at, facts=facts)
