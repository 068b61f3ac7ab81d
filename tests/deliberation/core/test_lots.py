"""Drawing lots: the seed decides, and nothing else."""

import hashlib
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from deliberation.core.lots import below, numbers, shuffled


@given(st.lists(st.integers()), st.text())
def test_a_draw_loses_nothing_and_repeats(things: list[int], seed: str) -> None:
    drawn = shuffled(things, seed)
    assert Counter(drawn) == Counter(things)
    assert drawn == shuffled(things, seed)


def test_a_known_draw() -> None:
    assert shuffled("abcdef", "24 novembre 2026") == shuffled(list("abcdef"), "24 novembre 2026")
    assert next(numbers("graine")) == int.from_bytes(
        hashlib.sha256(b"livret-lots-v1|graine|0").digest(), "big"
    )


def test_each_order_is_as_likely() -> None:
    counts = Counter("".join(shuffled("abc", str(seed))) for seed in range(6000))
    assert len(counts) == 6
    assert max(counts.values()) - min(counts.values()) < 200


@given(st.integers(1, 10**9), st.text())
def test_a_number_stays_below_its_bound(bound: int, seed: str) -> None:
    assert 0 <= below(numbers(seed), bound) < bound
