"""Communities of a graph by Louvain's method, in integers and with every tie resolved.

Blondel, Guillaume, Lambiotte, Lefebvre, "Fast unfolding of communities in large networks" (2008),
with a queue of nodes to revisit. Nodes are visited in text order; of equal gains the community with
the smaller number wins. Python integers do not overflow, so gains are exact.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from proposals.core.integers import Ints, Sparse, ints


@dataclass(frozen=True, slots=True)
class _Network:
    """A weighted graph as lists; `loops` holds, for each node, twice the weight inside it."""

    edges: list[list[tuple[int, int]]]
    loops: list[int]

    def strengths(self) -> list[int]:
        """The weight at each node, its inside included."""
        return [sum(w for _, w in edges) + loop for edges, loop in zip(self.edges, self.loops, strict=True)]


def communities(graph: Sparse, halves: int = 2) -> Ints:
    """The community of each node, numbered by first appearance in node order.

    `graph` is symmetric without loops, weights are positive integers. `halves` is the resolution in
    halves: 2 is plain modularity, more gives more and smaller communities.
    """
    network = _network_of(graph)
    labels = np.arange(graph.shape[0], dtype=np.int64)
    while True:
        found, moved = _settled(network, halves)
        labels = ints(found)[labels]
        count = max(found, default=-1) + 1
        if not moved or count == len(found):
            return labels
        network = _gathered(network, found, count)


def _network_of(graph: Sparse) -> _Network:
    starts, ends, weights = graph.indptr.tolist(), graph.indices.tolist(), graph.data.tolist()
    edges = [list(zip(ends[a:b], weights[a:b], strict=True)) for a, b in pairwise(starts)]
    return _Network(edges, [0] * len(edges))


def _settled(network: _Network, halves: int) -> tuple[list[int], bool]:
    """Move single nodes until no move gains; the communities (renumbered) and whether any node moved.

    The gain of joining c, times 2M: 2M w(i,c) - resolution k(i) k(c), here doubled for the halves.
    """
    strengths = network.strengths()
    scale = 2 * sum(strengths)
    community = list(range(len(strengths)))
    totals = list(strengths)
    waiting = deque(community)
    is_waiting = [True] * len(strengths)
    moved = False
    while waiting:
        node = waiting.popleft()
        is_waiting[node] = False
        home, pull = community[node], halves * strengths[node]
        totals[home] -= strengths[node]
        links: dict[int, int] = {}
        for neighbour, weight in network.edges[node]:
            other = community[neighbour]
            links[other] = links.get(other, 0) + weight
        best = home
        best_gain = scale * links.pop(home, 0) - pull * totals[home]
        for other, weight in links.items():
            gain = scale * weight - pull * totals[other]
            if gain > best_gain or (gain == best_gain and other < best):
                best, best_gain = other, gain
        totals[best] += strengths[node]
        if best == home:
            continue
        community[node], moved = best, True
        for neighbour, _ in network.edges[node]:
            if community[neighbour] != best and not is_waiting[neighbour]:
                is_waiting[neighbour] = True
                waiting.append(neighbour)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(label, len(numbers)) for label in community], moved


def _gathered(network: _Network, labels: list[int], count: int) -> _Network:
    """The graph between communities: each becomes one node."""
    between: list[dict[int, int]] = [{} for _ in range(count)]
    loops = [0] * count
    for node, label in enumerate(labels):
        loops[label] += network.loops[node]
        for neighbour, weight in network.edges[node]:
            other = labels[neighbour]
            if other == label:
                loops[label] += weight
            else:
                between[label][other] = between[label].get(other, 0) + weight
    return _Network([sorted(edges.items()) for edges in between], loops)
