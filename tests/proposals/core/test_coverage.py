"""Counting what a run placed, and who wrote it."""

from hypothesis import given
from hypothesis import strategies as st

from proposals.core.coverage import FEWEST_APART, Groups, Share, coverage_of, groups_apart
from proposals.core.placements import Placement

FOUND = [
    Placement("a", "placed", 1),
    Placement("b", "to-place", 1, second=2),
    Placement("c", "placed", 2),
    Placement("d", "placed", 2),
    Placement("e", "no-terms"),
    Placement("f", "to-place"),
]


def test_every_text_is_counted_once() -> None:
    coverage = coverage_of(FOUND, 3)
    assert (coverage.texts, coverage.placed, coverage.to_place, coverage.no_terms) == (6, 3, 2, 1)
    assert coverage.shares == (Share(1, 1, 1), Share(2, 2, 0), Share(3, 0, 0))


def test_groups_under_ten_authors_are_shown_together() -> None:
    found = groups_apart({"Mende": 30, "Nevers": 12, "Brest": 6, "Auch": 5})
    assert found == Groups((("Mende", 30), ("Nevers", 12)), 11)


def test_a_last_small_group_takes_the_smallest_one_shown_with_it() -> None:
    # Alone among "the others", Brest would be shown apart by subtraction.
    assert groups_apart({"Mende": 30, "Nevers": 12, "Brest": 6}) == Groups((("Mende", 30),), 18)
    assert groups_apart({"Brest": 6}) == Groups((), 6)
    assert groups_apart({}) == Groups((), 0)


@given(authors=st.dictionaries(st.text(max_size=5), st.integers(1, 40), max_size=8))
def test_no_group_under_ten_can_be_told(authors: dict[str, int]) -> None:
    found = groups_apart(authors)
    assert sum(count for _, count in found.apart) + found.others == sum(authors.values())
    assert all(count >= FEWEST_APART for _, count in found.apart)
    assert not found.apart or found.others == 0 or found.others >= FEWEST_APART
