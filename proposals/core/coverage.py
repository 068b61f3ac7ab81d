"""How much of the corpus a run placed, in counts of texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from proposals.core.placements import Placement


@dataclass(frozen=True, slots=True)
class Share:
    """One cluster's texts: placed in it, and leaning to it without enough evidence."""

    cluster: int
    placed: int
    to_place: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """All texts of a corpus: texts = placed + to_place + no_terms; `shares` by cluster number.

    A text to place may lean to no cluster, when none was made: then it is in no share.
    """

    texts: int
    placed: int
    to_place: int
    no_terms: int
    shares: tuple[Share, ...]


def coverage_of(placements: Sequence[Placement], clusters: int) -> Coverage:
    """Count the placements of a run that made so many clusters."""
    states = [found.state for found in placements]
    homes = [(found.cluster, found.state) for found in placements]
    shares = tuple(
        Share(number, homes.count((number, "placed")), homes.count((number, "to-place")))
        for number in range(1, clusters + 1)
    )
    return Coverage(
        texts=len(states),
        placed=states.count("placed"),
        to_place=states.count("to-place"),
        no_terms=states.count("no-terms"),
        shares=shares,
    )
