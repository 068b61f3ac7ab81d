"""How texts came in, day by day; nothing finer is told of when anybody wrote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from proposals.core.curves import Curves, DayCount, by_day, drawn
from proposals.models import Booklet, Campaign, Proposal
from proposals.queries.counting import texts_counted


@dataclass(frozen=True, slots=True)
class Growth:
    """The curves of texts and authors, and the same day by day."""

    curves: Curves
    days: tuple[DayCount, ...]

    @property
    def last(self) -> DayCount:
        """The last day that brought a text."""
        return self.days[-1]

    @property
    def busiest(self) -> DayCount:
        """The day that brought most texts, the first of them."""
        return max(self.days, key=lambda day: day.texts)


def growth_of(campaign: Campaign, booklet: Booklet | None = None) -> Growth | None:
    """The growth of a campaign, or of one booklet of it; None without a text. Two queries."""
    rows = Proposal.objects.filter(texts_counted(campaign)).order_by()
    if booklet is not None:
        rows = rows.filter(sorting__booklet=booklet)
    days = by_day(_counted(rows, "pk"), _counted(_first_texts(rows), "author"))
    return Growth(drawn(days), days) if days else None


def _first_texts(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Of each author the first text alone: those before which the author wrote none of these."""
    before = Q(submitted_at__lt=OuterRef("submitted_at"))
    before |= Q(submitted_at=OuterRef("submitted_at"), pk__lt=OuterRef("pk"))
    return rows.filter(~Exists(rows.filter(before, author=OuterRef("author"))), author__isnull=False)


def _counted(rows: QuerySet[Proposal], what: str) -> dict[date, int]:
    found: Iterable[tuple[date, int]] = (
        rows.annotate(day=TruncDate("submitted_at")).values_list("day").annotate(Count(what))
    )
    return dict(found)
