"""Codes: what is derived from what, tolerant reading, and the errors that the check letter catches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.core.errors import RuleBroken
from votes.core.codes import (
    ALPHABET,
    change_code,
    code_hash,
    follow_up_code,
    in_groups,
    read_change_code,
    read_follow_up_code,
    read_tracker,
    tracker,
)

RANDOM_13 = st.binary(min_size=13, max_size=13)


@given(RANDOM_13)
def test_codes_round_trip_however_they_are_typed(randomness: bytes) -> None:
    change = change_code(randomness)
    follow = follow_up_code(change)
    own = tracker(follow, "scrutin/eau")
    assert (len(change), len(follow), len(own)) == (21, 17, 12)
    assert read_change_code(" " + in_groups(change).lower() + "\n") == change
    assert read_follow_up_code(in_groups(follow).replace("-", " – ")) == follow
    assert read_tracker(in_groups(own).replace("-", "\u00a0")) == own


@given(RANDOM_13, st.integers(0, 20), st.sampled_from(ALPHABET))
def test_any_one_wrong_letter_is_caught(randomness: bytes, place: int, letter: str) -> None:
    code = change_code(randomness)
    wrong = code[:place] + letter + code[place + 1 :]
    if wrong != code:
        with pytest.raises(RuleBroken, match=r"code\.wrong-check"):
            read_change_code(wrong)


@given(RANDOM_13, st.integers(0, 20), st.integers(0, 20))
def test_any_two_letters_swapped_are_caught(randomness: bytes, one: int, other: int) -> None:
    letters = list(change_code(randomness))
    swapped = list(letters)
    swapped[one], swapped[other] = letters[other], letters[one]
    if swapped != letters:
        with pytest.raises(RuleBroken, match=r"code\.wrong-check"):
            read_change_code("".join(swapped))


def test_every_single_error_and_every_swap_of_one_code() -> None:
    code = change_code(bytes(range(13)))
    for place in range(21):
        for letter in set(ALPHABET) - {code[place]}:
            with pytest.raises(RuleBroken, match=r"code\.wrong-check"):
                read_change_code(code[:place] + letter + code[place + 1 :])


def test_known_codes_stay_what_they_are() -> None:
    change = change_code(bytes(13))
    assert change == "A" * 21
    assert in_groups(change) == "AAAA-AAAA-AAAA-AAAA-AAAA-A"
    assert in_groups(change_code(b"\xff" * 13)) == "9999-9999-9999-9999-9999-L"
    assert in_groups(follow_up_code(change)) == "534N-6GYN-RNT2-NE96-Y"
    assert in_groups(tracker(follow_up_code(change), "scrutin/eau")) == "BUTA-UAWJ-ALKQ"
    assert (
        code_hash("scrutin/eau", change) == "2466d53ca082f7ebc94750c08b2e9d3c77d5e3d8c1f3a89aacaa6a5303fa621a"
    )


def test_codes_of_two_questions_look_unrelated() -> None:
    change = change_code(b"a vote, 13 by")
    follow = follow_up_code(change)
    assert tracker(follow, "scrutin/eau") != tracker(follow, "scrutin/ecole")
    assert code_hash("scrutin/eau", change) != code_hash("scrutin/ecole", change)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("A" * 20, "wrong-length"), ("A" * 22, "wrong-length"), ("A" * 20 + "0", "unknown-letter"),
     ("", "wrong-length"), ("A" * 20 + "é", "unknown-letter"), ("A" * 20 + "B", "wrong-check")],
)  # fmt: skip
def test_what_is_no_change_code_is_refused(typed: str, code: str) -> None:
    with pytest.raises(RuleBroken, match=f"code.{code}"):
        read_change_code(typed)


def test_randomness_of_the_wrong_length_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="13 random bytes"):
        change_code(bytes(12))
