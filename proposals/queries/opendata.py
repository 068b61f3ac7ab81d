"""The rows of a whole campaign as they leave: each table one pass over the database, in a fixed order.

Rows stand by public names, which are random: their order tells nothing of when a text came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from deliberation.core.canonical import Json
from deliberation.core.chain import utc_second
from proposals.core.objections import State
from proposals.core.opentables import FORMAT, OF_DRAFTS, TABLES
from proposals.models import (
    Arrival,
    Campaign,
    Cluster,
    CoSignature,
    Edit,
    MeasureSource,
    Objection,
    ObjectionAnswer,
    Placement,
    Proposal,
    Run,
    RunTerm,
    Sorting,
)
from proposals.queries.freezing import forms_of

AT_ONCE = 2000
Values = tuple[Json, ...]
PLACEMENT = ("version", "language", "state", "cluster", "score", "second", "second_score", "margin")


def manifest_of(campaign: Campaign, run: Run | None, *, drafts: bool) -> dict[str, Json]:
    """The campaign's own facts; the counts of rows and the digests of files come once they are written."""
    dates = campaign.dates()
    moments = (
        dates.contributing_at, dates.sorting_at, dates.replying_at, dates.freezing_at, dates.voting_at,
        dates.closing_at,
    )  # fmt: skip
    names = ("contributing_at", "sorting_at", "replying_at", "freezing_at", "voting_at", "closing_at")
    return {
        "format": FORMAT,
        "organisation": settings.ORGANISATION,
        "address": f"{settings.PUBLIC_ADDRESS}{reverse('campaign', args=[campaign.slug])}",
        "slug": campaign.slug,
        "title": campaign.title,
        "introduction": campaign.introduction,
        "group": campaign.group.name if campaign.group else "",
        "language": campaign.language,
        "dates": {name: utc_second(moment) for name, moment in zip(names, moments, strict=True)},
        "frozen_at": utc_second(campaign.frozen_at) if campaign.frozen_at else None,
        "drafts": drafts,
        "booklets_wanted": campaign.booklets_wanted,
        "most_signs": campaign.most_signs,
        "reads_answers": campaign.reads_answers,
        "objections_each": campaign.objections_each,
        "run": run.name if run else None,
        "origin": campaign.origin,
    }


def run_to_export(campaign: Campaign) -> Run | None:
    """The run that the booklets were made from; before there are any, the newest that is done."""
    done = Run.objects.filter(campaign=campaign, kind=Run.Kind.OFFICIAL, state=Run.State.DONE)
    adopted = done.filter(pk=campaign.run_id).first() if campaign.run_id else None
    return adopted or done.first()


def drafts_may_leave(campaign: Campaign) -> bool:
    """Whether whoever reads the texts may read the booklets: once the drafts are published."""
    return campaign.drafts_published_at is not None or campaign.frozen_at is not None


def rows_of(campaign: Campaign, run: Run | None, table: str) -> Iterator[Values]:
    """The rows of one table, their values in the order of its columns."""
    return _ROWS[table](campaign, run)


def tables_of(*, drafts: bool) -> list[str]:
    """The tables that the export holds."""
    return [table.name for table in TABLES if drafts or table.name not in OF_DRAFTS]


def _texts(campaign: Campaign, run: Run | None) -> Iterator[Values]:
    rows = Proposal.objects.filter(campaign=campaign).select_related("author", "parent").order_by("name")
    columns = (
        "name", "kind", "parent__name", "language", "title", "body", "state", "state_reason", "version",
        "signed", "origin", "author__display_name",
    )  # fmt: skip
    for row in rows.only(*columns).iterator(AT_ONCE):
        is_open = row.state == Proposal.State.OPEN
        author = row.author if row.signed and is_open else None
        yield (
            row.name,
            row.kind,
            row.parent.name if row.parent else None,
            row.language,
            row.title if is_open else "",
            row.body if is_open else "",
            row.state,
            row.state_reason if row.state == Proposal.State.HIDDEN else "",
            row.version,
            author.display_name if author else "",
            row.origin or None,
        )


def _runs(campaign: Campaign, run: Run | None) -> Iterator[Values]:
    """Those that are done; a trial is nobody's but the organiser's who tried."""
    kinds = (Run.Kind.OFFICIAL, Run.Kind.RIVAL)
    rows = Run.objects.filter(campaign=campaign, kind__in=kinds, state=Run.State.DONE)
    ordered = rows.select_related("previous").defer("sheet", "lists").order_by("kind", "number")
    for row in ordered:
        yield (
            row.name, row.number, row.kind, row.pk == campaign.run_id,
            row.previous.number if row.previous else None, row.settings, row.edits, row.reason, row.texts,
            row.copies, row.fewer, row.corpus_digest, row.result_digest, row.bundle_digest,
        )  # fmt: skip


def _clusters(campaign: Campaign, run: Run | None) -> Iterator[Values]:
    columns = ("run__name", "number", "was", "size", "to_place", "residual", "prior", "terms", "drafts")
    yield from Cluster.objects.filter(run=run).order_by("number").values_list(*columns)


def _terms(campaign: Campaign, run: Run | None) -> Iterator[Values]:
    columns = ("run__name", "term", "surface", "family", "total", "held", "weights", "neighbours")
    rows = RunTerm.objects.filter(run=run).order_by("term").values_list(*columns)
    for *plain, neighbours in rows.iterator(AT_ONCE):
        yield (*plain, [{"percent": percent, "term": term} for term, percent in neighbours])


def _placements(campaign: Campaign, run: Run | None) -> Iterator[Values]:
    rows: QuerySet[Any] = Placement.objects.filter(run=run).order_by("proposal__name")
    yield from rows.values_list("run__name", "proposal__name", *PLACEMENT).iterator(AT_ONCE)


def _arrivals(campaign: Campaign, run: Run | None) -> Iterator[Values]:
    rows: QuerySet[Any] = Arrival.objects.filter(run=run).order_by("proposal__name")
    yield from rows.values_list("run__name", "proposal__name", *PLACEMENT).iterator(AT_ONCE)


def _cosignatures(campaign: Campaign, run: Run | None) -> Iterator[Values]:
    rows = CoSignature.objects.filter(proposal__campaign=campaign, proposal__state=Proposal.State.OPEN)
    counted = rows.order_by().values_list("proposal__name").annotate(Count("pk"))
    yield from counted.order_by("proposal__name").iterator(AT_ONCE)


def _board(campaign: Campaign, run: Run | None) -> Iterator[Values]:
    columns = ("proposal__name", "place", "booklet__number", "margin", "by_hand", "reason")
    rows = Sorting.objects.filter(campaign=campaign).order_by("proposal__name")
    yield from rows.values_list(*columns).iterator(AT_ONCE)


def _booklets(campaign: Campaign, run: Run | None) -> Iterator[Values]:
    digests = {form.number: form.digest() for form in forms_of(campaign)}
    columns = ("number", "slug", "title", "introduction", "run__name", "cluster", "residual")
    for row in campaign.booklets.order_by("number").values_list(*columns):
        yield (*row, digests[row[0]])


def _measures(campaign: Campaign, run: Run | None) -> Iterator[Values]:
    digests = {
        (form.number, measure.number): measure.digest()
        for form in forms_of(campaign)
        for measure in form.measures
    }
    for booklet in campaign.booklets.order_by("number"):
        for row in booklet.measures.select_related("draft_from", "twin").order_by("number"):
            yield (
                booklet.number, row.number, row.title, row.body, row.draft_title,
                row.draft_from.name if row.draft_from else None, row.terms, row.edited,
                row.side,
                row.twin.number if row.twin and row.twin.booklet_id == booklet.pk else None, row.verified_by,
                digests[booklet.number, row.number],
            )  # fmt: skip


def _sources(campaign: Campaign, run: Run | None) -> Iterator[Values]:
    place = Window(RowNumber(), partition_by="measure", order_by=[F("core").desc(), F("pk").asc()])
    rows = MeasureSource.objects.filter(measure__booklet__campaign=campaign).annotate(place=place)
    columns = ("measure__booklet__number", "measure__number", "place", "proposal__name", "core", "by_hand")
    ordered = rows.order_by(*columns[:3]).values_list(*columns)
    yield from ordered.iterator(AT_ONCE)


def _edits(campaign: Campaign, run: Run | None) -> Iterator[Values]:
    rows = Edit.objects.filter(campaign=campaign).select_related("booklet", "proposal").order_by("pk")
    for row in rows.iterator(AT_ONCE):
        yield (
            row.journal_seq, utc_second(row.at), row.by_name, row.code,
            row.booklet.number if row.booklet else None, row.proposal.name if row.proposal else None,
            row.before, row.after, row.text_before, row.text_after, row.reason,
        )  # fmt: skip


def _objections(campaign: Campaign, run: Run | None) -> Iterator[Values]:
    """Those that were not withdrawn: open ones too, without an answer."""
    rows = Objection.objects.filter(campaign=campaign).exclude(state=State.WITHDRAWN).order_by("name")
    joined = rows.select_related("booklet", "measure", "author", "answer").prefetch_related("texts")
    for row in joined:
        signed = row.author if row.signed else None
        terms, body, instead = ("", "", "") if row.hidden_reason else (row.terms, row.body, row.instead)
        yield (
            row.name, row.kind, row.booklet.number if row.booklet else None,
            row.measure.number if row.measure else None, row.about_title, row.about_body,
            sorted(text.name for text in row.texts.all()), terms, body, instead,
            signed.display_name if signed else "", row.answer.name if row.answer else None, row.digest,
        )  # fmt: skip


def _answers(campaign: Campaign, run: Run | None) -> Iterator[Values]:
    rows = ObjectionAnswer.objects.filter(campaign=campaign).prefetch_related("edits").order_by("name")
    for row in rows:
        yield (
            row.name, row.outcome, row.reason, row.by_name, utc_second(row.at), row.version, row.journal_seq,
            sorted({edit.journal_seq for edit in row.edits.all()}),
        )  # fmt: skip


_ROWS: dict[str, Callable[[Campaign, Run | None], Iterator[Values]]] = {
    "texts": _texts,
    "runs": _runs,
    "clusters": _clusters,
    "terms": _terms,
    "placements": _placements,
    "arrivals": _arrivals,
    "cosignatures": _cosignatures,
    "board": _board,
    "booklets": _booklets,
    "measures": _measures,
    "sources": _sources,
    "edits": _edits,
    "objections": _objections,
    "answers": _answers,
}
