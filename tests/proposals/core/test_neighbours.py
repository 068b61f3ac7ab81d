"""Nearest texts against the plain definition."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.integers import Sparse, ints, table
from proposals.core.neighbours import graph, nearest
from proposals.core.vectors import FULL_SIMILARITY, text_vectors


def counts_of(rows: list[list[int]]) -> Sparse:
    dense = np.asarray(rows, dtype=np.int64)
    at, terms = np.nonzero(dense)
    return table(dense[at, terms], ints(at), ints(terms), (dense.shape[0], dense.shape[1]))


TABLES = st.lists(st.lists(st.integers(0, 3), min_size=6, max_size=6), min_size=2, max_size=12)


@given(TABLES, st.integers(1, 5))
def test_the_nearest_are_those_of_the_full_table(rows: list[list[int]], wanted: int) -> None:
    vectors = text_vectors(counts_of(rows))
    full = vectors.toarray() @ vectors.toarray().T
    found = nearest(vectors, wanted)
    for text in range(len(rows)):
        ranked = sorted((-int(full[text, other]), other) for other in range(len(rows)) if other != text)
        expected = [(other, -near) for near, other in ranked if near < 0][:wanted]
        padded = expected + [(-1, 0)] * (wanted - len(expected))
        assert list(zip(found.texts[text].tolist(), found.similarities[text].tolist(), strict=True)) == padded


@given(TABLES)
def test_the_graph_goes_both_ways_and_has_no_loop(rows: list[list[int]]) -> None:
    edges = graph(nearest(text_vectors(counts_of(rows)), 3), 3).toarray()
    assert (edges == edges.T).all()
    assert not edges.diagonal().any()


@given(TABLES)
def test_a_text_is_at_most_itself(rows: list[list[int]]) -> None:
    vectors = text_vectors(counts_of(rows)).toarray()
    lengths = (vectors * vectors).sum(axis=1)
    assert ((lengths == 0) | (abs(lengths - FULL_SIMILARITY) < FULL_SIMILARITY // 100)).all()
