"""What stays between two groupings, and the rows that a draw keeps."""

import numpy as np

from bench.measures import NOWHERE
from bench.steadiness import kept_rows, matched_share


def test_nine_rows_in_ten_are_kept_and_another_seed_keeps_others() -> None:
    assert len(kept_rows(50, 0)) == 45
    assert kept_rows(50, 0) == kept_rows(50, 0) == sorted(kept_rows(50, 0))
    assert kept_rows(50, 0) != kept_rows(50, 1)


def test_groups_are_paired_so_that_most_texts_stay() -> None:
    old = np.array([0, 0, 0, 1, 1, 2], np.int64)
    assert matched_share(old, np.array([2, 2, 2, 0, 0, 1], np.int64)) == 1
    assert matched_share(old, np.array([1, 1, 0, 0, 0, NOWHERE], np.int64)) == 4 / 6
