"""Texts as directions: heavier for terms that are rare in the corpus, all of one length."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from proposals.core.fixedlog import BIT, FRACTION_BITS, flog, integer_root
from proposals.core.integers import Sparse, filled, rows_of, sum_by_row

LENGTH_BITS = 12
# In the second view neighbours count seven tenths of a text's own terms; weights under 3 % are dropped.
NEIGHBOURS_IN_TENTHS = 7
LEAST_WEIGHT = 120
BLOCK = 512
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


def wider_vectors(vectors: Sparse, network: Sparse) -> Sparse:
    """The second view: each text with its own terms and what goes with them in the recurrence network.

    Two texts without a common word may be near: one says "cabine", the other "téléphone".
    """
    starts = range(0, max(vectors.shape[0], 1), BLOCK)
    wider: Sparse = sp.csr_array(sp.vstack([_wider(vectors[at : at + BLOCK], network) for at in starts]))
    return wider


def _wider(vectors: Sparse, network: Sparse) -> Sparse:
    """The same for a few texts: before light weights are dropped, a text goes with hundreds of terms."""
    around = _scaled(sp.csr_array(vectors @ network))
    around.data = around.data * NEIGHBOURS_IN_TENTHS // 10
    wider = _scaled(sp.csr_array(vectors + around))
    wider.data[wider.data < LEAST_WEIGHT] = 0
    wider.eliminate_zeros()
    wider.sort_indices()
    return wider


def _scaled(vectors: Sparse) -> Sparse:
    lengths = np.maximum(integer_root(sum_by_row(vectors, vectors.data * vectors.data)), 1)
    vectors.data = (vectors.data << LENGTH_BITS) // lengths[rows_of(vectors)]
    vectors.eliminate_zeros()
    return vectors
