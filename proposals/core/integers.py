"""The two shapes every number of the analysis has: a row of integers, or a sparse table of them."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Ints: TypeAlias = npt.NDArray[np.int64]
Sparse: TypeAlias = "sp.csr_array[np.int64]"
# Where sums are known to stay below 2^31, products of these take half the memory and the time.
Narrow: TypeAlias = "sp.csr_array[np.int32]"


def ints(values: object) -> Ints:
    """Any sequence of integers as int64, the only width the analysis computes with."""
    return np.asarray(values, dtype=np.int64)


def table(values: Ints, rows: Ints, columns: Ints, shape: tuple[int, int]) -> Sparse:
    """A sparse table with sorted columns; entries given twice are added."""
    made: Sparse = sp.csr_array(sp.coo_array((values, (rows, columns)), shape=shape))
    made.sum_duplicates()
    return made


def narrowed(sparse: Sparse) -> Narrow:
    """The same table in 32 bits; its values must be below 2^31."""
    parts = (part.astype(np.int32) for part in (sparse.data, sparse.indices, sparse.indptr))
    made: Narrow = sp.csr_array(tuple(parts), shape=sparse.shape)
    return made


def rows_of(sparse: Sparse | Narrow) -> Ints:
    """For each stored entry of the table, the number of its row."""
    return np.repeat(np.arange(sparse.shape[0], dtype=np.int64), np.diff(sparse.indptr))


def sum_by_row(sparse: Sparse, values: Ints) -> Ints:
    """Add up `values` (one for each stored entry, in storage order) row by row; empty rows give 0.

    Differences of a running sum: exact in int64, and right for empty rows where `reduceat` is not.
    """
    running = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=running[1:])
    sums: Ints = running[sparse.indptr[1:]] - running[sparse.indptr[:-1]]
    return sums


def sum_by_column(sparse: Sparse) -> Ints:
    """The sum of each column of the table."""
    return ints(sparse.sum(axis=0))


def filled(sparse: Sparse) -> Ints:
    """The number of stored entries in each column (how many texts hold each term)."""
    return ints(np.bincount(sparse.indices, minlength=sparse.shape[1]))
