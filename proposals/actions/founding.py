"""The board, founded on a run: its booklets, their draft measures, the place of each text."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any

from django.db import transaction

from deliberation import live
from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.actions.arriving import put_on_board
from proposals.actions.locking import lock_open
from proposals.core.booklets import LONGEST_WORDING, OTHER_DEMANDS, name_of, slug_of
from proposals.core.compare import Counts, table_of_correspondence
from proposals.core.families import one_of_each
from proposals.models import (
    Booklet,
    Campaign,
    Cluster,
    Measure,
    MeasureSource,
    OldAddress,
    Placement,
    Proposal,
    Run,
    Sorting,
    Step,
)
from proposals.queries.arrivals import come_since
from proposals.queries.board import Losses, losses_of
from proposals.queries.editions import shared_with

BATCH = 500
MEASURES_A_BOOKLET = 10


@transaction.atomic
def adopt_run(person: Person, run: Run, seen: Losses | None = None) -> int:
    """Make the board, the booklets and their draft measures from a run that is done; booklets made.

    A board that stood before is replaced: its booklets, measures and moves by hand go, and the
    journal says how much was lost; the list of edits stays. Texts that came since the run are placed
    by its table. Refuses a run that is not done
    (`run.not-done`), one that made no cluster (`run.no-clusters`), a loss that grew since it was
    `seen` (`board.edited-meanwhile`), and any run once the drafts are published (`board.closed`).
    """
    actor = person.acting_as("organiser", run.campaign.group_id)
    campaign = lock_open(run.campaign)
    clusters = list(run.clusters.all())
    if run.state != Run.State.DONE:
        raise RuleBroken("run.not-done")
    if not clusters:
        raise RuleBroken("run.no-clusters")
    lost = losses_of(campaign)
    if seen is not None and lost != seen:
        raise RuleBroken("board.edited-meanwhile", moves=lost.moves, wordings=lost.wordings)
    stood = shared_with(campaign, run) if campaign.run_id is not None else None
    # What was done to the board that goes can no longer be undone.
    Step.objects.filter(campaign=campaign).delete()
    OldAddress.objects.filter(campaign=campaign).delete()
    Sorting.objects.filter(campaign=campaign).delete()
    Booklet.objects.filter(campaign=campaign).delete()
    booklets = _booklets(campaign, run, clusters)
    _measures(run, clusters, booklets)
    _sortings(campaign, run, booklets)
    Campaign.objects.filter(pk=campaign.pk).update(run=run)
    campaign.run = run
    put_on_board(campaign, come_since(campaign, run))
    record(
        actor,
        "run.adopted",
        campaign=campaign.slug,
        run=run.name,
        number=run.number,
        result=run.result_digest,
        booklets=len(booklets),
        moves_lost=lost.moves,
        wordings_lost=lost.wordings,
        **_correspondence(stood, booklets),
    )
    live.announce(f"campaign.{campaign.slug}", "board-made")
    return len(booklets)


def _correspondence(stood: Counts | None, booklets: Mapping[int, Booklet]) -> dict[str, Json]:
    """Which new booklet corresponds to each that stood, by numbers, and how many texts both share."""
    if stood is None:
        return {}
    lines = table_of_correspondence(stood)
    return {
        "correspondence": [
            [before, booklets[after].number if after else None, shared] for before, after, shared in lines
        ]
    }


def _booklets(campaign: Campaign, run: Run, clusters: Sequence[Cluster]) -> dict[int, Booklet]:
    """One booklet a cluster, the largest first, named by its terms; the residual one comes last."""
    made: dict[int, Booklet] = {}
    taken: set[str] = set()
    largest_first = sorted(clusters, key=lambda found: (found.residual, -found.size, found.number))
    for number, cluster in enumerate(largest_first, 1):
        title = name_of([term["surface"] for term in cluster.terms])
        if cluster.residual or not title:
            title = OTHER_DEMANDS.get(campaign.language, OTHER_DEMANDS["fr"])
        slug = slug_of(title, taken)
        taken.add(slug)
        made[cluster.number] = Booklet(
            campaign=campaign,
            slug=slug,
            number=number,
            title=title,
            run=run,
            cluster=cluster.number,
            residual=cluster.residual,
        )
    rows = Booklet.objects.bulk_create(made.values())
    return dict(zip(made, rows, strict=True))


def _measures(run: Run, clusters: Sequence[Cluster], booklets: dict[int, Booklet]) -> None:
    """The drafts of each cluster: a title from one of their texts, their terms, their sources, nearest first.

    A text withdrawn or hidden since the run carries nothing; a draft left without a text is dropped.
    """
    rows = Proposal.objects.filter(placements__run=run, state=Proposal.State.OPEN)
    rows = rows.only("name", "title", "kind")
    by_name = {text.name: text for text in rows}
    measures: list[Measure] = []
    sources: list[MeasureSource] = []
    for cluster in clusters:
        taken: set[str] = set()
        open_drafts = [
            draft for draft in cluster.drafts if any(source["id"] in by_name for source in draft["sources"])
        ]
        for number, draft in enumerate(open_drafts[:MEASURES_A_BOOKLET], 1):
            terms = list(one_of_each(term["surface"] for term in draft["terms"]))
            text = title_of_draft(draft, by_name, taken)
            title = (text.title if text else name_of(terms))[:LONGEST_WORDING]
            taken.add(title.casefold())
            measure = Measure(
                booklet=booklets[cluster.number], number=number, title=title,
                draft_title=title, draft_from=text, terms=terms,
            )  # fmt: skip
            measures.append(measure)
            sources += [
                MeasureSource(measure=measure, proposal=by_name[source["id"]], core=source["core"])
                for source in draft["sources"]
                if source["id"] in by_name
            ]
    Measure.objects.bulk_create(measures, BATCH)
    for source in sources:
        source.measure_id = source.measure.pk
    MeasureSource.objects.bulk_create(sources, BATCH)


def title_of_draft(
    draft: Mapping[str, Any], by_name: Mapping[str, Proposal], taken: Container[str]
) -> Proposal | None:
    """The text whose title a draft takes: the medoid; where that title is taken, its next core proposal.

    On a ballot two choices under the same words could not be told apart. Where every title of the
    draft is taken, it keeps the medoid's: an organiser writes better words.
    """
    medoid = by_name.get(draft["medoid"])
    if medoid is None or medoid.title.casefold() not in taken:
        return medoid
    core = (by_name.get(source["id"]) for source in draft["sources"] if source["core"])
    others = (text for text in core if text is not None and text.kind == Proposal.Kind.PROPOSAL)
    return next((text for text in others if text.title.casefold() not in taken), medoid)


def _sortings(campaign: Campaign, run: Run, booklets: dict[int, Booklet]) -> None:
    rows = []
    for placed in Placement.objects.filter(run=run, proposal__state=Proposal.State.OPEN).iterator(2000):
        sure = placed.state == Placement.State.PLACED and placed.cluster is not None
        rows.append(
            Sorting(
                campaign=campaign,
                proposal_id=placed.proposal_id,
                place=Sorting.Place.BOOKLET if sure else Sorting.Place.TO_PLACE,
                booklet=booklets[placed.cluster] if sure and placed.cluster is not None else None,
                margin=placed.margin,
            )
        )
    Sorting.objects.bulk_create(rows, BATCH)
