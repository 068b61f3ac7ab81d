"""What most partitions put together stays together."""

from dataclasses import replace

import numpy as np
import pytest

from deliberation.core.progress import silent
from proposals.core.consensus import _agreements, first_communities
from proposals.core.integers import Sparse, ints
from proposals.core.placing import occurrences
from proposals.core.settings import Settings
from tests.proposals.core.test_communities import graph_of
from tests.proposals.core.test_neighbours import counts_of

PATH: list[tuple[int, int, int]] = [(0, 1, 5), (1, 2, 7), (2, 3, 9)]


def agreed(*labels: list[int], weights: tuple[int, ...] = (1, 1, 1)) -> list[list[int]]:
    graphs = [graph_of([(a, b, w * factor) for a, b, w in PATH], 4) for factor in weights]
    found: Sparse = _agreements(list(zip(graphs, map(ints, labels), strict=True)))
    return found.toarray().tolist()


def test_an_edge_weighs_its_agreements_times_its_largest_weight() -> None:
    found = agreed([0, 0, 1, 1], [0, 0, 1, 1], [0, 0, 0, 1], weights=(1, 3, 2))
    assert found[0] == [0, 3 * 15, 0, 0]
    assert found[1] == [3 * 15, 0, 0, 0]  # one of three agreements is not most
    assert found[2] == [0, 0, 0, 2 * 27]


def test_texts_without_community_agree_with_nobody() -> None:
    assert not np.asarray(agreed([-1] * 4, [-1] * 4, [-1] * 4)).any()


@pytest.mark.parametrize("agreement", [True, False])
def test_themes_are_first_communities(agreement: bool) -> None:
    rows = [
        [int(at // 5 == theme) * (1 + at % 2) for at in range(20)] for theme in range(4) for _ in range(8)
    ]
    rows = [[*row, int(number % 8 == 0), int(number % 8 == 1)] for number, row in enumerate(rows)]
    counts = counts_of(rows)
    level = replace(Settings(booklets=4).corpus_level(len(rows)), agreement=agreement)
    labels = first_communities(counts, occurrences(counts, 4), level, silent)
    assert len({(at // 8, label) for at, label in enumerate(labels.tolist())}) == 4
