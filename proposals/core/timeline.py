"""The five steps that members see of a campaign, made from its seven phases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from proposals.core.phases import Acts, Dates, Phase, stage


class StepName(StrEnum):
    """The steps, in their order."""

    CONTRIBUTE = "contribute"
    SORT = "sort"
    REPLY = "reply"
    VOTE = "vote"
    VERIFY = "verify"


class When(StrEnum):
    """Where a step stands: behind us, here, ahead."""

    PAST = "past"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: when it starts and ends as announced (no end: it stays open), and since when it is late."""

    name: StepName
    when: When
    starts_at: datetime
    ends_at: datetime | None
    late_since: datetime | None = None


# A draft campaign stands before the first step; a frozen one waits for its vote.
_HERE = {
    Phase.DRAFT: -1,
    Phase.CONTRIBUTING: 0,
    Phase.SORTING: 1,
    Phase.REPLYING: 2,
    Phase.FROZEN: 3,
    Phase.VOTING: 3,
    Phase.CLOSED: 4,
}


def timeline(dates: Dates, acts: Acts, now: datetime) -> tuple[Step, ...]:
    """The five steps at `now`; a step whose act comes late stays the present one and says since when.

    Once an act is done, its own moment parts the steps, not the date announced for it.
    """
    standing = stage(dates, acts, now)
    replying_at = acts.drafts_published_at or dates.replying_at
    frozen_at = acts.frozen_at or dates.freezing_at
    here = _HERE[standing.phase]
    bounds: list[tuple[datetime, datetime | None]] = [
        (dates.contributing_at, dates.sorting_at),
        (dates.sorting_at, replying_at),
        (replying_at, frozen_at),
        (dates.voting_at, dates.closing_at),
        (dates.closing_at, None),
    ]
    return tuple(
        Step(
            name,
            When.PAST if place < here else When.NOW if place == here else When.NEXT,
            *bounds[place],
            late_since=standing.late_since if place == here else None,
        )
        for place, name in enumerate(StepName)
    )
