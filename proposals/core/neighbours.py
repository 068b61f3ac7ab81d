"""The nearest texts of each text, exactly, and the graph they make."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from proposals.core.integers import Ints, Sparse, narrowed, table

BLOCK = 128
SIMILARITY_STEP_BITS = 14

Short: TypeAlias = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """For each text (row) its nearest texts and their similarity (0 to 2^24), nearest first.

    Where a text has fewer neighbours with a common term the row ends with text -1, similarity 0.
    """

    texts: Ints
    similarities: Ints


def nearest(vectors: Sparse, wanted: int) -> Neighbours:
    """The `wanted` most similar other texts of each text; equal similarity, the earlier text first.

    Computed block by block: exact, and without a full table of similarities in memory. Sums stay
    below 2^31 because rows are 2^12 long (Cauchy-Schwarz), so 32-bit products are exact.
    """
    count = vectors.shape[0]
    best = np.zeros((count, wanted), np.int64)
    narrow = narrowed(vectors)
    turned = sp.csr_array(narrow.T)
    for start in range(0, count, BLOCK):
        block = sp.csr_array(narrow[start : start + BLOCK] @ turned)
        for row, (first, end) in enumerate(pairwise(block.indptr.tolist()), start):
            keys = _best(block.indices[first:end], block.data[first:end], row, wanted, count)
            best[row, : len(keys)] = keys
    similarities = best // count
    return Neighbours(np.where(similarities > 0, count - 1 - best % count, -1), similarities)


def _best(texts: Short, similarities: Short, self: int, wanted: int, count: int) -> Ints:
    """The nearest texts, each as one number that holds its similarity and its place from the end: so the
    larger number is the nearer text, or of two level ones the earlier.
    """
    if len(texts) > wanted + 1:
        # Keep every text level with the last one wanted: the cut must not depend on partition's whim.
        least = np.partition(similarities, -(wanted + 1))[-(wanted + 1)]
        near = np.flatnonzero(similarities >= least)
        texts, similarities = texts[near], similarities[near]
    keys: Ints = (similarities.astype(np.int64) * count + (count - 1) - texts)[texts != self]
    keys.sort()
    return keys[::-1][:wanted]


def graph(neighbours: Neighbours, wanted: int) -> Sparse:
    """The undirected graph: an edge where one is among the `wanted` nearest of the other, its weight the
    similarity in 1/1024 (the larger of both directions); edges under 1/1024 are dropped.
    """
    texts = neighbours.texts[:, :wanted]
    count, wide = texts.shape
    weights = neighbours.similarities[:, :wanted].ravel() >> SIMILARITY_STEP_BITS
    real = (texts.ravel() >= 0) & (weights > 0)
    rows = np.repeat(np.arange(count, dtype=np.int64), wide)[real]
    one_way = table(weights[real], rows, texts.ravel()[real], (count, count))
    both: Sparse = sp.csr_array(one_way.maximum(sp.csr_array(one_way.T)))
    both.sort_indices()
    return both
