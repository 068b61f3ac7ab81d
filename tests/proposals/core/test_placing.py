"""The formula of a contribution, worked by hand and against exact fractions."""

from fractions import Fraction
from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.fixedlog import BIT
from proposals.core.integers import ints
from proposals.core.placing import Occurrences, occurrences, own_scores, refined, scores, weights
from tests.proposals.core.test_neighbours import counts_of

COUNTS = [[2, 0, 1], [1, 1, 0], [0, 3, 0], [0, 1, 1]]
LABELS = [0, 0, 1, 1]


def seen_of(rows: list[list[int]], asked: int = 2) -> Occurrences:
    return occurrences(counts_of(rows), asked)


def bits_by_definition(held: int, words: int, total: int, everything: int, smoothing: int) -> float:
    share = Fraction(total, everything)
    return log2((held + smoothing * share) / (words + smoothing) / share)


def test_smoothing_follows_the_corpus_within_its_bounds() -> None:
    assert seen_of(COUNTS).smoothing == 20
    assert seen_of([[4000, 0], [0, 4000]], asked=4).smoothing == 1000
    assert seen_of([[100, 0], [0, 100]], asked=4).smoothing == 100


def test_contributions_are_the_formula() -> None:
    seen = seen_of(COUNTS)
    given_weights = weights(seen, ints(LABELS), 2)
    assert given_weights.held.tolist() == [[3, 0], [1, 4], [1, 1]]
    for term, total in enumerate([3, 5, 2]):
        for cluster, words in enumerate([5, 5]):
            exact = bits_by_definition(int(given_weights.held[term, cluster]), words, total, 10, 20)
            assert abs(int(given_weights.bits[term, cluster]) / BIT - exact) < 0.001
    assert given_weights.prior.tolist() == [-BIT, -BIT]  # (2 + 1) / (4 + 2)


@given(st.integers(0, 3))
def test_own_words_taken_out_is_the_table_without_the_text(text: int) -> None:
    seen = seen_of(COUNTS)
    own = own_scores(seen, weights(seen, ints(LABELS), 2), ints(LABELS))
    others = [row for row in range(4) if row != text and LABELS[row] == LABELS[text]]
    words = sum(sum(COUNTS[row]) for row in others)
    exact = -1.0
    for term, count in enumerate(COUNTS[text]):
        held, total = sum(COUNTS[row][term] for row in others), [3, 5, 2][term]
        exact += count * bits_by_definition(held, words, total, 10, 20) if count else 0
    assert abs(int(own[text]) / BIT - exact) < 0.01


def test_scores_are_sums_over_terms() -> None:
    seen = seen_of(COUNTS)
    given_weights = weights(seen, ints(LABELS), 2)
    expected = np.asarray(COUNTS) @ given_weights.bits + given_weights.prior
    assert scores(seen, given_weights).tolist() == expected.tolist()


def test_sums_beyond_32_bits_are_exact() -> None:
    seen = seen_of([[10**6, 1], [1, 10**6]])
    given_weights = weights(seen, ints([0, 1]), 2)
    assert 10**6 * int(abs(given_weights.bits).max()) > 2**31
    expected = [
        [sum(n * int(b) for n, b in zip(row, column, strict=True)) - BIT for column in given_weights.bits.T]
        for row in ([10**6, 1], [1, 10**6])
    ]
    assert scores(seen, given_weights).tolist() == expected


def test_a_text_goes_to_those_that_share_its_words() -> None:
    rows = [[3, 3, 0, 0]] * 4 + [[0, 0, 3, 3]] * 4
    misplaced = ints([0, 0, 0, 1, 1, 1, 1, 0])
    assert refined(seen_of(rows), misplaced, 2, 20).tolist() == [0, 0, 0, 0, 1, 1, 1, 1]


def test_a_text_without_label_gets_one() -> None:
    rows = [[3, 3, 0, 0]] * 4 + [[0, 0, 3, 3]] * 4
    waiting = ints([0, 0, 0, -1, 1, 1, 1, -1])
    assert refined(seen_of(rows), waiting, 2, 20).tolist() == [0, 0, 0, 0, 1, 1, 1, 1]


@pytest.mark.parametrize("shape", [(1, 1), (2, 3)])
def test_equal_scores_go_to_the_smaller_number(shape: tuple[int, int]) -> None:
    rows = [[1] * shape[1]] * shape[0]
    assert refined(seen_of(rows), ints([-1] * shape[0]), 2, 1).tolist() == [0] * shape[0]
