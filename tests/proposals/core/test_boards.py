"""Rules of the board: ten minutes to undo, and a last numbering without gaps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.boards import (
    Numbered,
    candidate_reason,
    check_undo,
    numbered_anew,
    parted_reason,
    undone_until,
    verified_reason,
)
from proposals.core.booklets import check_reason
from tests.proposals.refusing import refuses

NOON = datetime(2026, 10, 13, 12, tzinfo=UTC)


def test_what_was_done_is_undone_for_ten_minutes_to_the_second() -> None:
    assert undone_until(NOON) == NOON + timedelta(minutes=10)
    check_undo(NOON, NOON)
    check_undo(NOON, NOON + timedelta(minutes=9, seconds=59))
    with refuses("undo.too-late"):
        check_undo(NOON, NOON + timedelta(minutes=10))


def test_the_residual_booklet_comes_last_and_a_gap_closes() -> None:
    assert numbered_anew([Numbered(1), Numbered(3, last=True), Numbered(4)]) == {1: 1, 4: 2, 3: 3}


def test_the_second_half_of_a_measure_follows_the_first() -> None:
    rows = [Numbered(1, beside=12), Numbered(2), Numbered(5), Numbered(12, beside=1)]
    assert numbered_anew(rows) == {1: 1, 12: 2, 2: 3, 5: 4}


def test_a_half_whose_other_half_stands_elsewhere_keeps_its_place() -> None:
    assert numbered_anew([Numbered(2, beside=9), Numbered(4)]) == {2: 1, 4: 2}


@given(st.sets(st.integers(1, 200), max_size=60), st.data())
def test_numbers_are_given_once_from_one_in_the_old_order(numbers: set[int], data: st.DataObject) -> None:
    rows = [Numbered(number, last=data.draw(st.booleans())) for number in sorted(numbers)]
    given_anew = numbered_anew(rows)
    assert sorted(given_anew.values()) == list(range(1, len(rows) + 1))
    for last in (False, True):
        kept = [given_anew[row.number] for row in rows if row.last is last]
        assert kept == sorted(kept)


@pytest.mark.parametrize("language", ["fr", "en", "de", "es", "it"])
def test_a_reason_that_we_offer_is_one_that_the_rule_keeps(language: str) -> None:
    for reason in (candidate_reason(language), verified_reason(language), parted_reason(language)):
        assert check_reason(reason) == reason
