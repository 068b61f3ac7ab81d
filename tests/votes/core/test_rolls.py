"""The roll: commitments, the Merkle tree of RFC 9162, counts that give no small group away."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.core.errors import RuleBroken
from votes.core.rolls import (
    GroupCount,
    Tree,
    counts_by_group,
    freeze_roll,
    merkle_root,
    read_roll,
    root_by_path,
    seat_commitment,
)


def leaves(number: int) -> list[str]:
    return sorted(hashlib.sha256(str(place).encode()).hexdigest() for place in range(number))


def root_of_rfc9162(commitments: list[str]) -> bytes:
    """The recursive definition of RFC 9162 2.1.1, written from its text."""
    if len(commitments) == 1:
        return hashlib.sha256(b"\x00" + bytes.fromhex(commitments[0])).digest()
    split = 1
    while split * 2 < len(commitments):
        split *= 2
    left, right = root_of_rfc9162(commitments[:split]), root_of_rfc9162(commitments[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@given(st.integers(1, 70))
def test_the_root_is_that_of_the_rfc_and_every_leaf_has_a_path_to_it(number: int) -> None:
    commitments = leaves(number)
    root = merkle_root(commitments)
    assert root == root_of_rfc9162(commitments).hex()
    for commitment in commitments:
        assert root_by_path(commitment, Tree.of(commitments).path(commitment)) == root


@given(st.integers(2, 40), st.data())
def test_a_path_does_not_serve_another_seat(number: int, data: st.DataObject) -> None:
    commitments = leaves(number)
    one, other = data.draw(st.permutations(commitments))[:2]
    assert root_by_path(other, Tree.of(commitments).path(one)) != merkle_root(commitments)


def test_a_node_cannot_pass_for_a_leaf() -> None:
    four = leaves(4)
    nodes = [root_of_rfc9162(four[:2]).hex(), root_of_rfc9162(four[2:]).hex()]
    assert merkle_root(nodes) != merkle_root(four)
    assert merkle_root([]) == hashlib.sha256(b"").hexdigest()


def test_a_commitment_depends_on_every_part_and_is_fixed() -> None:
    parts = [("v", bytes(16), "m", "g"), ("w", bytes(16), "m", "g"), ("v", b"\1" * 16, "m", "g"),
             ("v", bytes(16), "n", "g"), ("v", bytes(16), "m", ""), ("v", bytes(16), "mg", "")]  # fmt: skip
    assert len({seat_commitment(*each) for each in parts}) == len(parts)
    written = '["livret-seat-v1","v","00000000000000000000000000000000","m","g"]'
    assert seat_commitment(*parts[0]) == hashlib.sha256(written.encode()).hexdigest()
    with pytest.raises(ValueError, match="16 random bytes"):
        seat_commitment("v", b"short", "m", "g")


def test_the_frozen_roll_is_sorted_counted_and_reads_back() -> None:
    seats = [
        (commitment, "lyon" if place % 2 else "") for place, commitment in enumerate(reversed(leaves(30)))
    ]
    roll = freeze_roll("v", "2026-10-01", seats)
    assert roll.commitments == tuple(leaves(30))
    assert roll.groups == (GroupCount("lyon", 15), GroupCount("other", 15))
    assert read_roll(roll.published()) == roll
    assert "commitments" not in roll.announced()


@pytest.mark.parametrize(
    ("seats", "code"),
    [([], "roll.empty"), ([("0" * 64, ""), ("0" * 64, "")], "roll.seat-repeated"),
     ([("0" * 64, "other")], "roll.group-reserved")],
)  # fmt: skip
def test_rolls_that_cannot_be_frozen(seats: list[tuple[str, str]], code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        freeze_roll("v", "2026-10-01", seats)
    assert refusal.value.code == code


def test_a_small_group_cannot_be_found_by_subtraction() -> None:
    groups = ["big"] * 40 + ["middle"] * 12 + ["tiny"] * 3
    assert counts_by_group(groups) == (GroupCount("big", 40), GroupCount("other", 15))
    assert counts_by_group(["big"] * 10 + ["tiny"]) == (GroupCount("other", 11),)
    assert counts_by_group(["a"] * 10 + ["b"] * 10) == (GroupCount("a", 10), GroupCount("b", 10))
    assert counts_by_group(["a"] * 4) == (GroupCount("other", 4),)


@given(st.lists(st.sampled_from(["", "a", "b", "c", "d"]), max_size=80))
def test_counts_add_up_and_no_shown_group_is_small(groups: list[str]) -> None:
    counts = counts_by_group(groups)
    assert sum(count.seats for count in counts) == len(groups)
    assert len(counts) == 1 or all(count.seats >= 10 for count in counts)


def test_counts_may_be_given_seat_by_seat_or_group_by_group() -> None:
    groups = ["lyon"] * 12 + ["mende"] * 3 + [""] * 9
    assert counts_by_group(groups) == counts_by_group({"lyon": 12, "mende": 3, "": 9})
