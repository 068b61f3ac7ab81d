"""Texts into the asked number of clusters: communities of near texts, refined, merged by likelihood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

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
# Why there are fewer clusters than asked for; empty when there are not.
Fewer = Literal["", "no-terms", "too-few-texts", "dissolved", "started-with-fewer"]


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """A label for each text (0, 1, ...; all -1 when not even one cluster could be made), why there are
    fewer clusters than asked for, how many texts hold the very terms of an earlier one, and for each
    cluster its number in the edition before.
    """

    labels: Ints
    fewer: Fewer
    copies: int
    was: tuple[int | None, ...]

    @property
    def made(self) -> int:
        """How many clusters there are."""
        return int(self.labels.max(initial=-1)) + 1


def silent(stage: str, done: int, of: int) -> None:
    """A progress report nobody asked for."""


def cluster_texts(
    counts: Sparse,
    seen: Occurrences,
    level: Level,
    progress: Progress = silent,
    start: Sequence[int | None] = (),
) -> Grouping:
    """Group texts into at most `level.asked` clusters, each of at least `level.smallest` texts.

    `counts` has no empty row. Clusters stand by size (largest first, ties by the earliest text); those
    of a `start` (the number each text had, None for a new one) stand in the order they had.
    """
    distinct, copy_of = _distinct(counts)
    copies = len(copy_of) - distinct.shape[0]
    labels, was = _begun(start)
    warm = bool(was)
    if not warm:
        labels = _first_communities(distinct, copy_of, level, progress)
        was = [None] * (int(labels.max(initial=-1)) + 1)
    first = len(was)
    if first:
        labels, was = _settled(seen, labels, was, level, progress)
    if not warm:
        labels = _by_size(labels)
    fewer: Fewer = ""
    if len(was) < level.asked:
        fewer = "dissolved" if first >= level.asked else "started-with-fewer" if warm else "too-few-texts"
    return Grouping(labels, fewer, copies, tuple(was))


def _begun(start: Sequence[int | None]) -> tuple[Ints, list[int | None]]:
    """Labels from the numbers of the edition before (-1 for a new text), and the number of each label."""
    numbers = sorted({number for number in start if number is not None})
    label = {number: at for at, number in enumerate(numbers)}
    return ints([-1 if number is None else label[number] for number in start]), list(numbers)


def _settled(
    seen: Occurrences, labels: Ints, was: list[int | None], level: Level, progress: Progress
) -> tuple[Ints, list[int | None]]:
    """Let texts move, merge down to the clusters asked for, let them move again, dissolve small clusters."""
    labels, was = _closed_up(refined(seen, labels, len(was), FIRST_ROUNDS), was)
    labels, was = _merged_down(seen, labels, was, level.asked, progress)
    labels = refined(seen, labels, len(was), LAST_ROUNDS)
    for _ in range(level.asked):
        kept, stay = _closed_up(without_small(labels, level.smallest), was)
        if len(stay) == len(was) or not stay:
            break
        labels, was = refined(seen, kept, len(stay), LAST_ROUNDS), stay
    return _closed_up(without_small(labels, level.smallest), was)


def without_small(labels: Ints, smallest: int, most: int = MOST_COMMUNITIES) -> Ints:
    """Dissolve labels carried by fewer than `smallest` texts, and keep the `most` largest; the texts of
    the others get -1. The labels that stay keep their numbers.
    """
    sizes = np.bincount(labels[labels >= 0])
    by_size = np.argsort(-sizes, kind="stable")[:most]
    stays = np.zeros(len(sizes) + 1, bool)
    stays[by_size[sizes[by_size] >= smallest]] = True
    return np.where(stays[labels], labels, -1)


def _closed_up(labels: Ints, was: Sequence[int | None]) -> tuple[Ints, list[int | None]]:
    """Labels without gaps, in their order, and what remains of `was`; -1 stays."""
    kept = np.unique(labels[labels >= 0])
    numbers = np.full(len(was) + 1, -1, np.int64)
    numbers[kept] = np.arange(len(kept))
    return numbers[labels], [was[at] for at in kept.tolist()]


def _first_communities(distinct: Sparse, copy_of: Ints, level: Level, progress: Progress) -> Ints:
    """Communities of the nearest-text graph, at the first resolution that gives enough of them, or
    else at the one that gives most (a finer one may leave only crumbs, which are dissolved).

    Texts with the very same counts stand in the graph once: otherwise the nearest texts of a text
    sent many times would all be its copies.
    """
    progress("neighbours", 0, 1)
    near = graph(nearest(text_vectors(distinct), level.neighbours))
    most = np.full(len(copy_of), -1, np.int64)
    for step, halves in enumerate(RESOLUTIONS_IN_HALVES):
        progress("communities", step, len(RESOLUTIONS_IN_HALVES))
        found = communities(near, halves)[copy_of]
        labels, _ = _closed_up(without_small(found, level.smallest), [None] * (int(found.max()) + 1))
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


def _merged_down(
    seen: Occurrences, labels: Ints, was: list[int | None], asked: int, progress: Progress
) -> tuple[Ints, list[int | None]]:
    """Merge until at most `asked` clusters are left, letting texts move between merges."""
    start = len(was)
    surprise = _x_log_x(int(seen.totals.max()))
    while len(was) > asked:
        progress("merging", start - len(was), start - asked)
        for _ in range(max(1, (len(was) - asked) // 8)):
            first, second = _cheapest_merger(held_by(seen, labels, len(was)).T, surprise)
            labels, was = _closed_up(np.where(labels == second, first, labels), was)
        labels, was = _closed_up(refined(seen, labels, len(was), MERGE_ROUNDS), was)
    return labels, was


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


def _by_size(labels: Ints) -> Ints:
    """Renumbered from the largest cluster; of equal ones, the one whose earliest text comes first."""
    kept, firsts, sizes = np.unique(labels[labels >= 0], return_index=True, return_counts=True)
    numbers = np.full(int(labels.max(initial=-1)) + 2, -1, np.int64)
    numbers[kept[np.lexsort((firsts, -sizes))]] = np.arange(len(kept))
    return numbers[labels]
