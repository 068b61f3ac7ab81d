"""The texts nearest to one that is written, each with the terms they share and the measure it carries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from proposals.core.likeness import FEWEST_SHARED, Likeness, likeness
from proposals.core.texts import corpus_words
from proposals.models import Booklet, Measure, MeasureSource, Proposal
from proposals.queries.shelves import shelf_of, stems_of, words_of
from proposals.queries.support import cosigners_of, with_cosigners

MOST_SHOWN = 5
CANDIDATES = 10  # some share too little to be shown


@dataclass(frozen=True, slots=True)
class Near:
    """A near text, what it shares, its booklet and measures for who may read them; `together` says that
    one of its measures carries the text it is near to as well.
    """

    proposal: Proposal
    likeness: Likeness
    booklet: Booklet | None
    measures: tuple[Measure, ...]
    together: bool

    @property
    def cosigners(self) -> int:
        """How many members co-sign it."""
        return cosigners_of(self.proposal)


def nearest_to(proposal: Proposal, *, sees_board: bool) -> list[Near]:
    """The open texts of the campaign nearest to an open one in its present wording, the nearest first.

    At most two queries beyond those of the shelf.
    """
    words = corpus_words(proposal.title, proposal.body)
    stems, shelf = stems_of(words, proposal.language), shelf_of(proposal.campaign)
    rank = {hit.key: at for at, hit in enumerate(shelf.nearest(stems, CANDIDATES + 1))}
    rank.pop(proposal.pk, None)
    rows = Proposal.objects.filter(pk__in=rank, campaign=proposal.campaign, state=Proposal.State.OPEN)
    carried = _measures({*rank, proposal.pk}) if sees_board else {}
    own = {measure.pk for measure in carried.get(proposal.pk, ())}
    found = []
    for row in sorted(with_cosigners(rows).select_related("sorting__booklet"), key=lambda row: rank[row.pk]):
        held = words_of(corpus_words(row.title, row.body), row.language)
        like = likeness(stems, held, shelf.rarities(stems.union(stem for stem, _ in held)))
        if len(like.shared) >= FEWEST_SHARED:
            measures = carried.get(row.pk, ())
            home = row.sorting.booklet if sees_board and hasattr(row, "sorting") else None
            found.append(Near(row, like, home, measures, any(measure.pk in own for measure in measures)))
    return found[:MOST_SHOWN]


def _measures(keys: Collection[int]) -> dict[int, tuple[Measure, ...]]:
    """The measures that carry each text. One query."""
    found: dict[int, tuple[Measure, ...]] = {}
    rows = MeasureSource.objects.filter(proposal__in=keys).select_related("measure__booklet")
    for row in rows.order_by("measure__booklet__number", "measure__number"):
        found[row.proposal_id] = (*found.get(row.proposal_id, ()), row.measure)
    return found
