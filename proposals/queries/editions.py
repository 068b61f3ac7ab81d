"""Reading what the next edition would do to a board that stands: its plan, and the rows the plan is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import F, Max, Q

from proposals.core.editions import (
    ASIDE,
    TO_PLACE,
    Edition,
    MeasurePlan,
    NewDraft,
    Standing,
    StandingMeasure,
    homes_of,
    measure_plan,
    text_moves,
)
from proposals.core.settings import RANGES, Settings
from proposals.core.starts import MOST_CLUSTERS, Start
from proposals.models import (
    Arrival,
    Booklet,
    Campaign,
    Cluster,
    Edit,
    Measure,
    MeasureSource,
    OldAddress,
    Placement,
    Proposal,
    Run,
    Sorting,
)
from proposals.queries import arrivals
from proposals.queries.runs import texts_to_read

MEASURES_A_BOOKLET = 10


@dataclass(frozen=True, slots=True)
class Planned:
    """An edition with the rows that it is about: booklets and clusters by number, and for each booklet
    the draft measures that the run offers it, as the run gave them.
    """

    edition: Edition
    booklets: Mapping[int, Booklet]
    clusters: Mapping[int, Cluster]
    drafts: Mapping[int, Sequence[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class _Row:
    """A text on the board, as far as an edition asks."""

    key: int
    place: int
    by_hand: bool
    edited_at: datetime | None


def continues_board(run: Run) -> bool:
    """Whether a run started from the board that stands now, so that adopting it continues that board."""
    return run.previous_id is not None and run.previous_id == run.campaign.run_id


def settings_of_edition(campaign: Campaign) -> Settings:
    """The settings of the next edition of a board: as many booklets as it has. One query."""
    least, most = RANGES["booklets"]
    booklets = Booklet.objects.filter(campaign=campaign).count()
    return Settings(booklets=min(max(booklets, least), most))


def start_on_board(campaign: Campaign, run: Run) -> Start:
    """Where texts stand now on the board made from `run`, by public name: the number of the booklet that
    holds them, moves by hand included; for those in none, of the one that the run leans to.

    Six queries. A number that no run can give (over sixty) is replaced by one that no booklet has.
    """
    numbers = _plain_numbers(campaign)
    inside = Sorting.objects.filter(campaign=campaign, place=Sorting.Place.BOOKLET)
    start = {
        text: numbers[number]
        for text, number in inside.values_list("proposal__name", "booklet__number")
        if number in numbers
    }
    homes = {cluster: row.number for cluster, row in arrivals.homes_of(campaign, run).items()}
    # An arrival is the later word on a text: it is asked last.
    for model in (Placement, Arrival):
        rows = model.objects.filter(run=run).exclude(proposal__sorting__place=Sorting.Place.BOOKLET)
        for text, cluster in rows.values_list("proposal__name", "cluster"):
            number = numbers.get(homes.get(cluster or 0, 0))
            if number is not None:
                start[text] = number
    return start


def planned(campaign: Campaign, run: Run) -> Planned:
    """What adopting a run as the next edition of its campaign's board would do. Thirteen queries at most."""
    booklets = {row.number: row for row in Booklet.objects.filter(campaign=campaign)}
    clusters = {row.number: row for row in run.clusters.all()}
    rows, found = _rows(campaign), _found(campaign, run)
    measures = _measures(campaign)
    standing = _standing(campaign, rows, measures)
    held = Counter((cluster, rows[text].place) for text, cluster in found.items() if cluster and text in rows)
    inside = {pair: texts for pair, texts in held.items() if pair[1] in booklets}
    homes = homes_of({number: row.was for number, row in clusters.items()}, booklets, inside)
    fresh = sorted(set(clusters) - set(homes))
    homes |= {cluster: _last_number(campaign, booklets) + at for at, cluster in enumerate(fresh, 1)}
    moves, stay, against = text_moves(standing, found, homes)
    edition = Edition(run.name, homes, tuple(homes[cluster] for cluster in fresh), (), stay, against, moves)
    after = _after(standing, edition)
    drafts: dict[int, list[dict[str, Any]]] = {number: [] for number in {*booklets, *homes.values()}}
    for cluster, home in sorted(homes.items()):
        drafts[home] += clusters[cluster].drafts
    plans = _measure_plans(campaign, booklets, measures, drafts, after)
    closing = _closing(campaign, booklets, homes, after, plans)
    edition = replace(
        edition,
        closing=closing,
        measures={number: plan for number, plan in plans.items() if number not in closing},
    )
    return Planned(edition, booklets, clusters, drafts)


def shared_with(campaign: Campaign, run: Run) -> Counter[tuple[int, int]]:
    """How many texts each booklet of the board (by number) shares with each cluster of a run; 0 for texts
    in no booklet, and for those that the run was not sure of. Two queries.
    """
    found = _found(campaign, run)
    rows = _rows(campaign)
    return Counter(
        (max(rows[text].place, TO_PLACE), cluster or TO_PLACE)
        for text, cluster in found.items()
        if text in rows
    )


def _last_number(campaign: Campaign, booklets: Mapping[int, Booklet]) -> int:
    """The highest number that a booklet has or had: none is given twice while the board is open."""
    gone = OldAddress.objects.filter(campaign=campaign).aggregate(last=Max("booklet_number"))["last"]
    return max(gone or 0, *booklets, 0)


def _plain_numbers(campaign: Campaign) -> dict[int, int]:
    """For each booklet's number the one it starts a run with: its own, or a free one where it is too high."""
    numbers = list(Booklet.objects.filter(campaign=campaign).values_list("number", flat=True))
    plain = {number: number for number in numbers if number <= MOST_CLUSTERS}
    free = (number for number in range(MOST_CLUSTERS, 0, -1) if number not in plain)
    return plain | dict(zip((number for number in numbers if number > MOST_CLUSTERS), free, strict=False))


def _rows(campaign: Campaign) -> dict[str, _Row]:
    columns = ("proposal__name", "proposal", "place", "booklet__number", "by_hand", "proposal__edited_at")
    rows = Sorting.objects.filter(campaign=campaign, proposal__state=Proposal.State.OPEN)
    outside = {Sorting.Place.TO_PLACE: TO_PLACE, Sorting.Place.ASIDE: ASIDE}
    return {
        name: _Row(key, outside.get(place, number), by_hand, edited_at)
        for name, key, place, number, by_hand, edited_at in rows.values_list(*columns)
    }


def _found(campaign: Campaign, run: Run) -> dict[str, int | None]:
    """The run's cluster of each open text that it read in its present wording; None without evidence."""
    rows = Placement.objects.filter(
        run=run, proposal__in=texts_to_read(campaign).order_by(), version=F("proposal__version")
    )
    placed = Placement.State.PLACED
    return {
        name: cluster if state == placed else None
        for name, state, cluster in rows.values_list("proposal__name", "state", "cluster")
    }


def _measures(campaign: Campaign) -> dict[int, list[StandingMeasure]]:
    """The measures by number of their booklet, with the names of their texts, and who touched them."""
    behind: dict[int, set[str]] = {}
    by_hand: set[int] = set()
    sources = MeasureSource.objects.filter(measure__booklet__campaign=campaign)
    for key, name, hand in sources.values_list("measure", "proposal__name", "by_hand"):
        behind.setdefault(key, set()).add(name)
        by_hand |= {key} if hand else set()
    lessened = set(
        Edit.objects.filter(campaign=campaign, code="source.removed").values_list("booklet", "before")
    )
    found: dict[int, list[StandingMeasure]] = {}
    for row in Measure.objects.filter(booklet__campaign=campaign).select_related("booklet"):
        touched = (
            row.edited
            or bool(row.verified_by)
            or row.pk in by_hand
            or (row.booklet_id, row.title) in lessened
        )
        measure = StandingMeasure(row.number, touched, frozenset(behind.get(row.pk, ())))
        found.setdefault(row.booklet.number, []).append(measure)
    return found


def _standing(
    campaign: Campaign, rows: Mapping[str, _Row], measures: Mapping[int, Sequence[StandingMeasure]]
) -> dict[str, Standing]:
    """Where each text stands, and whether a person decided so over the words that it has now.

    A text that was edited after the person's last word on it is the run's again.
    """
    edits = Edit.objects.filter(campaign=campaign).order_by()
    moved = dict(
        edits.filter(proposal__isnull=False)
        .exclude(Q(code__startswith="source.") | Q(code="edition.moved"))
        .values_list("proposal")
        .annotate(Max("at"))
    )
    worded = dict(
        edits.filter(Q(code__startswith="source.") | Q(code__startswith="measure."))
        .values_list("booklet__number")
        .annotate(Max("at"))
    )
    behind = {
        (number, text)
        for number, several in measures.items()
        for measure in several
        if measure.touched
        for text in measure.sources
    }
    found = {}
    for name, row in rows.items():
        by_move = row.by_hand and not _later(row.edited_at, moved.get(row.key))
        by_measure = (row.place, name) in behind and not _later(row.edited_at, worded.get(row.place))
        found[name] = Standing(row.place, by_move or by_measure)
    return found


def _later(edited_at: datetime | None, decided_at: datetime | None) -> bool:
    return edited_at is not None and decided_at is not None and edited_at > decided_at


def _after(standing: Mapping[str, Standing], edition: Edition) -> dict[int, set[str]]:
    """The texts of each place once the edition is adopted."""
    places = {text: row.place for text, row in standing.items()}
    places |= {move.text: move.after for move in edition.moves}
    after: dict[int, set[str]] = {}
    for text, place in places.items():
        after.setdefault(place, set()).add(text)
    return after


def _measure_plans(
    campaign: Campaign,
    booklets: Mapping[int, Booklet],
    measures: Mapping[int, Sequence[StandingMeasure]],
    drafts: Mapping[int, Sequence[dict[str, Any]]],
    after: Mapping[int, set[str]],
) -> dict[int, MeasurePlan]:
    removed: dict[int, set[str]] = {}
    gone = Edit.objects.filter(campaign=campaign, code="measure.removed")
    for number, title in gone.values_list("booklet__number", "before"):
        removed.setdefault(number, set()).add(title.casefold())
    # What was removed and put back by undoing is there: it is not gone.
    there = Measure.objects.filter(booklet__campaign=campaign).values_list("booklet__number", "title")
    for number, title in there:
        removed.get(number, set()).discard(title.casefold())
    medoids = {draft["medoid"] for several in drafts.values() for draft in several}
    titles = dict(Proposal.objects.filter(campaign=campaign, name__in=medoids).values_list("name", "title"))
    return {
        number: measure_plan(
            measures.get(number, ()),
            [_draft(draft, titles) for draft in several],
            after.get(number, set()),
            removed.get(number, set()),
            MEASURES_A_BOOKLET,
        )
        for number, several in drafts.items()
    }


def _draft(draft: Mapping[str, Any], titles: Mapping[str, str]) -> NewDraft:
    sources = tuple(source["id"] for source in draft["sources"])
    return NewDraft(titles.get(draft["medoid"], ""), draft["medoid"], sources)


def _closing(
    campaign: Campaign,
    booklets: Mapping[int, Booklet],
    homes: Mapping[int, int],
    after: Mapping[int, set[str]],
    plans: Mapping[int, MeasurePlan],
) -> tuple[int, ...]:
    """The booklets left without cluster and texts, that no person named and no measure keeps."""
    named = set(
        Edit.objects.filter(campaign=campaign, code="booklet.renamed").values_list("booklet", flat=True)
    )
    return tuple(
        sorted(
            number
            for number, row in booklets.items()
            if number not in homes.values()
            and not after.get(number)
            and not plans[number].kept
            and row.pk not in named
        )
    )
