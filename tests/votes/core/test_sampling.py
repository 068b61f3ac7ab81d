"""Draws: the numbers of seats to ask, the bounds, the seed that nobody chooses."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.core.errors import RuleBroken
from votes.core.sampling import (
    Outcome,
    chance_at_most,
    check_number,
    commitment_of,
    confirmation_code,
    draw_seats,
    most_ghosts,
    read_code,
    seats_to_draw,
    seed_of,
    sheet_of,
)

SECRETS = ["a" * 20, "b" * 20, "c" * 20]
ROLL = [f"{number:064x}" for number in range(500)]


@pytest.mark.parametrize(
    ("share", "confidence", "seats"),
    [
        (Fraction(5, 1000), Fraction(95, 100), 598),
        (Fraction(1, 100), Fraction(95, 100), 299),
        (Fraction(2, 100), Fraction(95, 100), 149),
        (Fraction(5, 100), Fraction(95, 100), 59),
        (Fraction(1, 100), Fraction(99, 100), 459),
    ],
)
def test_so_many_seats_show_a_ghost(share: Fraction, confidence: Fraction, seats: int) -> None:
    assert seats_to_draw(share, confidence) == seats
    assert (1 - share) ** (seats - 1) > 1 - confidence >= (1 - share) ** seats


def test_a_share_outside_its_range_is_no_share() -> None:
    for share, confidence in ((Fraction(0), Fraction(1, 2)), (Fraction(1, 2), Fraction(1))):
        with pytest.raises(ValueError, match="between 0 and 1"):
            seats_to_draw(share, confidence)


def test_a_bound_worked_by_hand() -> None:
    """Ten seats, four drawn, none a ghost. With three ghosts: 7/10 x 6/9 x 5/8 x 4/7 = 1/6; with four 1/14;
    with five 1/42, under one in twenty."""
    chances = [chance_at_most(0, ghosts, 10, 4) for ghosts in (3, 4, 5)]
    assert chances == [Fraction(1, 6), Fraction(1, 14), Fraction(1, 42)]
    assert most_ghosts(0, 10, 4) == 4


def test_the_number_to_draw_and_the_bound_agree_on_a_large_roll() -> None:
    """299 confirmed seats of 135,000 leave less than one in a hundred believable; 298 do not."""
    assert most_ghosts(0, 135_000, 299) < 1350
    assert most_ghosts(0, 135_000, 297) >= 1350


@given(st.integers(1, 40), st.data())
def test_a_bound_is_never_below_what_was_found_nor_above_what_is_left(
    seats: int, data: st.DataObject
) -> None:
    drawn = data.draw(st.integers(1, seats))
    found = data.draw(st.integers(0, drawn))
    bound = most_ghosts(found, seats, drawn)
    assert found <= bound <= seats - (drawn - found)
    if drawn == seats:
        assert bound == found
    if bound < seats - (drawn - found):
        assert chance_at_most(found, bound + 1, seats, drawn) <= Fraction(5, 100)


def test_a_sheet_counts_silence_as_doubt_only_at_worst() -> None:
    outcomes = [Outcome.CONFIRMED] * 55 + [Outcome.NO_ANSWER] * 3 + [Outcome.REFUSED, Outcome.DEAD]
    sheet = sheet_of(1000, outcomes)
    assert (sheet.drawn, sheet.confirmed, sheet.refused, sheet.no_answer, sheet.dead) == (60, 55, 1, 3, 1)
    assert sheet.surely == most_ghosts(1, 1000, 60)
    assert sheet.at_worst == most_ghosts(5, 1000, 60)
    assert sheet.surely < sheet.at_worst


def test_the_seed_depends_on_each_secret_on_their_order_on_the_head_and_on_the_root() -> None:
    seeds = {
        seed_of("d", "r", SECRETS, "h"),
        seed_of("d", "r", SECRETS[::-1], "h"),
        seed_of("d", "r", ["x" * 20, *SECRETS[1:]], "h"),
        seed_of("d", "r", SECRETS, "i"),
        seed_of("d", "s", SECRETS, "h"),
        seed_of("e", "r", SECRETS, "h"),
    }
    assert len(seeds) == 6
    with pytest.raises(RuleBroken, match=r"draw\.secrets-missing"):
        seed_of("d", "r", SECRETS[:2], "h")


def test_the_same_seed_draws_the_same_seats_whatever_the_order_of_the_list() -> None:
    seed = seed_of("d", "r", SECRETS, "h")
    drawn = draw_seats(ROLL, seed, 30)
    assert drawn == draw_seats(ROLL[::-1], seed, 30)
    assert len(set(drawn)) == 30
    assert drawn[:10] == draw_seats(ROLL, seed, 10)
    assert drawn != draw_seats(ROLL, seed_of("d", "r", SECRETS, "i"), 30)


def test_secrets_and_numbers_have_their_limits() -> None:
    assert commitment_of("d", SECRETS[0]) != commitment_of("e", SECRETS[0])
    for wrong in ("", "short", "A" * 20, "x" * 65, "x" * 19 + "é"):
        with pytest.raises(RuleBroken, match=r"draw\.secret-wrong"):
            commitment_of("d", wrong)
    for number in (0, 11, 2001):
        with pytest.raises(RuleBroken, match=r"draw\.number-wrong"):
            check_number(number, 10 if number != 2001 else 135_000)


def test_a_confirmation_code_is_of_one_draw_and_one_seat_and_is_read_as_heard() -> None:
    code = confirmation_code("d", "0" * 32)
    assert len(code) == 8
    assert len({code, confirmation_code("e", "0" * 32), confirmation_code("d", "1" * 32)}) == 3
    assert read_code(f" {code[:4].lower()}-{code[4:]} ") == code
