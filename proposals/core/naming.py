"""The terms that name a cluster, and the cluster that has no theme of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from proposals.core.integers import Ints
from proposals.core.placing import Occurrences, Weights

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
    most: int,
) -> list[tuple[NamingTerm, ...]]:
    """For each cluster its `most` characteristic terms: ranked by (texts of the cluster that hold the
    term) x b(t,c), ties by alphabet. Texts, not words, so that one long text names nothing.
    """
    member = np.zeros((len(labels), given.bits.shape[1]), np.int64)
    labelled = np.flatnonzero(labels >= 0)
    member[labelled, labels[labelled]] = 1
    standing = seen.turned.copy()
    standing.data = np.ones_like(standing.data)
    texts = np.asarray(standing @ member)
    worth = texts * given.bits
    named = []
    for cluster in range(worth.shape[1]):
        ranked = np.argsort(-worth[:, cluster], kind="stable")[:most]
        named.append(
            tuple(
                NamingTerm(
                    stems[at], surfaces[stems[at]], int(texts[at, cluster]), int(given.bits[at, cluster])
                )
                for at in ranked.tolist()
                if worth[at, cluster] > 0
            )
        )
    return named


def residual_of(named: Sequence[Sequence[NamingTerm]]) -> int | None:
    """The cluster (from 0) where small demands were put together: the one whose first ten terms have
    the lowest mean b, and less than three quarters of the median cluster's.

    None when no cluster stands out so, or with under four clusters: "other demands" would be a guess.
    """
    if len(named) < FEWEST_CLUSTERS_FOR_RESIDUAL:
        return None
    means = [_mean_bits(terms[:RESIDUAL_TERMS]) for terms in named]
    median = sorted(means)[len(means) // 2]
    return means.index(min(means)) if 4 * min(means) < 3 * median else None


def _mean_bits(terms: Sequence[NamingTerm]) -> int:
    return sum(term.bits for term in terms) // max(len(terms), 1)
