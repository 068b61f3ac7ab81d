"""GSDMM finds themes that share no word, and repeats under one seed."""

import numpy as np
import scipy.sparse as sp

from bench.measures import NOWHERE, adjusted_mutual_information
from bench.mixture import gsdmm


def test_themes_that_share_no_word_are_told_apart() -> None:
    draw = np.random.default_rng(5)
    themes = np.repeat(np.arange(3), 20)
    rows = np.zeros((61, 30), np.int64)
    for at, theme in enumerate(themes):
        rows[at, theme * 10 + draw.choice(10, size=5, replace=False)] = draw.integers(1, 3, size=5)
    counts = sp.csr_array(rows)
    found = gsdmm(counts, 8, seed=1)
    assert adjusted_mutual_information(themes.astype(np.int64), found[:60]) > 0.8
    assert found[60] == NOWHERE
    assert found.tolist() == gsdmm(counts, 8, seed=1).tolist()
