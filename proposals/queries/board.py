"""Reading the sorting board: its places, the texts of one place with what speaks for them, its progress."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from proposals.core.explain import explain
from proposals.core.lists import lists_from
from proposals.core.terms import Reader
from proposals.core.texts import searched
from proposals.models import (
    Booklet,
    Campaign,
    Edit,
    Proposal,
    Run,
    Sorting,
)
from proposals.queries.starts import start_of
from proposals.queries.tables import Placing, placings_of, priors_of, rows_of
from proposals.queries.wordings import words_read

TO_PLACE, ASIDE = str(Sorting.Place.TO_PLACE), str(Sorting.Place.ASIDE)
TERMS_SHOWN = 3
SIGNS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Losses:
    """What people did to a board, which another adoption would throw away: texts moved, words edited."""

    moves: int
    wordings: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the board and its texts; `key` is a booklet's slug, or `to-place`, or `aside`.

    Outside booklets there is no number, no hue, and the title is the code.
    """

    key: str
    title: str
    texts: int
    number: int | None = None
    hue: str = ""
    cluster: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A booklet that a text could go to, and how much its terms say for it, in 1/4096 bit."""

    key: str
    title: str
    hue: str
    bits: int


@dataclass(frozen=True, slots=True)
class Item:
    """A text on the board. `best` and `second` are the run's candidates, the text's own words taken out,
    so that margin = best - second; `terms` speak strongest for the best one.
    """

    name: str
    title: str
    start: str
    version: int
    margin: int
    best: Candidate | None
    second: Candidate | None
    terms: tuple[str, ...]
    by_hand: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far sorting is, in open texts: texts = in_booklets + to_place + aside.

    `unread` ones came after the run: they are on no board until a run reads them.
    """

    in_booklets: int
    to_place: int
    aside: int
    by_hand: int
    unread: int

    @property
    def texts(self) -> int:
        """All texts on the board."""
        return self.in_booklets + self.to_place + self.aside


@dataclass(frozen=True, slots=True)
class Conflict:
    """A text that somebody else moved since it was seen: where it is now, who moved it, when and why."""

    name: str
    title: str
    version: int
    now: str
    by: str
    at: datetime | None
    reason: str


def losses_of(campaign: Campaign) -> Losses:
    """What a new adoption would throw away. Two queries."""
    edits = Edit.objects.filter(booklet__campaign=campaign).exclude(code="board.moved")
    return Losses(Sorting.objects.filter(campaign=campaign, by_hand=True).count(), edits.count())


def places_of(campaign: Campaign) -> tuple[Place, ...]:
    """To place first, then the booklets by number, then aside. Two queries."""
    rows = on_board(campaign).order_by().values_list("place", "booklet").annotate(Count("pk"))
    counts = {(place, booklet): texts for place, booklet, texts in rows}
    inside = [
        Place(
            booklet.slug,
            booklet.title,
            counts.get((Sorting.Place.BOOKLET, booklet.pk), 0),
            booklet.number,
            booklet.hue,
            booklet.cluster,
        )
        for booklet in Booklet.objects.filter(campaign=campaign)
    ]
    outside = [Place(key, key, counts.get((key, None), 0)) for key in (TO_PLACE, ASIDE)]
    return (outside[0], *inside, outside[1])


def on_board(campaign: Campaign) -> QuerySet[Sorting]:
    """The rows of texts that are still open: a text withdrawn since is sorted no more."""
    return Sorting.objects.filter(campaign=campaign, proposal__state=Proposal.State.OPEN)


def texts_at(campaign: Campaign, key: str, *, doubtful: bool = True, query: str = "") -> QuerySet[Sorting]:
    """The texts of one place, the smallest margin first, or the largest; only those with the words asked."""
    rows = on_board(campaign).select_related("proposal")
    rows = rows.filter(place=key) if key in (TO_PLACE, ASIDE) else rows.filter(booklet__slug=key)
    for word in searched(query):
        rows = rows.filter(proposal__folded__contains=word)
    return rows.order_by("margin" if doubtful else "-margin", "pk")


def with_texts(campaign: Campaign, rows: Sequence[Sorting], names: Collection[str]) -> list[Sorting]:
    """The rows, after those of the named texts that are not among them. One query."""
    missing = set(names) - {row.proposal.name for row in rows}
    return [
        *on_board(campaign).filter(proposal__name__in=missing).select_related("proposal").order_by("pk"),
        *rows,
    ]


def progress_of(campaign: Campaign) -> Progress:
    """How far sorting is. Two queries."""
    places = Sorting.Place
    counted = on_board(campaign).aggregate(
        in_booklets=Count("pk", filter=Q(place=places.BOOKLET)),
        to_place=Count("pk", filter=Q(place=places.TO_PLACE)),
        aside=Count("pk", filter=Q(place=places.ASIDE)),
        by_hand=Count("pk", filter=Q(by_hand=True)),
    )
    unread = Proposal.objects.filter(campaign=campaign, state=Proposal.State.OPEN, sorting=None)
    if not campaign.reads_answers:
        unread = unread.filter(kind=Proposal.Kind.PROPOSAL)
    return Progress(**counted, unread=unread.count())


def items_of(campaign: Campaign, rows: Sequence[Sorting], places: Sequence[Place]) -> list[Item]:
    """The texts as the board shows them, in the order given. Six queries, however many there are."""
    run = campaign.run
    if run is None or not rows:
        return []
    placements = placings_of(run, [row.proposal_id for row in rows])
    homes = {place.cluster: place for place in places if place.cluster is not None}
    terms = _strongest_terms(run, rows, placements)
    return [
        _item(row, placements.get(row.proposal_id), homes, terms.get(row.proposal_id, ())) for row in rows
    ]


def conflicts_of(campaign: Campaign, seen: Mapping[str, int]) -> list[Conflict]:
    """Of the texts seen with these versions, those that moved since. Two queries."""
    rows = Sorting.objects.filter(campaign=campaign, proposal__name__in=seen).select_related(
        "proposal", "booklet"
    )
    moved = [row for row in rows.order_by("pk") if row.version != seen[row.proposal.name]]
    last: dict[int | None, Edit] = {}
    edits = Edit.objects.filter(proposal__in=[row.proposal_id for row in moved], code="board.moved")
    for edit in edits.order_by("pk"):
        last[edit.proposal_id] = edit
    return [_conflict(row, last.get(row.proposal_id)) for row in moved]


def _conflict(row: Sorting, edit: Edit | None) -> Conflict:
    return Conflict(
        row.proposal.name,
        row.proposal.title,
        row.version,
        row.booklet.title if row.booklet else row.place,
        edit.by_name if edit else "",
        edit.at if edit else None,
        row.reason,
    )


def _item(row: Sorting, placed: Placing | None, homes: Mapping[int, Place], terms: tuple[str, ...]) -> Item:
    best = second = None
    if placed is not None:
        without_own = placed.second_score + placed.margin if placed.second else placed.score
        best = _candidate(homes, placed.cluster, without_own)
        second = _candidate(homes, placed.second, placed.second_score)
    text = row.proposal
    return Item(
        name=text.name,
        title=text.title,
        start=start_of(text.title, text.body, SIGNS_SHOWN),
        version=row.version,
        margin=row.margin,
        best=best,
        second=second,
        terms=terms,
        by_hand=row.by_hand,
        reason=row.reason,
    )


def _candidate(homes: Mapping[int, Place], cluster: int | None, bits: int) -> Candidate | None:
    home = homes.get(cluster) if cluster is not None else None
    return Candidate(home.key, home.title, home.hue, bits) if home else None


def _strongest_terms(
    run: Run, rows: Sequence[Sorting], placements: Mapping[int, Placing]
) -> dict[int, tuple[str, ...]]:
    """The terms that speak most for each text's best cluster, by text: the same sum as its "why" page."""
    reader = Reader(lists_from(run.lists))
    read = [
        (row.proposal, placements[row.proposal_id].version) for row in rows if row.proposal_id in placements
    ]
    words = words_read(read)
    counts = {text: reader.counts(words[text], placements[text].language) for text in words}
    stems = {stem for found in counts.values() for stem in found}
    table, prior = rows_of(run, stems), priors_of(run)
    found = {}
    for text, held in counts.items():
        cluster = placements[text].cluster
        if cluster is not None:
            lines = explain(held, (table[stem] for stem in held if stem in table), prior, cluster, None)
            found[text] = tuple(line.surface for line in lines.words_for()[:TERMS_SHOWN])
    return found
