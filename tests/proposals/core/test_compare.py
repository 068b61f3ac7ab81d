"""Two runs compared: hand-worked pairs, agreement as a float formula gives it, and a lead that adds up."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.compare import (
    Side,
    adjusted_mutual_information,
    agreement,
    corresponding,
    moves,
    turned,
)
from proposals.core.placements import TermRow
from tests.proposals.core.agreement import adjusted_mutual_information as in_floats

# Two clusters of five; one text of the first went over, one of the second is left to be placed.
FEW = {(1, 2): 4, (1, 1): 1, (2, 1): 4, (2, 0): 1, (0, 0): 2}

places = st.integers(0, 4)
tables = st.dictionaries(st.tuples(places, places), st.integers(0, 30), max_size=20)


def test_clusters_correspond_by_the_texts_they_share() -> None:
    assert corresponding(FEW) == {0: 0, 1: 2, 2: 1}
    # The largest overlap takes its pair first; what is left over has no counterpart.
    assert corresponding({(1, 1): 9, (2, 1): 8, (2, 2): 3, (3, 1): 7}) == {0: 0, 1: 1, 2: 2}
    assert corresponding({(1, 2): 5, (1, 1): 5}) == {0: 0, 1: 1}


def test_what_moved_and_how_many_stayed() -> None:
    assert moves(FEW) == [(1, 1, 1), (2, 0, 1)]
    found = agreement(FEW)
    assert (found.texts, found.stay, found.placed_in_both) == (12, 10, 9)


@given(tables)
def test_each_text_stays_or_moves(counts: dict[tuple[int, int], int]) -> None:
    found = agreement(counts)
    assert found.stay + sum(texts for _, _, texts in moves(counts)) == found.texts == sum(counts.values())
    pairs = corresponding(counts)
    assert len(set(pairs.values())) == len(pairs)


def test_the_same_grouping_under_other_numbers_agrees_wholly() -> None:
    assert adjusted_mutual_information({(1, 3): 10, (2, 1): 7, (3, 2): 5}) == 1000
    assert agreement({(1, 2): 10, (2, 1): 7}).stay == 17


def test_independent_groupings_agree_as_by_chance() -> None:
    found = adjusted_mutual_information({(1, 1): 25, (1, 2): 25, (2, 1): 25, (2, 2): 25})
    assert found is not None
    assert -20 <= found <= 0


def test_there_is_nothing_to_compare_without_two_clusters() -> None:
    assert adjusted_mutual_information({}) is None
    assert adjusted_mutual_information({(1, 1): 9}) is None


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=8, max_size=300))
def test_agreement_beyond_chance_is_that_of_the_published_formula(texts: list[tuple[int, int]]) -> None:
    left, right = [first for first, _ in texts], [second for _, second in texts]
    ours = adjusted_mutual_information(Counter(texts))
    try:
        theirs = in_floats(left, right)
    except ZeroDivisionError:
        return
    if ours is not None and abs(theirs) <= 1:
        assert ours == pytest.approx(1000 * theirs, abs=4)


def row(stem: str, *bits: int) -> TermRow:
    """A line of a table."""
    return TermRow(stem, stem.title(), stem, 9, tuple(3 for _ in bits), bits)


LEFT = Side(
    {"train": 2, "ecol": 1},
    {"train": row("train", 3000, -2000), "ecol": row("ecol", -500, 900)},
    (-100, -300),
)
RIGHT = Side(
    {"train": 2, "velo": 3}, {"train": row("train", -800, 1200), "velo": row("velo", 10, 50)}, (-200, -200)
)


def test_a_move_is_the_turn_of_its_terms() -> None:
    # From cluster 1 (1 in the right run as well) to cluster 2.
    found = turned(LEFT, RIGHT, (1, 1), (2, 2))
    assert found.before == 200 + 2 * 5000 - 1400
    assert found.after == 0 - 2 * 2000 - 3 * 40
    assert [(turn.surface, turn.change) for turn in found.turns] == [
        ("Train", -14000), ("", -200), ("Velo", -120), ("Ecol", 1400),
    ]  # fmt: skip


def test_a_place_without_counterpart_says_nothing() -> None:
    found = turned(LEFT, RIGHT, (1, None), (None, 2))
    assert (found.before, found.after) == (-100 + 6000 - 500, 200 - 2400 - 150)


@given(st.integers(1, 2), st.sampled_from([None, 1, 2]), st.sampled_from([None, 1, 2]), st.integers(1, 2))
def test_every_change_is_accounted_for(
    old: int, old_right: int | None, new_left: int | None, new: int
) -> None:
    found = turned(LEFT, RIGHT, (old, old_right), (new_left, new))
    assert found.before + sum(turn.change for turn in found.turns) == found.after
