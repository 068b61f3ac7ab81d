"""How far a grouping agrees with people's labels, and how far the terms that name its groups belong together.

Floats are good enough here: nothing of this enters a result that anybody must repeat to the byte.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import combinations
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.special import gammaln

Labels: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Counts: TypeAlias = "sp.csr_array[np.int64]"

TOP_TERMS = 10
SMALLEST_NAMED = 5
NOWHERE = -1


def numbered(labels: Sequence[Hashable]) -> Labels:
    """Labels of any kind as numbers from 0, in the order in which they first appear."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(label, len(numbers)) for label in labels], np.int64)


def groups_of(labels: Labels, smallest: int = 1) -> int:
    """How many groups have at least `smallest` texts; texts that are nowhere make none."""
    return int((np.bincount(labels[labels != NOWHERE]) >= smallest).sum()) if len(labels) else 0


def adjusted_mutual_information(left: Labels, right: Labels) -> float:
    """AMI of Vinh, Epps and Bailey (2010), with the arithmetic mean of both entropies: 1 for the same
    grouping, 0 for what chance gives.
    """
    cells = _cells(left, right)
    rows, columns, count = cells.sum(axis=1), cells.sum(axis=0), int(cells.sum())
    if len(rows) == len(columns) == 1 or len(rows) == len(columns) == count:
        return 1.0
    a, b = np.nonzero(cells)
    held = cells[a, b]
    shared = float((held / count * np.log(count * held / (rows[a] * columns[b]))).sum())
    chance = _expected_information(rows, columns, count)
    most = (_entropy(rows) + _entropy(columns)) / 2
    return (shared - chance) / (most - chance) if most != chance else 0.0


def adjusted_rand_index(left: Labels, right: Labels) -> float:
    """ARI of Hubert and Arabie (1985): agreement over pairs of texts, beyond chance."""
    cells = _cells(left, right)
    together = _pairs(cells).sum()
    rows, columns = _pairs(cells.sum(axis=1)).sum(), _pairs(cells.sum(axis=0)).sum()
    chance = rows * columns / max(_pairs(cells.sum()), 1)
    most = (rows + columns) / 2
    return float((together - chance) / (most - chance)) if most != chance else 1.0


def share_of_pairs(labels: Labels, truth: Labels) -> tuple[float, int]:
    """Of the pairs of texts that stand in one group, the share that has one label; and how many pairs."""
    inside = labels != NOWHERE
    cells = _cells(labels[inside], truth[inside])
    pairs = int(_pairs(cells.sum(axis=1)).sum())
    return (float(_pairs(cells).sum() / pairs) if pairs else 0.0), pairs


def mean_npmi(counts: Counts, labels: Labels) -> float:
    """Mean normalised pointwise mutual information (Bouma, 2009) of each two of a group's ten top terms,
    over texts; -1 where two terms never meet. Terms are ranked by signed G2 for every method alike, and
    groups under five texts name nothing.
    """
    present = counts.copy()
    present.data = np.ones_like(present.data)
    named = [_coherence(present, terms) for terms in _top_terms(counts, labels)]
    return float(np.mean(named)) if named else 0.0


def _cells(left: Labels, right: Labels) -> Labels:
    _, a = np.unique(left, return_inverse=True)
    _, b = np.unique(right, return_inverse=True)
    width = int(b.max(initial=0)) + 1
    cells = np.bincount(a * width + b, minlength=(int(a.max(initial=0)) + 1) * width)
    return cells.reshape(-1, width).astype(np.int64)


def _pairs(sizes: npt.ArrayLike) -> Floats:
    many = np.asarray(sizes, np.float64)
    return many * (many - 1) / 2


def _entropy(sizes: Labels) -> float:
    share = sizes[sizes > 0] / sizes.sum()
    return float(-(share * np.log(share)).sum())


def _expected_information(rows: Labels, columns: Labels, count: int) -> float:
    """The mutual information that random groupings with the same sizes have on average."""
    fact = gammaln(np.arange(count + 1) + 1.0)
    total = 0.0
    for a, times_a in zip(*np.unique(rows, return_counts=True), strict=True):
        for b, times_b in zip(*np.unique(columns, return_counts=True), strict=True):
            n = np.arange(max(1, a + b - count), min(a, b) + 1)
            ways = fact[n] + fact[a - n] + fact[b - n] + fact[count - a - b + n] + fact[count]
            fixed = fact[a] + fact[b] + fact[count - a] + fact[count - b]
            told = n / count * np.log(count * n / (float(a) * float(b))) * np.exp(fixed - ways)
            total += float(told.sum()) * int(times_a) * int(times_b)
    return total


def _top_terms(counts: Counts, labels: Labels) -> list[Labels]:
    in_all = np.asarray(counts.sum(axis=0), np.float64)
    share = in_all / max(in_all.sum(), 1)
    tops = []
    for group in np.unique(labels[labels != NOWHERE]):
        rows = np.flatnonzero(labels == group)
        if len(rows) < SMALLEST_NAMED:
            continue
        held = np.asarray(counts[rows].sum(axis=0), np.float64)
        expected = np.maximum(held.sum() * share, 1e-12)
        surprise = held * np.log(np.maximum(held, 1e-12) / expected) - (held - expected)
        worth = np.where((held > expected), surprise, -1.0)
        best = np.argsort(-worth, kind="stable")[:TOP_TERMS]
        tops.append(best[worth[best] > 0].astype(np.int64))
    return tops


def _coherence(present: Counts, terms: Labels) -> float:
    texts = present.shape[0]
    chosen = present[:, terms]
    meeting = (chosen.T @ chosen).toarray() / texts
    told = []
    for a, b in combinations(range(len(terms)), 2):
        both = float(meeting[a, b])
        if both == 0:
            told.append(-1.0)
        elif both < 1:
            told.append(float(np.log(both / (meeting[a, a] * meeting[b, b])) / -np.log(both)))
    return float(np.mean(told)) if told else 0.0
