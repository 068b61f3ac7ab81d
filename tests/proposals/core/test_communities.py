"""Louvain in integers on graphs whose communities are known."""

import numpy as np

from proposals.core.communities import communities
from proposals.core.integers import Sparse, ints, table


def graph_of(edges: list[tuple[int, int, int]], nodes: int) -> Sparse:
    both = edges + [(b, a, weight) for a, b, weight in edges]
    return table(
        ints([w for *_, w in both]),
        ints([a for a, *_ in both]),
        ints([b for _, b, _ in both]),
        (nodes, nodes),
    )


def clique(nodes: range, weight: int = 10) -> list[tuple[int, int, int]]:
    return [(a, b, weight) for a in nodes for b in nodes if a < b]


def ring_of_cliques(cliques: int, size: int) -> Sparse:
    edges = [edge for at in range(cliques) for edge in clique(range(at * size, (at + 1) * size))]
    bridges = [(at * size, (at + 1) % cliques * size + 1, 1) for at in range(cliques)]
    return graph_of(edges + bridges, cliques * size)


def test_cliques_are_communities() -> None:
    assert communities(ring_of_cliques(4, 5)).tolist() == [at // 5 for at in range(20)]


def test_a_finer_resolution_never_gives_fewer_on_a_ring() -> None:
    ring = ring_of_cliques(30, 3)
    counts = [int(communities(ring, halves).max()) + 1 for halves in (1, 2, 8)]
    assert counts == sorted(counts)
    assert counts[-1] == 30


def test_lonely_nodes_stay_alone() -> None:
    assert communities(graph_of([(0, 2, 1)], 4)).tolist() == [0, 1, 0, 2]


def test_no_edge_and_no_node() -> None:
    assert communities(graph_of([], 3)).tolist() == [0, 1, 2]
    assert communities(graph_of([], 0)).tolist() == []


def test_weights_beyond_64_bits_of_gain_are_exact() -> None:
    heavy = 2**40
    edges = clique(range(0, 3), heavy) + clique(range(3, 6), heavy) + [(0, 3, heavy - 1)]
    assert communities(graph_of(edges, 6)).tolist() == [0, 0, 0, 1, 1, 1]
    assert np.array_equal(communities(graph_of(edges, 6)), communities(graph_of(edges, 6)))
