"""Communities of a graph by Louvain's method, in integers and with every tie resolved.

Blondel, Guillaume, Lambiotte, Lefebvre, "Fast unfolding of communities in large networks" (2008),
with a queue of nodes to revisit. Nodes are visited in text order; of equal gains the community with
the smaller number wins. Python integers do not overflow, so gains are exact.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from proposals.core.integers import Ints, Sparse, ints, rows_of, sum_by_row, table


def communities(graph: Sparse, halves: int = 2) -> Ints:
    """The community of each node, numbered by first appearance in node order.

    `graph` is symmetric without loops, weights are positive integers. `halves` is the resolution in
    halves: 2 is plain modularity, more gives more and smaller communities.
    """
    inside = np.zeros(graph.shape[0], np.int64)
    labels = np.arange(graph.shape[0], dtype=np.int64)
    while True:
        found, moved = _settled(graph, inside, halves)
        labels = found[labels]
        count = int(found.max(initial=-1)) + 1
        if not moved or count == len(found):
            return labels
        graph, inside = _gathered(graph, inside, found, count)


def _settled(graph: Sparse, inside: Ints, halves: int) -> tuple[Ints, bool]:
    """Move single nodes until no move gains; the communities (renumbered) and whether any node moved.

    `inside` holds, for each node, twice the weight inside it. The gain of joining c, times 2M: 2M w(i,c)
    - resolution k(i) k(c), here doubled for the halves.
    """
    strengths = (sum_by_row(graph, graph.data) + inside).tolist()
    scale = 2 * sum(strengths)
    community = list(range(len(strengths)))
    neighbours, weights = _edges_of(graph, community)
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
        for neighbour, weight in zip(neighbours[node], weights[node]):  # noqa: B905 - `strict` is slow here
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
        for neighbour in neighbours[node]:
            if community[neighbour] != best and not is_waiting[neighbour]:
                is_waiting[neighbour] = True
                waiting.append(neighbour)
    numbers: dict[int, int] = {}
    return ints([numbers.setdefault(label, len(numbers)) for label in community]), moved


def _edges_of(graph: Sparse, nodes: Sequence[int]) -> tuple[list[list[int]], list[list[int]]]:
    """For each node its neighbours, and the weights to them. Each number is one object, however often it
    stands: a graph of 8,000 texts would otherwise hold half a million of them.
    """
    ends = [nodes[end] for end in graph.indices.tolist()]
    known: dict[int, int] = {}
    weights = [known.setdefault(weight, weight) for weight in graph.data.tolist()]
    bounds = list(pairwise(graph.indptr.tolist()))
    return [ends[first:end] for first, end in bounds], [weights[first:end] for first, end in bounds]


def _gathered(graph: Sparse, inside: Ints, labels: Ints, count: int) -> tuple[Sparse, Ints]:
    """The graph between communities, each one node, and twice the weight inside each."""
    ends, others = labels[rows_of(graph)], labels[graph.indices]
    within = np.zeros(count, np.int64)
    np.add.at(within, labels, inside)
    np.add.at(within, ends[ends == others], graph.data[ends == others])
    apart = ends != others
    return table(graph.data[apart], ends[apart], others[apart], (count, count)), within
