"""The terms that name a cluster, and the cluster that has no theme of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from proposals.core.fixedlog import BIT, flog, flog_of
from proposals.core.integers import Ints
from proposals.core.placing import Occurrences, Weights, counted_by

NAMING_TERMS = 12
RESIDUAL_TERMS = 10
FEWEST_CLUSTERS_FOR_RESIDUAL = 4


@dataclass(frozen=True, slots=True)
class NamingTerm:
    """A term that names a cluster: in how many of its texts it stands, and b(t,c) in 1/4096 bit."""

    stem: str
    surface: str
    texts: int
    bits: int


def naming_terms(
    seen: Occurrences,
    given: Weights,
    labels: Ints,
    stems: Sequence[str],
    surfaces: Mapping[str, str],
    family: Mapping[str, str],
    most: int,
) -> list[tuple[NamingTerm, ...]]:
    """For each cluster its `most` characteristic terms: ranked by (texts of the cluster that hold the
    term) x b(t,c), ties by alphabet, one of each family. Texts, not words, so that one long text names
    nothing.
    """
    texts = counted_by(seen, labels, given.bits.shape[1])
    worth = texts * given.bits
    named = []
    for cluster in range(worth.shape[1]):
        found: dict[str, NamingTerm] = {}
        for at in np.argsort(-worth[:, cluster], kind="stable").tolist():
            if len(found) == most or worth[at, cluster] <= 0:
                break
            stem = stems[at]
            term = NamingTerm(stem, surfaces[stem], int(texts[at, cluster]), int(given.bits[at, cluster]))
            found.setdefault(family[stem], term)
        named.append(tuple(found.values()))
    return named


def residual_of(
    seen: Occurrences, given: Weights, labels: Ints, named: Sequence[Sequence[NamingTerm]]
) -> int | None:
    """The cluster (from 0) where small demands without a common theme met, or None.

    It is the one where the first ten naming terms say least of an average text: their bits, summed
    over the texts that hold them, by text, and by log2(T / N_c), the most that b could reach there
    (a plain mean of b would only find the largest cluster). It must say under two thirds of what the
    median cluster does, and there must be four clusters: else "other demands" would be a guess.
    """
    if len(named) < FEWEST_CLUSTERS_FOR_RESIDUAL:
        return None
    most = flog_of(seen.words) - flog(np.maximum(given.held.sum(axis=0), 1))
    sizes = np.bincount(labels[labels >= 0], minlength=len(named))
    said = [
        sum(term.texts * term.bits for term in terms[:RESIDUAL_TERMS]) * BIT // max(int(size * reach), 1)
        for terms, size, reach in zip(named, sizes, most, strict=True)
    ]
    median = sorted(said)[len(said) // 2]
    return said.index(min(said)) if 3 * min(said) < 2 * median else None
