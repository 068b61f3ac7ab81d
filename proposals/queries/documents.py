"""A booklet with all that belongs to it, read for its printed forms."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from deliberation.core.chain import utc_second
from proposals.core.booklets import FrozenBooklet
from proposals.core.documents import (
    BookletDocument,
    Carried,
    Contested,
    Frozen,
    ObjectionText,
    PrintedMeasure,
    Silent,
    SourceText,
    shortened,
)
from proposals.models import Booklet
from proposals.queries import booklets as reading
from proposals.queries import booklettexts, coverage, freezing
from proposals.queries.printedobjections import Group, in_booklet
from proposals.queries.seeing import seen_in_booklets


def document_of(booklet: Booklet) -> BookletDocument:
    """The booklet as its files show it now. Twenty-five queries at most, whatever its size.

    A draft is dated by its publication, or by the run it comes from: its file does not move by itself.
    """
    campaign = booklet.campaign
    form = freezing.form_of(booklet)
    return BookletDocument(
        organisation=settings.ORGANISATION,
        address=f"{settings.PUBLIC_ADDRESS}{reverse('booklet', args=[campaign.slug, booklet.slug])}",
        language=campaign.language,
        campaign_title=campaign.title,
        hue=booklet.hue,
        of=reading.count_of_booklets(campaign),
        run_number=booklet.run.number,
        edits=reading.count_of_edits(booklet),
        dated=utc_second(_day_of(booklet)),
        booklet=form,
        measures=shortened(_measures(booklet, form)),
        carried=_carried(booklet),
        frozen=_frozen(booklet),
        objections=_objections(booklet),
        silences=_silences(booklet),
    )  # fmt: skip


def _day_of(booklet: Booklet) -> datetime:
    campaign, run = booklet.campaign, booklet.run
    return booklet.frozen_at or campaign.drafts_published_at or run.finished_at or run.requested_at


def _frozen(booklet: Booklet) -> Frozen | None:
    if booklet.frozen_at is None:
        return None
    entry = freezing.frozen_entry(booklet)
    at = utc_second(booklet.frozen_at)
    return Frozen(at, entry.actor, entry.seq) if entry else Frozen(at)


def _carried(booklet: Booklet) -> Carried:
    """What is carried of its texts, and who wrote them. Five queries."""
    counted, found = reading.coverage_of(booklet), coverage.carried_in(booklet)
    written = coverage.written_in(booklet.campaign, booklet)
    return Carried(
        texts=counted.texts,
        core=found.core,
        near=found.near,
        by_hand=counted.by_hand,
        aside=counted.aside,
        to_place=counted.to_place,
        authors=written.authors,
        groups=written.groups.apart,
        other_groups=written.groups.others,
    )


def _silences(booklet: Booklet) -> tuple[Silent, ...] | None:
    """The terms that many wrote and that no measure carries; None where the run kept no list of them.

    Six queries at most.
    """
    seen = seen_in_booklets(booklet.campaign)
    listed = seen.silence_in(booklet.slug) if seen else None
    if listed is None:
        return None
    return tuple(Silent(term.surface, term.authors, term.texts, term.elsewhere) for term in listed)


def _objections(booklet: Booklet) -> tuple[Contested, ...] | None:
    """The objections that the booklet prints, by measure, those about none last; None before they may come.

    Three queries.
    """
    if booklet.campaign.drafts_published_at is None:
        return None
    found = in_booklet(booklet)
    by_measure = [
        _contested(number, group) for number, groups in sorted(found.by_measure.items()) for group in groups
    ]
    return (*by_measure, *(_contested(None, group) for group in found.others))


def _contested(measure: int | None, group: Group) -> Contested:
    first = tuple(
        ObjectionText(shown.name, shown.kind, shown.body, shown.instead, shown.by, shown.hidden)
        for shown in group.first
    )
    if group.answer is None:
        return Contested(measure, first, group.total)
    changes = tuple(sorted({edit.journal_seq for edit in group.answer.changes}))
    return Contested(measure, first, group.total, group.answer.outcome, group.answer.reason, changes)


def _measures(booklet: Booklet, form: FrozenBooklet) -> list[PrintedMeasure]:
    """The measures with every text behind them. Two queries."""
    digests = {measure.number: measure.digest() for measure in form.measures}
    sources: dict[int, list[SourceText]] = {}
    for measure, text in booklettexts.texts_behind(booklet):
        found = SourceText(
            text.name, text.title, text.body, text.by, text.state, text.reason, text.core, text.by_hand
        )
        sources.setdefault(measure, []).append(found)
    return [
        PrintedMeasure(
            number=row.number,
            title=row.title,
            body=row.body,
            digest=digests[row.number],
            terms=tuple(row.terms),
            draft_title=row.draft_title,
            edited=row.edited,
            side=row.side,
            sources=tuple(sources.get(row.pk, ())),
        )
        for row in booklet.measures.all()
    ]
