"""What objections leave to do: for organisers those to answer, for who objected the answers to read."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, F, Q
from django.urls import reverse

from deliberation.core.left import Left
from deliberation.members.access import Person
from proposals.access import organises
from proposals.core.objections import State
from proposals.core.phases import Phase
from proposals.models import Campaign, Objection

ANSWERS_NAMED = 5


def left_for(person: Person, now: datetime) -> list[Left]:
    """What objections leave to do until the freeze, and answers still unread after it. Three queries."""
    if person.member is None:
        return []
    return [*_to_answer(person, now), *_to_read(person, now), *_waiting(person, now)]


def _to_answer(person: Person, now: datetime) -> list[Left]:
    """Each campaign that the person organises and that has objections without an answer."""
    if not any(held.kind == "organiser" for held in person.offices):
        return []
    rows = Campaign.objects.filter(drafts_published_at__isnull=False, frozen_at=None)
    waiting = rows.annotate(waits=Count("objections", filter=Q(objections__state=State.OPEN))).filter(
        waits__gt=0
    )
    return [
        Left(
            "objections.to-answer",
            f"{reverse('objections', args=[row.slug])}?state={State.OPEN}",
            row.freezing_at,
            facts={"title": row.title, "count": row.waits},
        )
        for row in waiting
        if organises(person, row) and row.stage(now).phase is Phase.REPLYING
    ]


def _to_read(person: Person, now: datetime) -> list[Left]:
    """The answers that the person has not read as they are worded now, until the vote is over."""
    rows = Objection.objects.filter(author=person.member, read_version__lt=F("answer__version"))
    going = rows.filter(campaign__closing_at__gt=now).select_related("campaign").order_by("pk")
    return [
        Left(
            "objection.answer-to-read",
            reverse("objection", args=[row.name]),
            None if row.campaign.frozen_at else row.campaign.freezing_at,
            facts={"title": row.campaign.title},
        )
        for row in going[:ANSWERS_NAMED]
    ]


def _waiting(person: Person, now: datetime) -> list[Left]:
    """What the person did: the objections that wait for their answer, once for each campaign."""
    own = Q(objections__author=person.member, objections__state=State.OPEN)
    rows = Campaign.objects.filter(frozen_at=None).annotate(waits=Count("objections", filter=own))
    return [
        Left(
            "objection.waiting",
            f"{reverse('objections', args=[row.slug])}?mine=on",
            row.freezing_at,
            True,
            {"title": row.title, "count": row.waits},
        )
        for row in rows.filter(waits__gt=0)
    ]
