"""Halving the sets in every way, and the settings that are tried."""

from bench.folds import GRID, grid, halves
from proposals.core.settings import Settings, check_settings


def test_every_way_to_halve_eight_sets() -> None:
    names = [f"set {at}" for at in range(8)]
    found = halves(names)
    assert len(found) == len(set(found)) == 70
    assert all({*one, *other} == {*names} and len(one) == len(other) == 4 for one, other in found)


def test_an_odd_number_of_sets_is_halved_both_ways() -> None:
    assert (
        sorted((len(one), len(other)) for one, other in halves(["a", "b", "c"]))
        == [(1, 2)] * 3 + [(2, 1)] * 3
    )


def test_the_published_settings_come_first_and_all_are_in_range() -> None:
    found = grid(Settings())
    assert next(iter(found.values())) == Settings()
    assert len(found) == len({tuple(choice) for choice in found})
    for choice, settings in found.items():
        check_settings(settings)
        assert all(getattr(settings, name) == value for name, value in choice)
        assert {name for name, _ in choice} == set(GRID)
