"""The ground all methods stand on: the terms that our reader finds in each text, and their tf-idf."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from bench.clock import cpu_seconds
from bench.measures import Counts, Labels
from bench.sets import TextSet
from proposals.core.lists import lists_for
from proposals.core.settings import Settings
from proposals.core.terms import Reader, read_texts, usable_terms

COMMON_PERCENT = 30


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """`counts` has a row a text and a column a term; reading it took `cpu` seconds.

    Texts without any term are told by `silent`: no method can say anything about them.
    """

    counts: Counts
    cpu: float

    @property
    def silent(self) -> Labels:
        """The rows that hold no term."""
        return np.flatnonzero(np.diff(self.counts.indptr) == 0).astype(np.int64)

    @property
    def speaking(self) -> Labels:
        """The rows that hold a term."""
        return np.flatnonzero(np.diff(self.counts.indptr)).astype(np.int64)


def read_ground(texts: TextSet, common_percent: int = COMMON_PERCENT) -> Ground:
    """Read texts as a run does; a term stands in 2 texts (under 600 of them), 3 (under 6,000) or 5 at
    least, and in at most 30 %.
    """
    started = cpu_seconds()
    reader = Reader(lists_for(*texts.languages))
    reading = read_texts([(row.text, row.language) for row in texts.rows], reader)
    level = replace(Settings().corpus_level(len(texts.rows)), common_percent=common_percent)
    counts = reading.counts[:, usable_terms(reading.counts, level)]
    # scikit-learn takes 32-bit indices alone.
    parts = (counts.data, counts.indices.astype(np.int32), counts.indptr.astype(np.int32))
    return Ground(sp.csr_array(parts, shape=counts.shape), cpu_seconds() - started)


def tf_idf(counts: Counts) -> sp.csr_array[np.float32]:
    """(1 + ln tf) x (1 + ln((n + 1) / (df + 1))), each row of length 1: scikit-learn's weights, sublinear."""
    texts = counts.shape[0]
    spread = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = 1 + np.log((texts + 1) / (spread + 1))
    data = (1 + np.log(counts.data)) * rarity[counts.indices]
    rows = np.repeat(np.arange(texts), np.diff(counts.indptr))
    lengths = np.sqrt(np.bincount(rows, weights=data * data, minlength=texts))
    weights = (data / lengths[rows]).astype(np.float32)
    return sp.csr_array((weights, counts.indices, counts.indptr), shape=counts.shape)
