"""A text that comes after a run: placed at once by its frozen table, with the run's own rule of evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from proposals.core.explain import scores_of
from proposals.core.placements import Placement, TermRow, terms_needed
from proposals.core.settings import Settings


@dataclass(frozen=True, slots=True)
class Vouching:
    """What an earlier wording, which the run did read, still says for its cluster: `own` in 1/4096 bit
    was due to its words having been counted there.
    """

    cluster: int
    own: int


def place_arrival(
    text: str,
    counts: Mapping[str, int],
    rows: Sequence[TermRow],
    prior: Sequence[int],
    settings: Settings,
    vouching: Vouching | None = None,
) -> Placement:
    """Place one text by the plain sum over a frozen table; ties, the smaller number.

    `counts` are its stems, `rows` the table or just the rows of these stems. Its words were never
    counted in the table, so there is nothing to take out; but where the run read an earlier wording,
    that wording may not vouch for the new one either: what it accounted for is taken out again.
    """
    known = [row for row in rows if counts.get(row.stem)]
    if not prior:
        return Placement(text, "to-place")
    if not known:
        return Placement(text, "no-terms")
    sums = scores_of(counts, known, prior)
    best, *others = sorted(range(len(sums)), key=lambda at: (-sums[at], at))
    own = vouching.own if vouching is not None and vouching.cluster == best + 1 else 0
    second = others[0] if others else None
    margin = sums[best] - own - sums[second] if second is not None else 0
    strong = sum(counts[row.stem] * row.bits[best] >= settings.evidence for row in known)
    enough = strong >= terms_needed(len(known), settings) and margin >= settings.margin
    return Placement(
        id=text,
        state="placed" if enough else "to-place",
        cluster=best + 1,
        score=sums[best],
        own=own,
        second=second + 1 if second is not None else None,
        second_score=sums[second] if second is not None else 0,
        margin=margin,
    )
