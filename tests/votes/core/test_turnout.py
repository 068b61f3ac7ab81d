"""Turnout by group: never of fewer than ten, and beside what the same groups did before."""

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from votes.core.rolls import OTHER, SMALLEST_GROUP, counts_by_group
from votes.core.turnout import GroupTurnout, beside_earlier, read_turnouts, turnout_of

PLACES = ("", "lyon", "mende", "nice", "arles")
# The seats of each place, and how many in a hundred of them voted.
GROUPS = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 100)), min_size=1, max_size=len(PLACES))


@given(GROUPS)
def test_no_group_under_ten_is_told_nor_what_is_left_of_the_total(places: list[tuple[int, int]]) -> None:
    seats = {group: number for group, (number, _) in zip(PLACES, places, strict=False)}
    voted = {group: number * part // 100 for group, (number, part) in zip(PLACES, places, strict=False)}
    rows = turnout_of(counts_by_group(seats), voted)
    if sum(voted.values()) < 10:
        assert rows == ()
        return
    assert sum(row.voted for row in rows) == sum(voted.values())
    assert sum(row.seats for row in rows) == sum(seats.values())
    if sum(seats.values()) >= SMALLEST_GROUP:
        assert all(row.seats >= SMALLEST_GROUP for row in rows)
    assert all(row.voted <= row.seats for row in rows)
    assert all(row.voted == voted[row.group] for row in rows if row.group != OTHER)
    assert read_turnouts([row.published() for row in rows]) == rows


def row(voted: int, seats: int = 100, group: str = "lyon") -> GroupTurnout:
    return GroupTurnout(group, voted, seats)


def signs(now: GroupTurnout, *earlier: GroupTurnout) -> tuple[str, ...]:
    return beside_earlier([now], [[each] for each in earlier])[0].signs


def test_above_95_in_a_hundred_is_a_sign_and_95_is_not() -> None:
    assert signs(row(95)) == ()
    assert signs(row(96)) == ("high",)
    assert signs(row(19, 20)) == ()


def test_thirty_points_more_than_before_is_a_sign_and_twenty_nine_is_not() -> None:
    assert signs(row(60), row(30)) == ("risen",)
    assert signs(row(59), row(30)) == ()
    assert signs(row(97), row(30)) == ("high", "risen")


def test_before_is_the_three_last_votes_that_showed_the_group_by_their_seats() -> None:
    earlier = [[row(10)], [row(9, 10, "nice")], [row(20, 50)], [row(30)], [row(99)]]
    assert beside_earlier([row(40)], earlier)[0].before == Fraction(60, 250)


def test_groups_put_together_are_compared_with_nothing() -> None:
    assert beside_earlier([row(90, group=OTHER)], [[row(10, group=OTHER)]])[0].before is None
    assert beside_earlier([row(90)], [])[0].rise is None


def test_fewer_than_ten_voters_are_not_told_by_group() -> None:
    assert turnout_of(counts_by_group(Counter({"lyon": 20, "nice": 20})), {"lyon": 9}) == ()
