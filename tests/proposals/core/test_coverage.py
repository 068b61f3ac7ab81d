"""Counting what a run placed."""

from proposals.core.coverage import Share, coverage_of
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
