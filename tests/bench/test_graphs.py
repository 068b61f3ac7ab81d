"""Leiden on the graph of nearest texts: with its own count, at a resolution, and merged."""

from pathlib import Path

import numpy as np
import pytest

from bench.ground import read_ground, tf_idf
from bench.measures import NOWHERE, adjusted_mutual_information, groups_of, numbered
from tests.bench.peers import needs_peers
from tests.bench.texts import small_set

pytestmark = needs_peers


def test_the_graph_holds_the_nearest_texts(tmp_path: Path) -> None:
    from bench.graphs import nearest_texts

    ground = read_ground(small_set(tmp_path))
    graph = nearest_texts(ground.counts, nearest=3)
    weights = tf_idf(ground.counts)
    cosine = (weights @ weights.T).toarray()
    np.fill_diagonal(cosine, 0)
    at = int(ground.speaking[0])
    nearest = int(cosine[at].argmax())
    assert graph.are_adjacent(at, nearest)
    edge = graph.es[graph.get_eid(at, nearest)]
    assert edge["weight"] == pytest.approx(cosine[at, nearest])
    assert all(degree >= 3 for degree in np.array(graph.degree())[(cosine > 0).sum(axis=1) >= 3])


def test_leiden_agrees_with_the_themes_and_is_brought_to_a_count(tmp_path: Path) -> None:
    from bench.graphs import leiden_by_merging, leiden_by_resolution, leiden_own_count
    from bench.peers import group_by

    texts = small_set(tmp_path)
    ground, truth = read_ground(texts), numbered(texts.labels)
    assert adjusted_mutual_information(truth, group_by(leiden_own_count, ground, 5, 0)) > 0.5
    merged = group_by(leiden_by_merging, ground, 3, 0)
    assert groups_of(merged) == 3
    assert (merged == NOWHERE).sum() == len(ground.silent)
    near = group_by(leiden_by_resolution, ground, 4, 0)
    assert abs(groups_of(near, smallest=5) - 4) <= 1


def test_both_searches_find_the_same_neighbours(tmp_path: Path) -> None:
    from bench.graphs import by_blocks, by_scikit_learn

    weights = tf_idf(read_ground(small_set(tmp_path)).counts)
    pairs = zip(by_blocks(weights, 5), by_scikit_learn(weights, 5), strict=True)
    for (at, _, near), (also, _, found) in pairs:
        assert at == also
        assert np.sort(near)[::-1][:3] == pytest.approx(np.sort(found)[::-1][:3][: len(near)], abs=1e-5)
