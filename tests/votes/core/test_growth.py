"""The growth of a roll: months, departures, and the days that stand out."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from votes.core.growth import Growth, growth_of, months_until, read_growth

AS_OF = date(2026, 10, 15)
DAY = timedelta(days=1)


def steady(per_day: int, days: int = 300) -> list[date]:
    return [AS_OF - back * DAY for back in range(days) for _ in range(per_day)]


def test_a_steady_roll_has_no_day_that_stands_out() -> None:
    growth = growth_of(AS_OF, steady(3), [], 0)
    assert growth.standing_out == ()
    assert (growth.within(30), growth.within(90), growth.seats) == (90, 270, 900)


def test_a_day_of_more_than_five_times_the_median_stands_out() -> None:
    wave = AS_OF - 20 * DAY
    at_most = growth_of(AS_OF, [*steady(3), *[wave] * 12], [], 0)
    assert at_most.standing_out == ()  # fifteen are five times three
    more = growth_of(AS_OF, [*steady(3), *[wave] * 13], [], 0)
    assert more.standing_out == ((wave, 16, 3),)


def test_after_quiet_months_ten_on_a_day_stand_out_and_nine_do_not() -> None:
    wave = AS_OF - DAY
    assert growth_of(AS_OF, [wave] * 9, [], 0).standing_out == ()
    assert growth_of(AS_OF, [wave] * 10, [], 0).standing_out == ((wave, 10, 0),)


def test_the_first_ninety_days_that_are_looked_at_have_nothing_before_them() -> None:
    first = months_until(AS_OF)[0]
    assert growth_of(AS_OF, [first + 5 * DAY] * 50, [], 0).standing_out == ()


def test_months_are_twenty_four_and_hold_every_seat_that_joined_in_them() -> None:
    old, new = date(2024, 11, 1), date(2026, 10, 1)
    growth = growth_of(AS_OF, [old, old - DAY, new], [date(2026, 2, 14), date(2020, 1, 1)], 1)
    assert len(growth.months) == 24
    assert growth.months[0] == (old, 1, 0)
    assert growth.months[-1] == (new, 1, 0)
    assert sum(left for _month, _joined, left in growth.months) == 1
    assert growth.seats == 3


@given(st.lists(st.dates(date(2020, 1, 1), AS_OF)), st.lists(st.dates(date(2020, 1, 1), AS_OF)))
def test_what_is_stored_reads_back_as_it_was(joined: list[date], left: list[date]) -> None:
    growth = growth_of(AS_OF, joined, left, 0)
    assert read_growth(growth.stored()) == growth
    assert isinstance(growth, Growth)
    assert sum(count for _month, count, _left in growth.months) == sum(count for _on, count in growth.joined)
