"""Down to the number of clusters asked for: the pair whose merger loses least is merged, again and again."""

from __future__ import annotations

import numpy as np

from deliberation.core.progress import Progress
from proposals.core.fixedlog import flog
from proposals.core.integers import Ints, ints
from proposals.core.labels import Past, closed_up
from proposals.core.placing import Occurrences, held_by, refined

ROUNDS = 2
# Of the clusters too many, one in four is merged away before texts may move again; at least one.
AT_ONCE = 4


def merged_down(
    seen: Occurrences, labels: Ints, was: Past, asked: int, progress: Progress
) -> tuple[Ints, Past]:
    """Merge until at most `asked` clusters are left, letting texts move between mergers.

    Every text has a label. Of a pair, the cluster with the smaller number lives on.
    """
    start, x_log_x = len(was), x_log_x_up_to(2 * int(seen.totals.max()))
    while len(was) > asked:
        progress("merging", start - len(was), start - asked)
        mergers = max(1, (len(was) - asked) // AT_ONCE)
        names = _merged(held_by(seen, labels, len(was)).T, mergers, x_log_x)
        labels, was = closed_up(names[labels], was)
        labels, was = closed_up(refined(seen, labels, len(was), ROUNDS), was)
    return labels, was


def x_log_x_up_to(largest: int) -> Ints:
    """x log2 x for x = 0 ... largest, in 1/4096 bit."""
    numbers = np.arange(largest + 1, dtype=np.int64)
    return ints(numbers * flog(np.maximum(numbers, 1)))


def _merged(held: Ints, mergers: int, x_log_x: Ints) -> Ints:
    """The cluster that each cluster (row of `held`) belongs to after so many mergers."""
    held = np.ascontiguousarray(held)
    names = np.arange(len(held))
    losses = np.full((len(held), len(held)), np.iinfo(np.int64).max)
    for row in range(len(held)):
        losses[row, row + 1 :] = _losses(held, row, x_log_x)[row + 1 :]
    for _ in range(mergers):
        first, second = divmod(int(losses.argmin()), len(held))
        names[names == second] = first
        held[first] += held[second]
        losses[second, :] = losses[:, second] = np.iinfo(np.int64).max
        alive = np.unique(names)
        renewed = _losses(held, first, x_log_x)
        before, after = alive[alive < first], alive[alive > first]
        losses[before, first], losses[first, after] = renewed[before], renewed[after]
    return names


def _losses(held: Ints, row: int, x_log_x: Ints) -> Ints:
    """How much log-likelihood a merger of this cluster with each other one would lose.

    The likelihood of a cluster's words is sum n log n - N log N. A term that only one of two clusters
    holds loses nothing by itself, so only the terms of this cluster are looked at.
    """
    terms = np.flatnonzero(held[row])
    own, others = held[row, terms], held[:, terms]
    together = (x_log_x[own + others] - x_log_x[others]).sum(axis=1) - int(x_log_x[own].sum())
    words = held.sum(axis=1)
    return ints(_n_log_n(words + words[row]) - _n_log_n(words) - int(_n_log_n(words[[row]])[0]) - together)


def _n_log_n(words: Ints) -> Ints:
    return ints(words * flog(np.maximum(words, 1)))
