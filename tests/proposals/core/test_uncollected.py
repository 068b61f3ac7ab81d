"""Cycles are looked for again after a run, and only if they were before."""

import gc

import pytest

from proposals.core.uncollected import uncollected


@uncollected()
def refuse() -> None:
    assert not gc.isenabled()
    raise ValueError("refused")


@pytest.mark.parametrize("before", [True, False])
def test_what_was_before_is_so_again_whatever_happens(before: bool) -> None:
    kept = gc.isenabled()
    try:
        gc.enable() if before else gc.disable()
        with pytest.raises(ValueError, match="refused"):
            refuse()
        assert gc.isenabled() is before
    finally:
        gc.enable() if kept else gc.disable()
