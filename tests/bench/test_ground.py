"""The common ground of all methods: which terms count, and their weights."""

from pathlib import Path

import numpy as np
import pytest

from bench.ground import read_ground, term_counts, tf_idf
from tests.bench.texts import small_set

TEXTS = [{"train": 2, "gare": 1}, {"train": 1, "lait": 1}, {"gare": 1, "lait": 1, "seul": 3}, {}]


def test_terms_that_are_rare_or_everywhere_are_left_out() -> None:
    assert term_counts(TEXTS, least=2, percent=50).toarray().tolist() == [
        [1, 0, 2],
        [0, 1, 1],
        [1, 1, 0],
        [0, 0, 0],
    ]
    assert term_counts(TEXTS, least=3, percent=100).shape == (4, 0)


def test_every_text_that_speaks_has_length_one() -> None:
    weights = tf_idf(term_counts(TEXTS, least=2, percent=50)).toarray()
    assert np.linalg.norm(weights, axis=1).tolist() == pytest.approx([1, 1, 1, 0])
    # "train" twice in the first text: (1 + ln 2) times the weight of "gare", which is as rare.
    assert weights[0, 2] / weights[0, 0] == pytest.approx(1 + np.log(2), rel=1e-5)


def test_silent_texts_are_told(tmp_path: Path) -> None:
    ground = read_ground(small_set(tmp_path))
    assert len(ground.silent) + len(ground.speaking) == 50
    assert not np.diff(ground.counts.indptr)[ground.silent].any()
