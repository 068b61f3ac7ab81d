"""Texts into the asked number of clusters: first communities, refined by sums, merged by likelihood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from deliberation.core.progress import Progress, silent
from proposals.core.consensus import first_communities
from proposals.core.integers import Ints, Sparse, filled, ints, sum_by_row
from proposals.core.labels import Past, closed_up, from_the_largest, without_small
from proposals.core.merging import merged_down
from proposals.core.placing import LEAST_SMOOTHING, Occurrences, occurrences, refined
from proposals.core.settings import Level

FIRST_ROUNDS = 5
LAST_ROUNDS = 20
# Where fewer clusters hold than could, the smoothing is halved up to so many times.
MOST_HALVINGS = 4
# An odd number without pattern (2^61 over the golden ratio): products of it wrap around and scatter.
MIXING = 1_425_089_352_415_399_681

# Why there are fewer clusters than asked for; empty when there are not.
Fewer = Literal["", "no-terms", "too-few-texts", "dissolved", "started-with-fewer"]


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """A label for each text (0, 1, ...; all -1 when not even one cluster could be made), why there are
    fewer clusters than asked for, how many texts hold the very terms of an earlier one, for each
    cluster its number in the edition before, and the smoothing with which they hold.
    """

    labels: Ints
    fewer: Fewer
    copies: int
    was: Past
    smoothing: int

    @property
    def made(self) -> int:
        """How many clusters there are."""
        return len(self.was)


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """The clusters that hold with one smoothing."""

    labels: Ints
    was: Past
    smoothing: int


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
    firsts, copy_of = _distinct(counts)
    copies = len(copy_of) - len(firsts)
    labels, was = _begun(start)
    if was:
        return _continued(seen, labels, was, copies, level, progress)
    few, found = _in_a_sample(counts[firsts], ints(np.bincount(copy_of)), level, progress)
    communities = int(found.max(initial=-1)) + 1
    if not communities:
        return Grouping(np.full(len(copy_of), -1, np.int64), "too-few-texts", copies, (), seen.smoothing)

    def held(halvings: int) -> _Held:
        begun, past = _settled(_halved(few, halvings), found, [None] * communities, level, progress)
        labels = np.full(len(firsts), -1, np.int64)
        labels[: len(begun)] = begun
        whole = _halved(seen, halvings)
        return _Held(*_settled(whole, labels[copy_of], past, level, progress), whole.smoothing)

    best = _best(held, min(communities, level.asked))
    fewer: Fewer = ""
    if len(best.was) < level.asked:
        fewer = "dissolved" if len(best.was) < communities else "too-few-texts"
    return Grouping(from_the_largest(best.labels), fewer, copies, tuple(best.was), best.smoothing)


def _continued(
    seen: Occurrences, labels: Ints, was: Past, copies: int, level: Level, progress: Progress
) -> Grouping:
    """The clusters of the edition before, with the new texts in them.

    A text leaves its cluster only for one that leads by what it takes to be placed (`level.lead`).
    """

    def held(halvings: int) -> _Held:
        whole = _halved(seen, halvings)
        return _Held(*_settled(whole, labels, was, level, progress, level.lead), whole.smoothing)

    best = _best(held, min(len(was), level.asked))
    fewer: Fewer = ""
    if len(best.was) < level.asked:
        fewer = "dissolved" if len(best.was) < len(was) else "started-with-fewer"
    return Grouping(best.labels, fewer, copies, tuple(best.was), best.smoothing)


def _best(held: Callable[[int], _Held], enough: int) -> _Held:
    """The first smoothing with which enough clusters hold, or else the one with which most do (ties,
    the first): a strong smoothing speaks for large clusters, and many clusters are small ones.
    """
    best = held(0)
    for halvings in range(1, MOST_HALVINGS + 1):
        if len(best.was) >= enough or best.smoothing == LEAST_SMOOTHING:
            break
        found = held(halvings)
        best = found if len(found.was) > len(best.was) else best
    return best


def _halved(seen: Occurrences, halvings: int) -> Occurrences:
    return replace(seen, smoothing=max(LEAST_SMOOTHING, seen.smoothing >> halvings))


def _begun(start: Sequence[int | None]) -> tuple[Ints, Past]:
    """Labels from the numbers of the edition before (-1 for a new text), and the number of each label."""
    numbers = sorted({number for number in start if number is not None})
    label = {number: at for at, number in enumerate(numbers)}
    return ints([-1 if number is None else label[number] for number in start]), list(numbers)


def _in_a_sample(
    distinct: Sparse, stands_for: Ints, level: Level, progress: Progress
) -> tuple[Occurrences, Ints]:
    """The first different texts in the order of digests (a draw that nobody can choose), and the first
    community of each. All the others join by their sums.
    """
    some = distinct[: level.sample]
    some = some[:, np.flatnonzero(filled(some))]
    few = occurrences(some, level.asked, stands_for[: level.sample])
    return few, first_communities(some, few, level, progress)


def _settled(
    seen: Occurrences, labels: Ints, was: Past, level: Level, progress: Progress, lead: int = 0
) -> tuple[Ints, Past]:
    """Let texts move, merge down to the clusters asked for, let them move again, dissolve small clusters."""
    labels, was = closed_up(refined(seen, labels, len(was), FIRST_ROUNDS, lead), was)
    labels, was = merged_down(seen, labels, was, level.asked, progress)
    labels = refined(seen, labels, len(was), LAST_ROUNDS, lead)
    for _ in range(level.asked):
        kept, stay = closed_up(without_small(labels, seen.stands_for, level.smallest, len(was)), was)
        if len(stay) == len(was) or not stay:
            break
        labels, was = refined(seen, kept, len(stay), LAST_ROUNDS, lead), stay
    return closed_up(without_small(labels, seen.stands_for, level.smallest, len(was)), was)


def _distinct(counts: Sparse) -> tuple[Ints, Ints]:
    """The first text of each set of texts with equal counts, and for each text the number of its set.

    Equal texts have equal signatures; only texts that share one are compared in full.
    """
    mixed = (counts.indices + np.int64(1)) * MIXING
    signatures = sum_by_row(counts, (mixed ^ (mixed >> 29)) * (counts.data + MIXING))
    _, at, times = np.unique(signatures, return_inverse=True, return_counts=True)
    first = np.arange(counts.shape[0])
    earliest: dict[tuple[bytes, bytes], int] = {}
    for row in np.flatnonzero(times[at] > 1).tolist():
        own = slice(counts.indptr[row], counts.indptr[row + 1])
        key = (counts.indices[own].tobytes(), counts.data[own].tobytes())
        first[row] = earliest.setdefault(key, row)
    firsts, copy_of = np.unique(first, return_inverse=True)
    return ints(firsts), ints(copy_of)
