"""A text goes where its terms point: the sum of what each term says of each cluster.

For a term t and a cluster c, b(t,c) = log2 of how much more frequent t is in c than in the whole
corpus, smoothed. A text's score for c is the sum of count x b over its terms, plus log2 of the
cluster's share of texts. Everything is in 1/4096 bit. Labels are 0, 1, 2, ...; -1 is no cluster.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from proposals.core.fixedlog import flog, flog_of
from proposals.core.integers import Ints, Narrow, Sparse, ints, narrowed, rows_of, sum_by_column, sum_by_row

LEAST_SMOOTHING = 20
MOST_SMOOTHING = 1000
STILL_PER_MILLE = 1


@dataclass(frozen=True, slots=True, eq=False)
class Occurrences:
    """Counts of terms in texts, with what every round needs from them, computed once.

    `counts` texts x terms, no empty row or column; `narrow` the same in 32 bits; `rows` the text of each
    stored entry; `lengths` words per text; `totals` words per term, `log_totals` their logarithms;
    `smoothing` is mu; `stands_for` says of how many texts with these very counts each is the first.
    """

    counts: Sparse
    narrow: Narrow
    rows: Ints
    lengths: Ints
    totals: Ints
    log_totals: Ints
    smoothing: int
    stands_for: Ints

    @property
    def words(self) -> int:
        """T, all words counted."""
        return int(self.totals.sum())


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The sums' ingredients for one set of labels: `held` words of each term in each cluster (terms x
    clusters), `bits` = b(t,c) of the same shape, `prior` one per cluster.
    """

    held: Ints
    bits: Ints
    prior: Ints


def occurrences(counts: Sparse, asked: int, stands_for: Ints | None = None) -> Occurrences:
    """Prepare counts for `asked` clusters; mu = 2T/K, at least 20 and at most 1000. Each text stands for
    itself alone unless told otherwise.
    """
    lengths, totals = sum_by_row(counts, counts.data), sum_by_column(counts)
    smoothing = min(MOST_SMOOTHING, max(LEAST_SMOOTHING, 2 * int(totals.sum()) // asked))
    copies = np.ones(counts.shape[0], np.int64) if stands_for is None else stands_for
    return Occurrences(
        counts, narrowed(counts), rows_of(counts), lengths, totals, flog(totals), smoothing, copies
    )


def weights(seen: Occurrences, labels: Ints, clusters: int) -> Weights:
    """b(t,c) = log2[(n_tc + mu p_t) / (N_c + mu) / p_t], p_t = n_t / T, and the prior log2[(m_c + 1) /
    (n + K)], from the labelled texts. The rate is kept whole as (n_tc T + mu n_t) / ((N_c + mu) n_t).
    """
    held = held_by(seen, labels, clusters)
    # Most terms stand in few clusters: everywhere else the logarithm depends on the term alone.
    absent = flog(seen.smoothing * seen.totals)
    bits = (absent - seen.log_totals)[:, None] - flog(held.sum(axis=0) + seen.smoothing)
    cells = np.flatnonzero(held)
    terms = cells // clusters
    present = held.ravel()[cells] * seen.words + seen.smoothing * seen.totals[terms]
    bits.ravel()[cells] += flog(present) - absent[terms]
    sizes = np.bincount(labels[labels >= 0], minlength=clusters)
    prior = flog(ints(sizes) + 1) - flog_of(len(labels) + clusters)
    return Weights(held, bits, prior)


def held_by(seen: Occurrences, labels: Ints, clusters: int) -> Ints:
    """How many words of each term stand in each cluster (terms x clusters)."""
    return counted_by(seen, labels, clusters, seen.counts.data)


def counted_by(seen: Occurrences, labels: Ints, clusters: int, amounts: Ints | None = None) -> Ints:
    """The sum of `amounts` (one for each stored entry; 1 each unless told) by term and cluster."""
    cells, size = _cells(seen, labels, clusters), len(seen.totals) * clusters
    if int(labels.min(initial=0)) < 0:
        known = labels[seen.rows] >= 0
        cells, amounts = cells[known], None if amounts is None else amounts[known]
    # Counts below 2^53 are exact as doubles, whatever the order of their sum.
    return ints(np.bincount(cells, amounts, size)).reshape(-1, clusters)


def _cells(seen: Occurrences, labels: Ints, clusters: int) -> Ints:
    """For each stored entry, where its term and its text's cluster meet in a table of terms x clusters."""
    cells = labels[seen.rows]
    cells += seen.counts.indices * np.int64(clusters)
    return cells


def scores(seen: Occurrences, given: Weights) -> Ints:
    """Texts x clusters: the plain sums, count x b + prior."""
    most = int(seen.lengths.max()) * int(np.abs(given.bits).max())
    if most < 2**31:
        return ints(seen.narrow @ given.bits.astype(np.int32)) + given.prior
    return ints(seen.counts @ given.bits) + given.prior


def bits_without_own_words(seen: Occurrences, given: Weights, labels: Ints) -> Ints:
    """For each stored entry of the counts, b(t, own cluster) had the text not been there.

    Entries of texts without a label get the value for cluster 0, which nobody reads.
    """
    bits, rest_words = _logs_without_own_words(seen, given, labels)
    bits -= rest_words[seen.rows]
    bits -= seen.log_totals[seen.counts.indices]
    return bits


def own_scores(seen: Occurrences, given: Weights, labels: Ints) -> Ints:
    """Each text's score for its own cluster, its own words taken out: no text vouches for itself."""
    bits, rest_words = _logs_without_own_words(seen, given, labels)
    bits -= seen.log_totals[seen.counts.indices]
    bits *= seen.counts.data
    sums = sum_by_row(seen.counts, bits) - seen.lengths * rest_words
    return sums + given.prior[np.maximum(labels, 0)]


def _logs_without_own_words(seen: Occurrences, given: Weights, labels: Ints) -> tuple[Ints, Ints]:
    """log2 of (n_tc T + mu n_t) for each stored entry and of (N_c + mu) for each text, as if the text were
    not in its cluster. The hot spot of a run: in place, because these are its longest arrays.
    """
    own = np.maximum(labels, 0)
    rest = given.held.ravel()[_cells(seen, own, given.held.shape[1])]
    rest -= seen.counts.data
    np.maximum(rest, 0, out=rest)
    rest *= seen.words
    smoothed = seen.totals[seen.counts.indices]
    smoothed *= seen.smoothing
    rest += smoothed
    rest_words = np.maximum(given.held.sum(axis=0)[own] - seen.lengths, 0)
    return flog(rest), flog(rest_words + seen.smoothing)


def refined(seen: Occurrences, labels: Ints, clusters: int, rounds: int, lead: int = 0) -> Ints:
    """Put every text where it scores best, all at once, until at most 0.1 % move or `rounds` are done.

    A text leaves its cluster only for one that scores more than `lead` higher (1/4096 bit). Of equal
    scores the cluster with the smaller number wins. Texts without label get one.
    """
    for _ in range(rounds):
        given = weights(seen, labels, clusters)
        all_scores = scores(seen, given)
        labelled = np.flatnonzero(labels >= 0)
        own = own_scores(seen, given, labels)
        all_scores[labelled, labels[labelled]] = own[labelled] + lead
        better = ints(all_scores.argmax(axis=1))
        moved = int((better != labels).sum())
        labels = better
        if moved * 1000 <= len(labels) * STILL_PER_MILLE:
            break
    return labels
