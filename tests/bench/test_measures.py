"""The measures of a grouping, against values worked by hand or found another way."""

from math import log

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st

from bench.measures import (
    NOWHERE,
    Labels,
    adjusted_mutual_information,
    adjusted_rand_index,
    groups_of,
    mean_npmi,
    numbered,
    share_of_pairs,
)
from tests.proposals.core.agreement import adjusted_mutual_information as slow_ami

PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6)), min_size=3, max_size=40)


def groups(*labels: int) -> Labels:
    return np.array(labels, np.int64)


def test_the_same_grouping_under_other_names_agrees_wholly() -> None:
    one, other = groups(0, 0, 1, 1, 2), groups(2, 2, 0, 0, 1)
    assert adjusted_mutual_information(one, other) == pytest.approx(1)
    assert adjusted_rand_index(one, other) == pytest.approx(1)


def test_a_grouping_that_says_nothing_agrees_with_none() -> None:
    truth, together, apart = groups(0, 0, 1, 1), groups(0, 0, 0, 0), groups(0, 1, 2, 3)
    for silent in (together, apart):
        assert adjusted_mutual_information(truth, silent) == pytest.approx(0)
        assert adjusted_rand_index(truth, silent) == pytest.approx(0)


def test_rand_index_by_hand() -> None:
    """Of six pairs one is together in both, two in the first, one in the second; chance gives 1/3."""
    assert adjusted_rand_index(groups(0, 0, 1, 1), groups(0, 0, 1, 2)) == pytest.approx(
        (1 - 1 / 3) / (1.5 - 1 / 3)
    )


@given(PAIRS)
def test_information_is_what_the_slow_formula_gives(pairs: list[tuple[int, int]]) -> None:
    left, right = zip(*pairs, strict=True)
    if 1 < len(set(left)) < len(pairs) and 1 < len(set(right)) < len(pairs):
        assert adjusted_mutual_information(groups(*left), groups(*right)) == pytest.approx(
            slow_ami(left, right), abs=1e-9
        )


@given(PAIRS)
def test_agreement_does_not_depend_on_the_side(pairs: list[tuple[int, int]]) -> None:
    left, right = (groups(*side) for side in zip(*pairs, strict=True))
    for measure in (adjusted_mutual_information, adjusted_rand_index):
        assert measure(left, right) == pytest.approx(measure(right, left))


def test_groups_are_counted_without_those_that_are_nowhere() -> None:
    labels = groups(NOWHERE, 0, 0, 2, NOWHERE)
    assert groups_of(labels) == 2
    assert groups_of(labels, smallest=2) == 1
    assert groups_of(groups()) == 0


def test_labels_are_numbered_as_they_come() -> None:
    assert numbered(["b", "a", "b", ""]).tolist() == [0, 1, 0, 2]


def test_pairs_inside_groups_that_have_one_label() -> None:
    share, pairs = share_of_pairs(groups(0, 0, 0, 1, 1, NOWHERE), groups(7, 7, 8, 9, 9, 7))
    assert share == pytest.approx(2 / 4)
    assert pairs == 4


def test_terms_that_always_meet_belong_together_and_those_that_never_do_not() -> None:
    """Two groups of five texts; in the first `a` and `b` always meet, in the second `c` and `d` never."""
    rows = [[1, 1, 0, 0]] * 5 + [[0, 0, 1, 0]] * 3 + [[0, 0, 0, 1]] * 2
    counts = sp.csr_array(np.array(rows, np.int64))
    labels = groups(*[0] * 5, *[1] * 5)
    both = log(0.5 / (0.5 * 0.5)) / -log(0.5)
    assert mean_npmi(counts, labels) == pytest.approx((both - 1) / 2)


def test_groups_under_five_texts_name_nothing() -> None:
    counts = sp.csr_array(np.ones((4, 2), np.int64))
    assert mean_npmi(counts, groups(0, 0, 1, 1)) == 0
