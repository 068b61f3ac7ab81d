"""The five steps at each moment: where we are, and what is late."""

from datetime import UTC, datetime, timedelta

import pytest

from proposals.core.phases import Acts, Dates
from proposals.core.timeline import StepName, When, timeline

START = datetime(2026, 9, 1, tzinfo=UTC)
DAY = timedelta(days=1)
DATES = Dates(*(START + 10 * n * DAY for n in range(6)))
NOTHING = Acts(None, None)
PUBLISHED = Acts(START + 20 * DAY, None)
BOTH = Acts(START + 20 * DAY, START + 30 * DAY)


@pytest.mark.parametrize(
    ("days", "acts", "here"),
    [
        (-1, NOTHING, None),
        (0, NOTHING, StepName.CONTRIBUTE),
        (10, NOTHING, StepName.SORT),
        (25, NOTHING, StepName.SORT),
        (20, PUBLISHED, StepName.REPLY),
        (39, PUBLISHED, StepName.REPLY),
        (31, BOTH, StepName.VOTE),
        (40, BOTH, StepName.VOTE),
        (50, BOTH, StepName.VERIFY),
    ],
)
def test_one_step_is_the_present_one(days: int, acts: Acts, here: StepName | None) -> None:
    steps = timeline(DATES, acts, START + days * DAY)
    assert [step.name for step in steps] == list(StepName)
    assert [step.name for step in steps if step.when == When.NOW] == ([here] if here else [])
    order = [list(When).index(step.when) for step in steps]
    assert order == sorted(order)


def test_an_act_that_comes_late_says_since_when() -> None:
    steps = timeline(DATES, NOTHING, START + 25 * DAY)
    assert steps[1].late_since == DATES.replying_at
    assert [step.late_since for step in steps if step.name != StepName.SORT] == [None] * 4


def test_steps_start_and_end_as_announced() -> None:
    steps = timeline(DATES, NOTHING, START)
    assert [(step.starts_at, step.ends_at) for step in steps] == [
        (DATES.contributing_at, DATES.sorting_at),
        (DATES.sorting_at, DATES.replying_at),
        (DATES.replying_at, DATES.freezing_at),
        (DATES.voting_at, DATES.closing_at),
        (DATES.closing_at, None),
    ]


def test_an_act_that_is_done_parts_the_steps_at_its_own_moment() -> None:
    acts = Acts(START + 12 * DAY, START + 26 * DAY)
    steps = timeline(DATES, acts, START + 27 * DAY)
    assert steps[1].ends_at == steps[2].starts_at == acts.drafts_published_at
    assert steps[2].ends_at == acts.frozen_at
