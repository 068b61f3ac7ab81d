"""Reading the sorting board: its places, the texts of one place with what speaks for them, its progress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from proposals.core.explain import explain
from proposals.core.lists import lists_from
from proposals.core.terms import Reader
from proposals.models import (
    Booklet,
    Campaign,
    Edit,
    Proposal,
    Run,
    Sorting,
)
from proposals.queries.arrivals import homes_of
from proposals.queries.boardlists import ASIDE, TO_PLACE, on_board
from proposals.queries.starts import start_of
from proposals.queries.tables import Placing, placings_of, priors_of, rows_of
from proposals.queries.wordings import words_read

# Edits that only trace one text; the others change words, measures or booklets.
OF_ONE_TEXT = ("board.moved", "text.followed", "text.put-back")
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
    residual: bool = False


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
    edits = Edit.objects.filter(booklet__campaign=campaign).exclude(code__in=OF_ONE_TEXT)
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
            booklet.residual,
        )
        for booklet in Booklet.objects.filter(campaign=campaign)
    ]
    outside = [Place(key, key, counts.get((key, None), 0)) for key in (TO_PLACE, ASIDE)]
    return (outside[0], *inside, outside[1])


def candidates_of(campaign: Campaign, name: str) -> list[str]:
    """The booklets that the run scored best for a text, by slug: the best first. Eight queries at most."""
    text = Proposal.objects.filter(campaign=campaign, name=name).first()
    if campaign.run is None or text is None:
        return []
    placed = placings_of(campaign.run, [text.pk]).get(text.pk)
    homes = homes_of(campaign, campaign.run)
    clusters = (placed.cluster, placed.second) if placed else ()
    return [homes[cluster].slug for cluster in clusters if cluster in homes]


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
    """The texts as the board shows them, in the order given. Nine queries, however many there are."""
    run = campaign.run
    if run is None or not rows:
        return []
    placements = placings_of(run, [row.proposal_id for row in rows])
    by_key = {place.key: place for place in places}
    homes = {cluster: by_key[booklet.slug] for cluster, booklet in homes_of(campaign, run).items()}
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
