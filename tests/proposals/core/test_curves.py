"""Curves over days: every day is there, and everything is drawn within the frame."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from proposals.core.curves import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, by_day, drawn, round_top

FIRST = date(2026, 9, 1)
DAYS = st.dictionaries(
    st.integers(0, 400).map(lambda days: FIRST + timedelta(days=days)), st.integers(1, 300), min_size=1
)


def test_quiet_days_are_there_and_counts_add_up() -> None:
    days = by_day({date(2026, 9, 1): 3, date(2026, 9, 4): 2}, {date(2026, 9, 1): 2})
    assert [(day.on.day, day.texts, day.texts_so_far, day.authors_so_far) for day in days] == [
        (1, 3, 3, 2), (2, 0, 3, 2), (3, 0, 3, 2), (4, 2, 5, 2),
    ]  # fmt: skip
    assert by_day({}, {}) == ()


@given(texts=DAYS)
def test_curves_rise_within_their_frame(texts: dict[date, int]) -> None:
    days = by_day(texts, texts)
    curves = drawn(days)
    assert len(curves.texts) == len(days) + 1
    for points in (curves.texts, curves.authors):
        assert all(LEFT <= x <= WIDTH - RIGHT and TOP <= y <= HEIGHT - BOTTOM for x, y in points)
        assert [x for x, _ in points] == sorted(x for x, _ in points)
        assert [y for _, y in points] == sorted((y for _, y in points), reverse=True)
    assert curves.texts[0] == (LEFT, HEIGHT - BOTTOM)
    assert curves.levels[-1].number >= days[-1].texts_so_far
    assert 2 <= len(curves.levels) <= 5
    assert curves.days[-1].on == max(texts)


def test_the_scale_ends_on_a_round_number() -> None:
    assert [round_top(count) for count in (0, 1, 4, 7, 41, 109, 2524)] == [1, 1, 4, 8, 60, 150, 3000]
