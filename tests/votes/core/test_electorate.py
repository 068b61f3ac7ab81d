"""Who has a seat: each condition, its edges, and the one reason that is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.core.errors import RuleBroken
from votes.core.claims import allowed_changes, check_corrections
from votes.core.electorate import (
    Candidate,
    Conditions,
    Reason,
    check_conditions,
    read_conditions,
    reason_against,
)
from votes.core.reading import Malformed
from votes.core.stages import NOTICE, check_notice, is_in_time

CUTOFF, TODAY = date(2026, 10, 1), date(2026, 10, 20)
DAY = timedelta(days=1)
OPENS = datetime(2026, 11, 2, 8, tzinfo=UTC)
ALL = Conditions(membership_days=90, groups=("lyon", "nantes"), paid_up=True)
GOOD = Candidate(CUTOFF - 90 * DAY, None, True, "lyon", CUTOFF)


def test_who_fulfils_every_condition_to_the_day_has_a_seat() -> None:
    assert reason_against(GOOD, ALL, CUTOFF, TODAY) is None


@pytest.mark.parametrize(
    ("candidate", "reason"),
    [
        (Candidate(CUTOFF - 90 * DAY, TODAY, True, "lyon", CUTOFF), Reason.LEFT),
        (Candidate(CUTOFF - 90 * DAY, TODAY + DAY, True, "lyon", CUTOFF), None),
        (Candidate(CUTOFF - 90 * DAY, None, False, "lyon", CUTOFF), Reason.SUSPENDED),
        (Candidate(CUTOFF - 90 * DAY, None, True, "mende", CUTOFF), Reason.OTHER_GROUP),
        (Candidate(CUTOFF - 90 * DAY, None, True, "", CUTOFF), Reason.OTHER_GROUP),
        (Candidate(CUTOFF + DAY, None, True, "lyon", CUTOFF), Reason.JOINED_LATE),
        (Candidate(CUTOFF - 89 * DAY, None, True, "lyon", CUTOFF), Reason.TOO_NEW),
        (Candidate(CUTOFF - 90 * DAY, None, True, "lyon", CUTOFF - DAY), Reason.NOT_PAID_UP),
        (Candidate(CUTOFF - 90 * DAY, None, True, "lyon", None), Reason.NOT_PAID_UP),
    ],
)
def test_each_condition_leaves_out_for_its_own_reason(candidate: Candidate, reason: Reason | None) -> None:
    assert reason_against(candidate, ALL, CUTOFF, TODAY) is reason


def test_without_conditions_the_cutoff_day_alone_decides() -> None:
    nobody_asked = Conditions()
    assert reason_against(Candidate(CUTOFF), nobody_asked, CUTOFF, TODAY) is None
    assert reason_against(Candidate(CUTOFF + DAY), nobody_asked, CUTOFF, TODAY) is Reason.JOINED_LATE


@pytest.mark.parametrize(
    "conditions",
    [
        Conditions(membership_days=-1),
        Conditions(membership_days=3651),
        Conditions(groups=("b", "a")),
        Conditions(groups=("a", "a")),
        Conditions(groups=("Majuscule",)),
    ],
)
def test_conditions_that_cannot_be_kept_or_published_are_refused(conditions: Conditions) -> None:
    with pytest.raises(RuleBroken, match=r"roll\.conditions-wrong"):
        check_conditions(conditions)


@given(
    st.builds(
        Conditions,
        st.integers(0, 3650),
        st.sets(st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)).map(
            lambda groups: tuple(sorted(groups))
        ),
        st.booleans(),
    )
)
def test_published_conditions_read_back_as_they_were(conditions: Conditions) -> None:
    assert read_conditions(conditions.published()) == conditions


def test_conditions_of_another_shape_are_malformed() -> None:
    for wrong in ({"membership_days": 4000}, {"groups": ["b", "a"]}, {"paid_up": 1}, {"more": 1}):
        with pytest.raises(Malformed):
            read_conditions({**Conditions().published(), **wrong})


def test_a_roll_is_in_time_72_hours_before_the_opening_or_when_urgent() -> None:
    last = OPENS - NOTICE
    assert is_in_time(last, OPENS, urgent=False)
    assert not is_in_time(last + timedelta(seconds=1), OPENS, urgent=False)
    assert is_in_time(OPENS - timedelta(seconds=1), OPENS, urgent=True)
    assert not is_in_time(OPENS, OPENS, urgent=True)
    assert not is_in_time(None, OPENS, urgent=True)
    with pytest.raises(RuleBroken, match=r"roll\.notice-too-short"):
        check_notice(OPENS, urgent=False, now=last + timedelta(seconds=1))


def test_corrections_move_ten_seats_or_one_in_a_hundred() -> None:
    assert [allowed_changes(seats) for seats in (0, 999, 1000, 1100, 135_000)] == [10, 10, 10, 11, 1350]
    check_corrections(1100, 11)
    with pytest.raises(RuleBroken, match=r"roll\.too-many-corrections"):
        check_corrections(1100, 12)
