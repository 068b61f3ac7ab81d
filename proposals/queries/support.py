"""Reading co-signatures and differences: counts for everybody, one's own for oneself, no list of names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from deliberation.members.access import Person
from deliberation.members.models import Member
from proposals.models import Campaign, CoSignature, Difference, Proposal


@dataclass(frozen=True, slots=True)
class Support:
    """The co-signatures of a text: how many, how many of them read an earlier wording, and one's own.

    `own_version` is the wording one co-signed oneself; 0 for none.
    """

    cosigners: int
    of_earlier: int
    own_version: int


def support_of(proposal: Proposal, person: Person) -> Support:
    """The co-signatures of one text. Two queries at most."""
    rows = CoSignature.objects.filter(proposal=proposal)
    counted = rows.aggregate(all=Count("pk"), earlier=Count("pk", filter=Q(version__lt=proposal.version)))
    own = rows.filter(member=person.member).values_list("version", flat=True).first() if person.member else 0
    return Support(counted["all"], counted["earlier"], own or 0)


def with_cosigners(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """The rows with `cosigners`, how many members co-sign each."""
    counts = CoSignature.objects.filter(proposal=OuterRef("pk")).order_by().values("proposal")
    counted = counts.annotate(n=Count("pk")).values("n")
    return rows.annotate(cosigners=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


def cosigners_of(row: Proposal) -> int:
    """How many members co-sign a row of `with_cosigners`."""
    cosigners: int = vars(row)["cosigners"]
    return cosigners


def cosigned_by(person: Person, rows: Collection[Proposal]) -> set[int]:
    """The keys of the rows that the person co-signs. One query at most."""
    if person.member is None:
        return set()
    own = CoSignature.objects.filter(member=person.member, proposal__in=rows)
    return set(own.values_list("proposal", flat=True))


def count_cosigned(campaign: Campaign, person: Person) -> int:
    """How many open texts of the campaign the person co-signs; 0 for a visitor. One query at most."""
    if person.member is None:
        return 0
    rows = CoSignature.objects.filter(member=person.member, proposal__campaign=campaign)
    return rows.filter(proposal__state=Proposal.State.OPEN).count()


def differences_of(proposal: Proposal) -> QuerySet[Difference]:
    """How the author says that a text differs from others, with these."""
    return Difference.objects.filter(proposal=proposal).select_related("other")


def held_on(member: Member) -> dict[str, object]:
    """What a member wrote and co-signs, ready for JSON. Three queries."""
    texts = Proposal.objects.filter(author=member).select_related("campaign").order_by("submitted_at", "pk")
    signed = CoSignature.objects.filter(member=member).annotate(
        text=F("proposal__name"), title=F("proposal__title"), state=F("proposal__state")
    )
    differing = Difference.objects.filter(proposal__author=member).select_related("proposal", "other")
    return {
        "texts": [
            {
                "name": text.name,
                "campaign": text.campaign.slug,
                "kind": text.kind,
                "state": text.state,
                "title": text.title,
                "body": text.body,
                "theme_wish": text.theme_wish,
                "signed": text.signed,
                "submitted_at": text.submitted_at.isoformat(),
                "edited_at": text.edited_at.isoformat() if text.edited_at else None,
                "version": text.version,
            }
            for text in texts
        ],
        "cosignatures": [
            {
                "text": row.text,
                "title": row.title if row.state == Proposal.State.OPEN else None,
                "version": row.version,
                "signed_on": row.signed_on.isoformat(),
            }
            for row in signed.order_by("signed_on", "text")
        ],
        "differences": [
            {"text": row.proposal.name, "from": row.other.name, "sentence": row.sentence} for row in differing
        ],
    }
