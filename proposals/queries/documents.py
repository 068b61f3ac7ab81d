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
    Frozen,
    PrintedMeasure,
    Silent,
    SourceText,
    shortened,
)
from proposals.models import Booklet
from proposals.queries import booklets as reading
from proposals.queries import freezing, seeing

# A page of terms; the whole list is on the booklet's page.
SILENCES_PRINTED = 40


def document_of(booklet: Booklet) -> BookletDocument:
    """The booklet as its files show it now. Nineteen queries at most, whatever its size.

    A draft is dated by its publication, or by the run it comes from: its file does not move by itself.
    """
    campaign = booklet.campaign
    form = freezing.form_of(booklet)
    counted = reading.coverage_of(booklet)
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
        carried=Carried(
            counted.texts, counted.carried, counted.by_hand, counted.aside, counted.to_place
        ),
        frozen=_frozen(booklet),
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


def _silences(booklet: Booklet) -> tuple[Silent, ...] | None:
    """The first terms of the booklet's silence list; None for a run of a version that kept none."""
    seen = seeing.seen_in_booklets(booklet.campaign)
    listed = seen.silence_in(booklet.slug) if seen else None
    if listed is None:
        return None
    return tuple(Silent(term.surface, term.authors, term.texts) for term in listed[:SILENCES_PRINTED])


def _measures(booklet: Booklet, form: FrozenBooklet) -> list[PrintedMeasure]:
    """The measures with every text behind them. Two queries."""
    digests = {measure.number: measure.digest() for measure in form.measures}
    sources: dict[int, list[SourceText]] = {}
    for measure, text in reading.texts_behind(booklet):
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
            sources=tuple(sources.get(row.pk, ())),
        )
        for row in booklet.measures.all()
    ]
