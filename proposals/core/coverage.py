"""How much of a corpus is placed and by whom it was written, in counts of texts and of authors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from proposals.core.placements import Placement

# A group with fewer authors is never shown apart: who wrote could be told.
FEWEST_APART = 10


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


@dataclass(frozen=True, slots=True)
class Groups:
    """Authors by group of members: `apart` as (group, authors), the largest first; all `others` together."""

    apart: tuple[tuple[str, int], ...]
    others: int


def groups_apart(authors: Mapping[str, int]) -> Groups:
    """The groups with ten authors or more, and the authors of all others together.

    What is left must not give a small group away: while the others together are some, but under ten, the
    smallest group shown joins them. `authors` counts them by the name of their group.
    """
    ranked = sorted(authors.items(), key=lambda group: (-group[1], group[0]))
    apart = [group for group in ranked if group[1] >= FEWEST_APART]
    others = sum(count for _, count in ranked) - sum(count for _, count in apart)
    while apart and 0 < others < FEWEST_APART:
        others += apart.pop()[1]
    return Groups(tuple(apart), others)
