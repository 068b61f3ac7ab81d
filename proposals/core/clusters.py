"""Texts into the asked number of clusters: communities of near texts, refined, merged by likelihood."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from proposals.core.communities import communities
from proposals.core.fixedlog import flog
from proposals.core.integers import Ints, Sparse, ints
from proposals.core.neighbours import graph, nearest
from proposals.core.placing import Occurrences, held_by, refined
from proposals.core.settings import Level
from proposals.core.vectors import text_vectors

MOST_COMMUNITIES = 60
RESOLUTIONS_IN_HALVES = (2, 3, 4, 6, 8)
FIRST_ROUNDS = 5
MERGE_ROUNDS = 3
LAST_ROUNDS = 20

Progress = Callable[[str, int, int], None]


def silent(stage: str, done: int, of: int) -> None:
    """A progress report nobody asked for."""


def cluster_texts(counts: Sparse, seen: Occurrences, level: Level, progress: Progress = silent) -> Ints:
    """A label for each text: 0, 1, ... by size (largest first, ties by the earliest text).

    `counts` has no empty row. At most `level.asked` clusters, each of at least `level.smallest`
    texts; fewer when texts do not bear more; all labels are -1 when not even one can be made.
    """
    labels = _first_communities(counts, level, progress)
    clusters = int(labels.max(initial=-1)) + 1
    if clusters == 0:
        return labels
    labels = _renumbered(refined(seen, labels, clusters, FIRST_ROUNDS))
    labels = _merged_down(seen, labels, level.asked, progress)
    labels = refined(seen, labels, int(labels.max()) + 1, LAST_ROUNDS)
    for _ in range(level.asked):
        kept = without_small(labels, level.smallest)
        if int(kept.min()) >= 0 or int(kept.max()) < 0:
            break
        labels = refined(seen, kept, int(kept.max()) + 1, LAST_ROUNDS)
    return _by_size(without_small(labels, level.smallest))


def without_small(labels: Ints, smallest: int, most: int = MOST_COMMUNITIES) -> Ints:
    """Dissolve labels carried by fewer than `smallest` texts, and keep the `most` largest; the others
    are renumbered in their order, texts of dissolved ones get -1.
    """
    sizes = np.bincount(labels[labels >= 0])
    by_size = np.argsort(-sizes, kind="stable")[:most]
    kept = np.sort(by_size[sizes[by_size] >= smallest])
    numbers = np.full(len(sizes) + 1, -1, np.int64)
    numbers[kept] = np.arange(len(kept))
    return numbers[labels]


def _first_communities(counts: Sparse, level: Level, progress: Progress) -> Ints:
    """Communities of the nearest-text graph, at the first resolution that gives enough of them, or
    else at the one that gives most (a finer one may leave only crumbs, which are dissolved).

    Texts with the very same counts stand in the graph once: otherwise the nearest texts of a text
    sent many times would all be its copies.
    """
    distinct, copy_of = _distinct(counts)
    progress("neighbours", 0, 1)
    near = graph(nearest(text_vectors(distinct), level.neighbours))
    most = np.full(counts.shape[0], -1, np.int64)
    for step, halves in enumerate(RESOLUTIONS_IN_HALVES):
        progress("communities", step, len(RESOLUTIONS_IN_HALVES))
        labels = without_small(communities(near, halves)[copy_of], level.smallest)
        if int(labels.max()) > int(most.max()):
            most = labels
        if int(most.max()) + 1 >= level.asked:
            break
    return most


def _distinct(counts: Sparse) -> tuple[Sparse, Ints]:
    """The first text of each set of texts with equal counts, and for each text the number of its set."""
    numbers: dict[tuple[bytes, bytes], int] = {}
    firsts, copy_of = [], []
    for row in range(counts.shape[0]):
        own = slice(counts.indptr[row], counts.indptr[row + 1])
        key = (counts.indices[own].tobytes(), counts.data[own].tobytes())
        if key not in numbers:
            firsts.append(row)
        copy_of.append(numbers.setdefault(key, len(numbers)))
    return counts[ints(firsts)], ints(copy_of)


def _merged_down(seen: Occurrences, labels: Ints, asked: int, progress: Progress) -> Ints:
    """Merge until at most `asked` clusters are left, letting texts move between merges."""
    count = start = int(labels.max()) + 1
    surprise = _x_log_x(int(seen.totals.max()))
    while count > asked:
        progress("merging", start - count, start - asked)
        for _ in range(max(1, (count - asked) // 8)):
            first, second = _cheapest_merger(held_by(seen, labels, count).T, surprise)
            labels = _renumbered(np.where(labels == second, first, labels))
            count = int(labels.max()) + 1
        labels = _renumbered(refined(seen, labels, count, MERGE_ROUNDS))
        count = int(labels.max()) + 1
    return labels


def _x_log_x(largest: int) -> Ints:
    """x log2 x for x = 0 ... largest, in 1/4096 bit."""
    numbers = np.arange(largest + 1, dtype=np.int64)
    return ints(numbers * flog(np.maximum(numbers, 1)))


def _cheapest_merger(held: Ints, x_log_x: Ints) -> tuple[int, int]:
    """The pair of clusters (rows of `held`) whose merger loses least log-likelihood; ties, the first.

    The likelihood of a cluster's words is sum n_t log n_t - N log N.
    """

    def likelihood(rows: Ints) -> Ints:
        words = rows.sum(axis=-1)
        return ints(x_log_x[rows].sum(axis=-1) - words * flog(np.maximum(words, 1)))

    alone = likelihood(held)
    best: tuple[int, int, int] | None = None
    for first in range(len(held) - 1):
        loss = alone[first] + alone[first + 1 :] - likelihood(held[first] + held[first + 1 :])
        nearest_one = int(loss.argmin())
        if best is None or int(loss[nearest_one]) < best[0]:
            best = (int(loss[nearest_one]), first, first + 1 + nearest_one)
    if best is None:
        raise ValueError("two clusters are needed for a merger")
    return best[1], best[2]


def _renumbered(labels: Ints) -> Ints:
    """Labels without gaps, in their order. No label is -1."""
    return ints(np.unique(labels, return_inverse=True)[1])


def _by_size(labels: Ints) -> Ints:
    """Renumbered from the largest cluster; of equal ones, the one whose earliest text comes first."""
    kept, firsts, sizes = np.unique(labels[labels >= 0], return_index=True, return_counts=True)
    numbers = np.full(int(labels.max(initial=-1)) + 2, -1, np.int64)
    numbers[kept[np.lexsort((firsts, -sizes))]] = np.arange(len(kept))
    return numbers[labels]
