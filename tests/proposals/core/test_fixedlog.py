"""Logarithms and roots against exact big integers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.fixedlog import BIT, LARGEST, flog, flog_of, integer_root
from proposals.core.integers import ints

# 0.0003 bit is 1.2288 / 4096; the log is rounded down, so the error is on one side: 0 <= exact - flog.
WORST = 2


def exact_floor_log(value: int) -> int:
    """floor(4096 log2 value), exactly: the bit length of value to the power 4096, less one."""
    return int(value**BIT).bit_length() - 1


@given(st.integers(1, LARGEST))
def test_a_logarithm_is_within_three_ten_thousandths_of_a_bit(value: int) -> None:
    exact = exact_floor_log(value)
    assert exact - WORST < flog_of(value) <= exact


@pytest.mark.parametrize("power", range(53))
def test_powers_of_two_are_exact(power: int) -> None:
    assert flog_of(2**power) == power * BIT


@given(st.lists(st.integers(1, LARGEST), min_size=1, max_size=50))
def test_it_never_decreases(values: list[int]) -> None:
    assert (np.diff(flog(ints(sorted(values)))) >= 0).all()


@pytest.mark.parametrize("value", [0, -1, 2**53])
def test_it_refuses_what_it_would_get_wrong(value: int) -> None:
    with pytest.raises(ValueError, match="flog"):
        flog_of(value)


def test_an_empty_row_has_an_empty_logarithm() -> None:
    assert flog(ints([])).tolist() == []


@given(st.integers(0, 2**62 - 1))
def test_a_root_is_the_integer_root(value: int) -> None:
    root = int(integer_root(ints([value]))[0])
    assert root * root <= value < (root + 1) * (root + 1)
