"""Where no ballot can be changed, a second version or a replaced ballot is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.votes.verifier.final_ballots import FORGED, final_story
from tests.votes.verifier.tampering import Members, rechain, repacked
from tests.votes.verifier.test_second_reader import ours, theirs


def test_a_vote_of_final_ballots_is_consistent_and_lists_nothing_as_replaced() -> None:
    packed = final_story().pack()
    assert ours(packed) == theirs(packed) == set()
    assert all(not each.hashes for each in final_story().box.replaced)


@pytest.mark.parametrize("resealed", [False, True])
@pytest.mark.parametrize(("forge", "expected"), [pytest.param(f, e, id=name) for name, f, e in FORGED])
def test_each_forgery_is_named_by_both_readers(
    forge: Callable[[Members], None], expected: set[str], resealed: bool
) -> None:
    members = final_story().members()
    forge(members)
    if resealed:
        rechain(members)
        expected = {code for code in expected if not code.startswith("sealed.")}
    packed = repacked(members)
    assert expected <= ours(packed)
    assert theirs(packed) == ours(packed)
