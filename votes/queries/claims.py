"""Claims: how many of each kind, a member's own, those that organisers answer."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, F, Q, QuerySet

from deliberation.members.access import Person
from votes.core.claims import ACCEPTED, BEFORE_OPENING, REFUSED, ClaimCount, Kind
from votes.models import Claim, Vote


def claim_counts(vote: Vote) -> tuple[ClaimCount, ...]:
    """Claims about the roll as they stood at the opening, by kind; then for good. One query."""
    answered = Q(answered_at__lt=F("vote__opens_at"))
    return _counted(Claim.objects.filter(vote=vote, kind__in=BEFORE_OPENING), answered)


def all_counts(vote: Vote) -> tuple[ClaimCount, ...]:
    """Claims of every kind as they stand now. One query."""
    return _counted(Claim.objects.filter(vote=vote), Q(answered_at__isnull=False))


def claims_of(person: Person, vote: Vote) -> QuerySet[Claim]:
    """The member's own claims in a vote, newest first."""
    return Claim.objects.filter(vote=vote, member=person.known).order_by("-filed_at", "-pk")


def claims_on(vote: Vote) -> QuerySet[Claim]:
    """All claims of a vote, those without an answer first, then by date."""
    rows = Claim.objects.filter(vote=vote).select_related("member__group", "proposed_by", "answered_by")
    return rows.order_by(F("answered_at").desc(nulls_first=True), "filed_at", "pk")


def _counted(claims: QuerySet[Claim], answered: Q) -> tuple[ClaimCount, ...]:
    rows: Iterable[tuple[str, int, int, int]] = (
        claims.order_by()
        .values_list("kind")
        .annotate(
            filed=Count("pk"),
            accepted=Count("pk", filter=answered & Q(outcome=ACCEPTED)),
            refused=Count("pk", filter=answered & Q(outcome=REFUSED)),
        )
    )
    found = {row[0]: ClaimCount(*row) for row in rows}
    return tuple(found[kind] for kind in sorted(Kind) if kind in found)
