"""First communities: six partitions of nearest-text graphs, kept where most of them agree; or one graph's.

Two views of a text (its own terms; those and what goes with them in the recurrence network), three
numbers of nearest texts each. What one graph happens to join, another does not: the agreement is
steadier than any of them. Inside a cluster one graph does as well against people's finer labels, in a
third of the time.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from deliberation.core.progress import Progress
from proposals.core.communities import communities
from proposals.core.integers import Ints, Sparse, rows_of
from proposals.core.labels import closed_up, without_small
from proposals.core.neighbours import graph, nearest
from proposals.core.placing import Occurrences, refined
from proposals.core.recurrence import recurrence
from proposals.core.settings import Level
from proposals.core.vectors import text_vectors, wider_vectors

THIRDS = (1, 2, 3)
ROUNDS = 5
MOST_IN_A_PARTITION = 60
MOST_COMMUNITIES = 120
RESOLUTIONS_IN_HALVES = (2, 3, 4, 6, 8, 16, 32)


def first_communities(counts: Sparse, seen: Occurrences, level: Level, progress: Progress) -> Ints:
    """A label for each text (0, 1, ...; -1 for those of small communities; all -1 when there is no other).

    Louvain's communities of the agreement graph (or of the one graph), at the first resolution that
    gives as many of `level.smallest` texts as clusters are asked for, or else at the one that gives most.
    """
    if level.agreement:
        edges = _agreements(_partitions(counts, seen, level, progress))
    else:
        edges = graph(nearest(text_vectors(counts), level.neighbours), level.neighbours)
    most = np.full(counts.shape[0], -1, np.int64)
    for halves in RESOLUTIONS_IN_HALVES:
        labels = _large_ones(communities(edges, halves), seen, level, MOST_COMMUNITIES)
        if int(labels.max(initial=-1)) > int(most.max(initial=-1)):
            most = labels
        if int(most.max(initial=-1)) + 1 >= level.asked:
            break
    return most


def _partitions(
    counts: Sparse, seen: Occurrences, level: Level, progress: Progress
) -> list[tuple[Sparse, Ints]]:
    """Each graph with its communities, after a few rounds in which texts go where their terms point."""
    steps = 2 * len(THIRDS)
    progress("neighbours", 0, steps)
    vectors = text_vectors(counts)
    found: list[tuple[Sparse, Ints]] = []
    for view in (vectors, wider_vectors(vectors, recurrence(counts))):
        progress("neighbours", len(found), steps)
        near = nearest(view, level.neighbours)
        for third in THIRDS:
            progress("communities", len(found), steps)
            edges = graph(near, max(1, level.neighbours * third // len(THIRDS)))
            labels = _large_ones(communities(edges), seen, level, MOST_IN_A_PARTITION)
            clusters = int(labels.max(initial=-1)) + 1
            found.append((edges, refined(seen, labels, clusters, ROUNDS) if clusters else labels))
    return found


def _agreements(partitions: list[tuple[Sparse, Ints]]) -> Sparse:
    """The edges of any graph whose ends more than half of the partitions put together.

    An edge weighs its agreements times the largest weight it has in a graph.
    """
    union = partitions[0][0]
    for edges, _ in partitions[1:]:
        union = sp.csr_array(union.maximum(edges))
    union.sort_indices()
    ends, others = rows_of(union), union.indices
    together = np.zeros(union.nnz, np.int64)
    for _, labels in partitions:
        together += (labels[ends] == labels[others]) & (labels[ends] >= 0)
    union.data = np.where(2 * together > len(partitions), together * union.data, 0)
    union.eliminate_zeros()
    return union


def _large_ones(labels: Ints, seen: Occurrences, level: Level, most: int) -> Ints:
    kept = without_small(labels, seen.stands_for, level.smallest, most)
    return closed_up(kept, [None] * (int(labels.max(initial=-1)) + 1))[0]
