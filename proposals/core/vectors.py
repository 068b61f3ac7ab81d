"""Texts as directions: heavier for terms that are rare in the corpus, all of one length."""

from __future__ import annotations

import numpy as np

from proposals.core.fixedlog import BIT, FRACTION_BITS, flog, integer_root
from proposals.core.integers import Sparse, filled, rows_of, sum_by_row

LENGTH_BITS = 12
FULL_SIMILARITY = 1 << (2 * LENGTH_BITS)


def text_vectors(counts: Sparse) -> Sparse:
    """One row per text: (1 + log2 count) x (log2(n + 1) - log2(texts of the term + 1/2)), scaled so
    that each row is 2^12 long. The product of two rows is their cosine times 2^24.
    """
    texts, idf_step = counts.shape[0], 1024
    spread = filled(counts)
    rarity = np.maximum(
        flog(np.full(1, (texts + 1) * idf_step, np.int64)) - flog(spread * idf_step + idf_step // 2), 0
    )
    vectors = counts.copy()
    vectors.data = ((BIT + flog(counts.data)) * rarity[counts.indices]) >> FRACTION_BITS
    return _scaled(vectors)


def _scaled(vectors: Sparse) -> Sparse:
    lengths = np.maximum(integer_root(sum_by_row(vectors, vectors.data * vectors.data)), 1)
    vectors.data = (vectors.data << LENGTH_BITS) // lengths[rows_of(vectors)]
    vectors.eliminate_zeros()
    return vectors
