"""Labels of texts (0, 1, 2, ...; -1 is none): dropping small ones, closing gaps, ordering by size."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from proposals.core.integers import Ints

# The number that the cluster of each label had in the edition before; None where there was none.
Past = Sequence[int | None]


def without_small(labels: Ints, stands_for: Ints, smallest: int, most: int) -> Ints:
    """Dissolve labels carried by fewer than `smallest` texts, and keep the `most` largest (ties, the
    smaller number); the texts of the others get -1. The labels that stay keep their numbers. Each row
    counts for as many texts as it stands for.
    """
    carried = labels >= 0
    # Counts far below 2^53 are exact as doubles.
    sizes = np.bincount(labels[carried], stands_for[carried]).astype(np.int64)
    largest = np.argsort(-sizes, kind="stable")[:most]
    stays = np.zeros(len(sizes) + 1, bool)
    stays[largest[sizes[largest] >= smallest]] = True
    return np.where(stays[labels], labels, -1)


def closed_up(labels: Ints, was: Past) -> tuple[Ints, Past]:
    """Labels without gaps, in their order, and what remains of `was`; -1 stays."""
    kept = np.unique(labels[labels >= 0])
    numbers = np.full(len(was) + 1, -1, np.int64)
    numbers[kept] = np.arange(len(kept))
    return numbers[labels], [was[at] for at in kept.tolist()]


def from_the_largest(labels: Ints) -> Ints:
    """Renumbered from the largest cluster; of equal ones, the one whose earliest text comes first."""
    kept, firsts, sizes = np.unique(labels[labels >= 0], return_index=True, return_counts=True)
    numbers = np.full(int(labels.max(initial=-1)) + 2, -1, np.int64)
    numbers[kept[np.lexsort((firsts, -sizes))]] = np.arange(len(kept))
    return numbers[labels]
