"""The board: made from a run, then sorted by people, every edit with its reason in the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from deliberation import clock, live
from deliberation.core.actors import Actor
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from deliberation.members.models import Member
from proposals.actions.locking import lock_editable, lock_open
from proposals.core.booklets import (
    LONGEST_REASON,
    LONGEST_TITLE,
    check_wording,
    name_of,
    slug_of,
)
from proposals.models import (
    Booklet,
    Campaign,
    Cluster,
    Edit,
    Measure,
    MeasureSource,
    Placement,
    Proposal,
    Run,
    Sorting,
)

BATCH = 500
MOST_MOVED_AT_ONCE = 50
MEASURES_A_BOOKLET = 10


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as the organiser saw it on the board: its name and the version of its place then."""

    name: str
    version: int


@transaction.atomic
def adopt_run(person: Person, run: Run) -> int:
    """Make the board, the booklets and their draft measures from a run that is done; booklets made.

    A board that stood before is replaced: its booklets, measures and moves by hand go, and the
    journal says how many moves were lost; the list of edits stays. Refuses a run that is not done
    (`run.not-done`), and once the drafts are published (`board.closed`).
    """
    actor = person.acting_as("organiser", run.campaign.group_id)
    campaign = lock_open(run.campaign)
    if run.state != Run.State.DONE:
        raise RuleBroken("run.not-done")
    lost = Sorting.objects.filter(campaign=campaign, by_hand=True).count()
    Sorting.objects.filter(campaign=campaign).delete()
    Booklet.objects.filter(campaign=campaign).delete()
    booklets = _booklets(campaign, run)
    _measures(run, booklets)
    _sortings(campaign, run, booklets)
    Campaign.objects.filter(pk=campaign.pk).update(run=run)
    record(
        actor,
        "run.adopted",
        campaign=campaign.slug,
        run=run.name,
        result=run.result_digest,
        booklets=len(booklets),
        moves_lost=lost,
    )
    live.announce(f"campaign.{campaign.slug}", "board-made")
    return len(booklets)


def _booklets(campaign: Campaign, run: Run) -> dict[int, Booklet]:
    """One booklet a cluster, the largest first, named by its terms; the residual one comes last."""
    clusters = sorted(
        run.clusters.all(), key=lambda cluster: (cluster.residual, -cluster.size, cluster.number)
    )
    made: dict[int, Booklet] = {}
    taken: set[str] = set()
    for number, cluster in enumerate(clusters, 1):
        title = name_of([term["surface"] for term in cluster.terms]) or f"Livret {number}"
        slug = slug_of(title, taken)
        taken.add(slug)
        made[cluster.number] = Booklet(
            campaign=campaign,
            slug=slug,
            number=number,
            title=title[:LONGEST_TITLE],
            run=run,
            cluster=cluster.number,
            residual=cluster.residual,
        )
    rows = Booklet.objects.bulk_create(made.values())
    return dict(zip(made, rows, strict=True))


def _measures(run: Run, booklets: dict[int, Booklet]) -> None:
    """The drafts of each cluster: a title from the medoid text, its terms, its sources."""
    by_name = {text.name: text for text in Proposal.objects.filter(placements__run=run).only("name", "title")}
    measures: list[Measure] = []
    behind: list[tuple[Measure, Proposal, bool]] = []
    for cluster in Cluster.objects.filter(run=run):
        for number, draft in enumerate(cluster.drafts[:MEASURES_A_BOOKLET], 1):
            medoid = by_name.get(draft["medoid"])
            title = medoid.title if medoid else name_of([term["surface"] for term in draft["terms"]])
            measure = Measure(
                booklet=booklets[cluster.number],
                number=number,
                title=title,
                draft_title=title,
                draft_from=medoid,
                terms=[term["surface"] for term in draft["terms"]],
            )
            measures.append(measure)
            sources = [source for source in draft["sources"] if source["id"] in by_name]
            behind += [(measure, by_name[source["id"]], source["core"]) for source in sources]
    Measure.objects.bulk_create(measures, BATCH)
    rows = [MeasureSource(measure=measure, proposal=text, core=core) for measure, text, core in behind]
    MeasureSource.objects.bulk_create(rows, BATCH)


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


@transaction.atomic
def move_texts(
    person: Person,
    campaign: Campaign,
    texts: Sequence[Seen],
    place: str,
    booklet: Booklet | None,
    reason: str,
) -> int:
    """Move texts to a booklet, to "to be placed", or aside, with one public reason; how many moved.

    All or nothing: when another organiser moved one of them since it was seen, nothing moves
    (`board.moved-meanwhile`, naming the text and where it is now). A text that leaves a booklet
    leaves the measures of that booklet too.
    """
    actor = person.acting_as("organiser", campaign.group_id)
    campaign = lock_open(campaign)
    reason = check_wording(reason, LONGEST_REASON, "reason")
    if not texts:
        raise RuleBroken("board.nothing-chosen")
    if len(texts) > MOST_MOVED_AT_ONCE:
        raise RuleBroken("board.too-many", most=MOST_MOVED_AT_ONCE)
    if (place == Sorting.Place.BOOKLET) != (booklet is not None):
        raise RuleBroken("board.no-such-place")
    if booklet is not None and booklet.campaign_id != campaign.pk:
        raise RuleBroken("board.no-such-place")
    rows = _unmoved(campaign, texts)
    moving = [row for row in rows if (row.place, row.booklet_id) != (place, booklet.pk if booklet else None)]
    if not moving:
        raise RuleBroken("board.already-there")
    before = {row.pk: _place_name(row) for row in moving}
    Sorting.objects.filter(pk__in=before).update(
        place=place, booklet=booklet, by_hand=True, reason=reason, version=F("version") + 1
    )
    _leave_measures(moving, booklet)
    after = booklet.title if booklet else place
    entry = record(
        actor,
        "board.moved",
        campaign=campaign.slug,
        texts=sorted(row.proposal.name for row in moving),
        to=booklet.slug if booklet else place,
        reason=reason,
    )
    now = clock.now()
    Edit.objects.bulk_create(
        _edit(
            campaign,
            row.proposal,
            booklet,
            before[row.pk],
            after,
            reason,
            person.known,
            actor,
            now,
            entry.seq,
        )
        for row in moving
    )
    live.announce(f"campaign.{campaign.slug}", "board-moved")
    return len(moving)


def _unmoved(campaign: Campaign, texts: Sequence[Seen]) -> list[Sorting]:
    """The rows of the texts, if each is still as it was seen."""
    seen = {text.name: text.version for text in texts}
    rows = list(
        Sorting.objects.filter(campaign=campaign, proposal__name__in=seen)
        .select_related("proposal", "booklet")
        .order_by("pk")
    )
    if len(rows) != len(seen):
        raise RuleBroken("board.no-such-text")
    for row in rows:
        if row.version != seen[row.proposal.name]:
            raise RuleBroken("board.moved-meanwhile", title=row.proposal.title, now=_place_name(row))
    return rows


def _leave_measures(moving: Sequence[Sorting], booklet: Booklet | None) -> None:
    sources = MeasureSource.objects.filter(proposal__in=[row.proposal_id for row in moving])
    if booklet is not None:
        sources = sources.exclude(measure__booklet=booklet)
    sources.delete()


def _edit(
    campaign: Campaign,
    proposal: Proposal,
    booklet: Booklet | None,
    before: str,
    after: str,
    reason: str,
    by: Member,
    actor: Actor,
    at: datetime,
    journal_seq: int,
) -> Edit:
    return Edit(
        campaign=campaign, proposal=proposal, booklet=booklet, code="board.moved", before=before, after=after,
        reason=reason, by=by, by_name=actor.name, at=at, journal_seq=journal_seq,
    )  # fmt: skip


@transaction.atomic
def rename_booklet(
    person: Person, booklet: Booklet, *, title: str, introduction: str, reason: str, seen_title: str
) -> None:
    """Give a booklet its title and introduction. The address stays, so that links keep working.

    Refuses when somebody renamed it since it was seen (`booklet.changed-meanwhile`).
    """
    actor = person.acting_as("organiser", booklet.campaign.group_id)
    campaign = lock_editable(booklet.campaign)
    title = check_wording(title, LONGEST_TITLE, "booklet-title")
    introduction = (
        check_wording(introduction, campaign.most_signs, "introduction") if introduction.strip() else ""
    )
    reason = check_wording(reason, LONGEST_REASON, "reason")
    changed = Booklet.objects.filter(pk=booklet.pk, title=seen_title).update(
        title=title, introduction=introduction
    )
    if not changed:
        raise RuleBroken("booklet.changed-meanwhile")
    entry = record(
        actor,
        "booklet.renamed",
        campaign=campaign.slug,
        booklet=booklet.slug,
        before=seen_title,
        after=title,
        reason=reason,
    )
    Edit.objects.create(
        campaign=campaign, booklet=booklet, code="booklet.renamed", before=seen_title, after=title,
        reason=reason, by=person.known, by_name=actor.name, at=clock.now(), journal_seq=entry.seq,
    )  # fmt: skip
    live.announce(f"campaign.{campaign.slug}", "booklet-renamed")


def _place_name(row: Sorting) -> str:
    return row.booklet.title if row.booklet else row.place
