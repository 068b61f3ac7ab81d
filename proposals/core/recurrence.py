"""The recurrence network: which terms stand in the same texts more often than chance would have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from proposals.core.fixedlog import flog, flog_of
from proposals.core.integers import Ints, Sparse, filled, ints, narrowed, rows_of, table

MOST_LINKS = 10
FEWEST_TEXTS_TOGETHER = 3
LEAST_PERCENT = 11  # "above .10"
BLOCK = 512


@dataclass(frozen=True, slots=True)
class Link:
    """A term that goes with another one: `percent` is their NPMI, from 11 to 100 (always together)."""

    stem: str
    percent: int


@dataclass(frozen=True, slots=True)
class TermLinks:
    """The terms that go best with one term, the strongest first, ten at most; ties by alphabet."""

    stem: str
    links: tuple[Link, ...]


def recurrence(counts: Sparse) -> Sparse:
    """Terms x terms: the NPMI of a term (row) with each of its best neighbours, in percent.

    NPMI = log(n n_tu / (n_t n_u)) / log(n / n_tu) over texts, for terms that stand together in three
    texts at least; kept above 10 %, at most ten for a term, of equal ones the first.
    """
    texts, terms = counts.shape
    one, other, held = _often_together(counts)
    alone, log_texts, log_held = flog(np.maximum(filled(counts), 1)), flog_of(max(texts, 1)), flog(held)
    percent = (log_held + log_texts - alone[one] - alone[other]) * 100 // np.maximum(log_texts - log_held, 1)
    kept = percent >= LEAST_PERCENT
    return _best_of_each(one[kept], other[kept], np.minimum(percent[kept], 100), terms)


def links_of(network: Sparse, stems: Sequence[str]) -> tuple[TermLinks, ...]:
    """The network as published: the terms that have neighbours, in order."""
    found = []
    for row, stem in enumerate(stems):
        own = slice(network.indptr[row], network.indptr[row + 1])
        pairs = zip(network.indices[own].tolist(), network.data[own].tolist(), strict=True)
        links = tuple(Link(stems[at], percent) for at, percent in sorted(pairs, key=lambda p: (-p[1], p[0])))
        if links:
            found.append(TermLinks(stem, links))
    return tuple(found)


def _often_together(counts: Sparse) -> tuple[Ints, Ints, Ints]:
    """The pairs of different terms that stand together in three texts at least, and in how many they do.

    Block by block: most pairs meet once or twice, and a table of them all would be the largest of a run.
    """
    present = narrowed(counts)
    present.data = np.ones_like(present.data)
    turned = sp.csr_array(present.T)
    found = [(ints([]), ints([]), ints([]))]
    for start in range(0, counts.shape[1], BLOCK):
        together = sp.csr_array(turned[start : start + BLOCK] @ present)
        often = np.flatnonzero(together.data >= FEWEST_TEXTS_TOGETHER)
        one, other = rows_of(together)[often] + start, ints(together.indices[often])
        apart = one != other
        found.append((one[apart], other[apart], ints(together.data[often])[apart]))
    one, other, held = (np.concatenate(part) for part in zip(*found, strict=True))
    return one, other, held


def _best_of_each(one: Ints, other: Ints, percent: Ints, terms: int) -> Sparse:
    order = np.lexsort((other, -percent, one))
    one, other, percent = one[order], other[order], percent[order]
    starts = np.searchsorted(one, np.arange(terms))
    best = np.arange(len(one)) - starts[one] < MOST_LINKS
    return table(percent[best], one[best], other[best], (terms, terms))
