"""The common ground of all methods: which terms count, and their weights."""

from pathlib import Path

import numpy as np
import pytest

from bench.ground import read_ground, tf_idf
from tests.bench.texts import set_of, small_set


def test_terms_that_are_rare_or_everywhere_are_left_out() -> None:
    # Of six texts, half speak of trains: as many as a term may stand in. "seul" stands in one alone.
    words = ["train gare", "train lait", "train seul", "gare lait", "pont", "pont"]
    ground = read_ground(set_of(words), common_percent=50)
    assert ground.counts.toarray().tolist() == [
        [1, 0, 0, 1],
        [0, 1, 0, 1],
        [0, 0, 0, 1],
        [1, 1, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 1, 0],
    ]
    assert read_ground(set_of(words), common_percent=40).counts.shape == (6, 3)


def test_every_text_that_speaks_has_length_one() -> None:
    ground = read_ground(set_of(["train train gare", "train lait", "gare lait", "seul"]), 60)
    weights = tf_idf(ground.counts).toarray()
    assert np.linalg.norm(weights, axis=1).tolist() == pytest.approx([1, 1, 1, 0])
    # "train" twice in the first text: (1 + ln 2) times the weight of "gare", which is as rare.
    assert weights[0, 2] / weights[0, 0] == pytest.approx(1 + np.log(2), rel=1e-5)


def test_silent_texts_are_told(tmp_path: Path) -> None:
    ground = read_ground(small_set(tmp_path))
    assert len(ground.silent) + len(ground.speaking) == 50
    assert not np.diff(ground.counts.indptr)[ground.silent].any()
