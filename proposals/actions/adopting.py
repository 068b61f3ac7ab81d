"""The next edition: a run that started from the board is taken as its continuation, and people's work stays.

What it does to texts and measures is decided by `proposals.core.editions` and shown before it is done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from deliberation import clock, live
from deliberation.core.actors import Actor
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.actions.arriving import put_on_board
from proposals.actions.founding import title_of_draft
from proposals.actions.locking import lock_open
from proposals.actions.numbering import next_measure_number
from proposals.core.booklets import LONGEST_WORDING, OTHER_DEMANDS, name_of, slug_of
from proposals.core.editions import ASIDE, TO_PLACE, Edition, MeasurePlan
from proposals.core.families import one_of_each
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
    Step,
)
from proposals.queries.arrivals import come_since
from proposals.queries.editions import Planned, planned

BATCH = 500


@transaction.atomic
def adopt_edition(person: Person, run: Run, seen: str) -> Edition:
    """Take a run that started from this board as its next edition; what was done.

    Booklets keep address, number, title and introduction; texts go where the run puts them unless a
    person decided; measures that people touched keep words and sources, drafts are renewed. `seen` is
    the digest of the plan that was shown: refuses when the board changed since
    (`edition.changed-meanwhile`), a run that is not done (`run.not-done`), made no cluster
    (`run.no-clusters`) or started elsewhere (`edition.other-board`), and any once the drafts are
    published (`board.closed`).
    """
    actor = person.acting_as("organiser", run.campaign.group_id)
    campaign = lock_open(run.campaign)
    if run.state != Run.State.DONE:
        raise RuleBroken("run.not-done")
    if run.previous_id is None or run.previous_id != campaign.run_id:
        raise RuleBroken("edition.other-board")
    plan = planned(campaign, run)
    edition = plan.edition
    if not plan.clusters:
        raise RuleBroken("run.no-clusters")
    if edition.digest() != seen:
        raise RuleBroken("edition.changed-meanwhile")
    # What was done to the board before can no longer be undone.
    Step.objects.filter(campaign=campaign).delete()
    booklets = _booklets(campaign, run, plan)
    moved = _move(campaign, run, edition, booklets)
    _rewrite_measures(campaign, plan, booklets)
    _close(campaign, edition)
    Campaign.objects.filter(pk=campaign.pk).update(run=run)
    campaign.run = run
    put_on_board(campaign, come_since(campaign, run))
    plans = edition.measures.values()
    entry = record(
        actor, "edition.adopted", campaign=campaign.slug, run=run.name, number=run.number,
        result=run.result_digest, plan=edition.digest(), stay=edition.stay, moved=edition.moved,
        new=edition.new, against=edition.against, booklets=len(booklets) - len(edition.closing),
        closed=[*edition.closing], opened=[*edition.fresh], kept=sum(len(found.kept) for found in plans),
        renewed=sum(len(found.renewed) for found in plans), added=sum(len(found.added) for found in plans),
        dropped=sum(len(found.dropped) for found in plans),
    )  # fmt: skip
    _note_moves(person, actor, campaign, moved, entry.seq)
    live.announce(f"campaign.{campaign.slug}", "board-made")
    return edition


def _booklets(campaign: Campaign, run: Run, plan: Planned) -> dict[int, Booklet]:
    """All booklets by number, those of new clusters made, each pointing to its cluster of the new run."""
    booklets = dict(plan.booklets)
    cluster_of: dict[int, Cluster] = {}
    for number, home in sorted(plan.edition.homes.items()):
        # Where people merged two, the larger cluster speaks for the booklet.
        best = cluster_of.setdefault(home, plan.clusters[number])
        cluster_of[home] = max(best, plan.clusters[number], key=lambda row: (row.size, -row.number))
    taken = {row.slug for row in booklets.values()}
    for number in plan.edition.fresh:
        cluster = cluster_of[number]
        title = name_of([term["surface"] for term in cluster.terms])
        if cluster.residual or not title:
            title = OTHER_DEMANDS.get(campaign.language, OTHER_DEMANDS["fr"])
        slug = slug_of(title, taken)
        taken.add(slug)
        booklets[number] = Booklet(campaign=campaign, slug=slug, number=number, title=title)
    for number, booklet in booklets.items():
        own = cluster_of.get(number)
        booklet.run, booklet.cluster = run, own.number if own else None
        # A booklet that stays keeps its title, and with it what the title says: only a new one is what its
        # cluster is.
        if own and number in plan.edition.fresh:
            booklet.residual = own.residual
        booklet.save()
    return booklets


def _move(
    campaign: Campaign, run: Run, edition: Edition, booklets: Mapping[int, Booklet]
) -> list[tuple[Sorting, str, str]]:
    """Put each text where the edition says; (row, place before, place after) for those that moved.

    What moves is by then the run's own doing again: no longer by hand, without a reason.
    """
    after = {move.text: move.after for move in edition.moves}
    margins = dict(Placement.objects.filter(run=run).values_list("proposal", "margin"))
    moved: list[tuple[Sorting, str, str]] = []
    changed: list[Sorting] = []
    rows = Sorting.objects.filter(campaign=campaign, proposal__state=Proposal.State.OPEN)
    for row in rows.select_related("proposal", "booklet").defer("proposal__body", "proposal__folded"):
        margin = margins.get(row.proposal_id, row.margin)
        place = after.pop(row.proposal.name, None)
        if place is not None:
            before = row.booklet.title if row.booklet else row.place
            _put(row, place, booklets)
            row.by_hand, row.reason, row.version = False, "", row.version + 1
            moved.append((row, before, row.booklet.title if row.booklet else row.place))
        if place is not None or margin != row.margin:
            row.margin = margin
            changed.append(row)
    Sorting.objects.bulk_update(
        changed, ["place", "booklet", "by_hand", "reason", "margin", "version"], BATCH
    )
    texts = Proposal.objects.filter(campaign=campaign, name__in=after).only("name")
    new = [_new(campaign, text, after[text.name], margins.get(text.pk, 0), booklets) for text in texts]
    Sorting.objects.bulk_create(new, BATCH)
    return moved


def _new(
    campaign: Campaign, text: Proposal, place: int, margin: int, booklets: Mapping[int, Booklet]
) -> Sorting:
    row = Sorting(campaign=campaign, proposal=text, margin=margin)
    _put(row, place, booklets)
    return row


def _put(row: Sorting, place: int, booklets: Mapping[int, Booklet]) -> None:
    outside = {TO_PLACE: Sorting.Place.TO_PLACE, ASIDE: Sorting.Place.ASIDE}
    row.place = outside.get(place, Sorting.Place.BOOKLET)
    row.booklet = booklets.get(place)


def _rewrite_measures(campaign: Campaign, plan: Planned, booklets: Mapping[int, Booklet]) -> None:
    """Keep, renew, add and drop measures as planned; no measure keeps a text of another booklet."""
    names = {
        source["id"] for several in plan.drafts.values() for draft in several for source in draft["sources"]
    }
    rows = Proposal.objects.filter(campaign=campaign, name__in=names, state=Proposal.State.OPEN)
    by_name = {row.name: row for row in rows.only("name", "title", "kind")}
    for number, found in plan.edition.measures.items():
        _rewrite(booklets[number], found, plan.drafts[number], by_name)
    behind = MeasureSource.objects.filter(measure__booklet__campaign=campaign)
    behind.exclude(proposal__sorting__booklet=F("measure__booklet")).delete()


def _rewrite(
    booklet: Booklet, plan: MeasurePlan, drafts: Sequence[dict[str, Any]], by_name: Mapping[str, Proposal]
) -> None:
    measures = {row.number: row for row in Measure.objects.filter(booklet=booklet)}
    first = next_measure_number(booklet)
    Measure.objects.filter(booklet=booklet, number__in=plan.dropped).delete()
    kept = [measures[number] for number in plan.kept]
    taken = {row.title.casefold() for row in kept}
    carried = set(MeasureSource.objects.filter(measure__in=kept).values_list("proposal", flat=True))
    inside = set(booklet.sortings.values_list("proposal", flat=True)) - carried
    pairs = [(measures[number], drafts[at]) for number, at in plan.renewed]
    pairs += [
        (Measure(booklet=booklet, number=first + at), drafts[draft]) for at, draft in enumerate(plan.added)
    ]
    for measure, draft in pairs:
        terms = list(one_of_each(term["surface"] for term in draft["terms"]))
        text = title_of_draft(draft, by_name, taken)
        title = (text.title if text else name_of(terms))[:LONGEST_WORDING]
        taken.add(title.casefold())
        measure.title = measure.draft_title = title
        measure.draft_from, measure.terms = text, terms
        measure.save()
        MeasureSource.objects.filter(measure=measure).delete()
        sources = ((by_name.get(source["id"]), source["core"]) for source in draft["sources"])
        MeasureSource.objects.bulk_create(
            MeasureSource(measure=measure, proposal=text, core=core)
            for text, core in sources
            if text is not None and text.pk in inside
        )


def _close(campaign: Campaign, edition: Edition) -> None:
    """Take away the booklets that are left empty; the rows of texts no longer open let go of them."""
    closing = Booklet.objects.filter(campaign=campaign, number__in=edition.closing)
    Sorting.objects.filter(booklet__in=closing).update(booklet=None, place=Sorting.Place.TO_PLACE)
    closing.delete()


def _note_moves(
    person: Person, actor: Actor, campaign: Campaign, moved: Sequence[tuple[Sorting, str, str]], seq: int
) -> None:
    """One edit a text, so that its page can say that an edition moved it, from where to where."""
    now = clock.now()
    Edit.objects.bulk_create(
        (
            Edit(
                campaign=campaign, proposal=row.proposal, code="edition.moved", before=before, after=after,
                by=person.known, by_name=actor.name, at=now, journal_seq=seq,
            )
            for row, before, after in moved
        ),
        BATCH,
    )  # fmt: skip
