"""Booklets as plain values, as a freeze publishes them: what their digests are taken over."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from deliberation.core.chain import Link
from deliberation.journal import queries as journal
from proposals.core.booklets import FrozenBooklet, FrozenMeasure
from proposals.models import Booklet, Campaign, Measure, MeasureSource


def forms_of(campaign: Campaign) -> list[FrozenBooklet]:
    """All booklets of a campaign as a freeze would publish them now, by number. Three queries."""
    return [_form(booklet) for booklet in _with_contents(Booklet.objects.filter(campaign=campaign))]


def form_of(booklet: Booklet) -> FrozenBooklet:
    """One booklet as a freeze would publish it now; for a frozen one, as it was. Three queries."""
    return _form(_with_contents(Booklet.objects.filter(pk=booklet.pk)).get())


def frozen_entry(booklet: Booklet) -> Link | None:
    """The journal's entry of the freeze; None before it. One query."""
    if not booklet.digest:
        return None
    entry = journal.entries("booklet.frozen").filter(facts__digest=booklet.digest).first()
    return entry.link() if entry else None


def _with_contents(rows: QuerySet[Booklet]) -> QuerySet[Booklet]:
    sources = MeasureSource.objects.select_related("proposal").only("measure_id", "proposal__name")
    measures = Measure.objects.prefetch_related(Prefetch("sources", sources))
    return rows.select_related("campaign", "run").prefetch_related(Prefetch("measures", measures))


def _form(booklet: Booklet) -> FrozenBooklet:
    measures = tuple(
        FrozenMeasure(
            measure.number,
            measure.title,
            measure.body,
            tuple(sorted(source.proposal.name for source in measure.sources.all())),
        )
        for measure in booklet.measures.all()
    )
    return FrozenBooklet(
        campaign=booklet.campaign.slug,
        slug=booklet.slug,
        number=booklet.number,
        title=booklet.title,
        introduction=booklet.introduction,
        run=booklet.run.name,
        result=booklet.run.result_digest,
        measures=measures,
    )
