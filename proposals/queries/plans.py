"""The plan of an edition as its page shows it: booklets, moves, and the texts that move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from proposals.core.booklets import OTHER_DEMANDS, name_of
from proposals.core.editions import ASIDE, TO_PLACE, Edition, MeasurePlan, TextMove
from proposals.models import Campaign, Proposal, Run
from proposals.models.booklets import HUES
from proposals.queries.arrivals import come_since
from proposals.queries.board import places_of
from proposals.queries.editions import Planned, planned

NOTHING = MeasurePlan()
MOST_NUMBER = 10_000


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the plan: a booklet with number, title and hue, or a code (`to-place`, `aside`, `new`)."""

    code: str
    number: int = 0
    title: str = ""
    hue: str = ""


@dataclass(frozen=True, slots=True)
class BookletPlan:
    """What becomes of a booklet: its texts now and then, and its measures; `fate` is kept, new or closing."""

    spot: Spot
    fate: str
    before: int
    after: int
    measures: MeasurePlan


@dataclass(frozen=True, slots=True)
class SpotMove:
    """So many texts go from one place to another."""

    before: Spot
    after: Spot
    texts: int


@dataclass(frozen=True, slots=True)
class TextPlan:
    """One text that moves."""

    name: str
    title: str
    before: Spot
    after: Spot


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole plan; `since` texts came, or were edited, after the run, and its table places them."""

    edition: Edition
    booklets: tuple[BookletPlan, ...]
    moves: tuple[SpotMove, ...]
    texts: tuple[TextMove, ...]
    since: int
    spots: dict[int | None, Spot]

    @property
    def digest(self) -> str:
        """What the confirmation carries."""
        return self.edition.digest()


def shown_of(campaign: Campaign, run: Run) -> Shown:
    """What adopting a run as the next edition would do. Seventeen queries at most."""
    found = planned(campaign, run)
    edition = found.edition
    spots = _spots(campaign, found)
    counts = edition.counts()
    return Shown(
        edition=edition,
        booklets=tuple(_booklets(campaign, edition, spots, counts)),
        moves=tuple(
            SpotMove(spots[before], spots[after], texts)
            for (before, after), texts in sorted(counts.items(), key=_most_first)
        ),
        texts=tuple(sorted(edition.moves, key=lambda move: (_number(move.before), move.after))),
        since=len(come_since(campaign, run)),
        spots=spots,
    )


def texts_shown(shown: Shown, moves: Sequence[TextMove]) -> list[TextPlan]:
    """Some of the texts that move, with their titles. One query."""
    rows = Proposal.objects.filter(name__in=[move.text for move in moves])
    titles = dict(rows.values_list("name", "title"))
    return [
        TextPlan(move.text, titles.get(move.text, ""), shown.spots[move.before], shown.spots[move.after])
        for move in moves
    ]


def _most_first(item: tuple[tuple[int | None, int], int]) -> tuple[int, int, int]:
    (before, after), texts = item
    return -texts, _number(before), after


def _number(place: int | None) -> int:
    """Where a place stands in a list: what is new comes last."""
    return MOST_NUMBER if place is None else place


def _spots(campaign: Campaign, found: Planned) -> dict[int | None, Spot]:
    spots: dict[int | None, Spot] = {None: Spot("new"), TO_PLACE: Spot("to-place"), ASIDE: Spot("aside")}
    for number, row in found.booklets.items():
        spots[number] = Spot("booklet", number, row.title, row.hue)
    for cluster, number in found.edition.homes.items():
        if number not in spots:
            own = found.clusters[cluster]
            other = OTHER_DEMANDS.get(campaign.language, OTHER_DEMANDS["fr"])
            title = other if own.residual else name_of([term["surface"] for term in own.terms])
            spots[number] = Spot("booklet", number, title, HUES[(number - 1) % len(HUES)])
    return spots


def _booklets(
    campaign: Campaign,
    edition: Edition,
    spots: dict[int | None, Spot],
    counts: Counter[tuple[int | None, int]],
) -> list[BookletPlan]:
    held = {place.number: place.texts for place in places_of(campaign) if place.number is not None}
    plans = []
    for number in sorted({*held, *edition.fresh}):
        left = sum(texts for (before, _), texts in counts.items() if before == number)
        came = sum(texts for (_, after), texts in counts.items() if after == number)
        fate = "closing" if number in edition.closing else "new" if number in edition.fresh else "kept"
        before = held.get(number, 0)
        measures = edition.measures.get(number, NOTHING)
        plans.append(BookletPlan(spots[number], fate, before, before - left + came, measures))
    return plans
