"""Booklets as plain values, as a freeze publishes them: what their digests are taken over."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from deliberation.core.canonical import Json, digest
from deliberation.core.chain import Link
from deliberation.journal import queries as journal
from proposals.core.booklets import FrozenBooklet, FrozenMeasure
from proposals.core.objections import Answered, State
from proposals.models import Booklet, Campaign, Measure, MeasureSource, Objection


def forms_of(campaign: Campaign) -> list[FrozenBooklet]:
    """All booklets of a campaign as a freeze would publish them now, by number. Five queries."""
    return [_form(booklet) for booklet in _with_contents(Booklet.objects.filter(campaign=campaign))]


def form_of(booklet: Booklet) -> FrozenBooklet:
    """One booklet as a freeze would publish it now; for a frozen one, as it was. Five queries."""
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
    return rows.select_related("campaign", "run").prefetch_related(
        Prefetch("measures", measures), Prefetch("objections", _answered(Objection.objects.all()))
    )


def answered_in(campaign: Campaign) -> list[Json]:
    """All answered objections of a campaign as a freeze publishes them, in booklets or not. Two queries."""
    return [_objection(row).as_json() for row in _answered(Objection.objects.filter(campaign=campaign))]


def objections_digest(campaign: Campaign) -> str:
    """SHA-256 of the canonical list of all answered objections: it enters the journal at the freeze."""
    return digest(answered_in(campaign))


def _answered(rows: QuerySet[Objection]) -> QuerySet[Objection]:
    """The answered ones in the order of their public names, which tells nothing of when they came."""
    found = rows.filter(state=State.ANSWERED).select_related("answer", "measure")
    return found.prefetch_related("answer__edits").order_by("name")


def _objection(row: Objection) -> Answered:
    answer = row.answer
    return Answered(
        name=row.name,
        kind=row.kind,
        measure=row.measure.number if row.measure else None,
        digest=row.digest,
        outcome=answer.outcome if answer else "",
        reason=answer.reason if answer else "",
        changes=tuple(sorted({edit.journal_seq for edit in answer.edits.all()} if answer else ())),
    )


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
        objections=tuple(_objection(row) for row in booklet.objections.all()),
    )
