"""Drawn members are asked by mail, once, reminded once; their referents are asked to pass it on."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from deliberation import clock
from deliberation.core.canonical import Json
from deliberation.members.models import Member, Office
from deliberation.outbox.actions import write_mails
from votes.core.sampling import Outcome
from votes.models import Draw, DrawnSeat, Seat

REMINDED_AFTER = timedelta(days=3)
# A mail about a draw that could not leave for this long is not sent any more.
OF_USE = timedelta(days=14)


def ask_drawn(draw: Draw) -> None:
    """Write the mail of each drawn member, and one to each referent of theirs; in the transaction that draws.

    The mail names the vote and the page, nothing else: neither the code nor the observers' telephones are
    in it, and the seat is not.
    """
    members = _drawn_members(draw).values_list("email", flat=True)
    _write(draw, members, "mail/draw")
    groups = _drawn_members(draw).exclude(group=None).values("group")
    scope = Q(offices__kind=Office.Kind.REFERENT, offices__ended_at=None, offices__group__in=groups)
    referents = Member.objects.filter(scope, is_active=True).distinct()
    _write(draw, referents.values_list("email", flat=True), "mail/draw_referent", page="vote-draw")


def remind_drawn() -> int:
    """Remind, once, the members of each draw who did not answer within three days; of how many draws.

    Work for each minute, safe twice and in two processes.
    """
    due = Draw.objects.filter(
        drawn_at__lte=clock.now() - REMINDED_AFTER, closed_at=None, reminded_at=None
    ).values_list("pk", flat=True)
    return sum(_remind(key) for key in due)


@transaction.atomic
def _remind(draw_id: int) -> bool:
    if not Draw.objects.filter(pk=draw_id, closed_at=None, reminded_at=None).update(reminded_at=clock.now()):
        return False
    draw = Draw.objects.select_related("vote__campaign").get(pk=draw_id)
    silent = _drawn_members(draw, outcome=Outcome.NO_ANSWER)
    _write(draw, silent.values_list("email", flat=True), "mail/draw_reminder")
    return True


def _drawn_members(draw: Draw, **of: str) -> QuerySet[Member]:
    drawn = DrawnSeat.objects.filter(draw=draw, **of).values("commitment")
    seats = Seat.objects.filter(vote=draw.vote_id, commitment__in=drawn, member__isnull=False)
    return Member.objects.filter(pk__in=seats.values("member"))


def _write(draw: Draw, recipients: QuerySet[Member, str], template: str, page: str = "vote-seat") -> None:
    vote = draw.vote
    path = reverse(page, args=[vote.slug] if page == "vote-seat" else [vote.slug, draw.name])
    facts: dict[str, Json] = {"path": path, "title": vote.title}
    write_mails(recipients, template, vote.campaign.language, clock.now() + OF_USE, facts)
