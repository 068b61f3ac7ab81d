"""The phase of a campaign: a pure table over its dates, its two acts, and the moment it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise


class Phase(StrEnum):
    """The phases, in their order; each opens by itself but replying and frozen, which are acts."""

    DRAFT = "draft"
    CONTRIBUTING = "contributing"
    SORTING = "sorting"
    REPLYING = "replying"
    FROZEN = "frozen"
    VOTING = "voting"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Dates:
    """The announced dates; each is the first moment of what it names."""

    contributing_at: datetime
    sorting_at: datetime
    replying_at: datetime
    freezing_at: datetime
    voting_at: datetime
    closing_at: datetime

    def are_in_order(self) -> bool:
        """Whether each date comes after the one before."""
        row = (
            self.contributing_at,
            self.sorting_at,
            self.replying_at,
            self.freezing_at,
            self.voting_at,
            self.closing_at,
        )
        return all(earlier < later for earlier, later in pairwise(row))


@dataclass(frozen=True, slots=True)
class Acts:
    """The two acts of organisers: when the draft booklets were published, and when frozen."""

    drafts_published_at: datetime | None
    frozen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a campaign stands: the phase, when it ends as announced, and since when an act is late."""

    phase: Phase
    until: datetime | None
    late_since: datetime | None = None


def stage(dates: Dates, acts: Acts, now: datetime) -> Stage:
    """Where the campaign stands at `now`.

    An act that comes late holds its phase open and says since when; an act done early takes effect
    at once.
    """
    if now < dates.contributing_at:
        return Stage(Phase.DRAFT, dates.contributing_at)
    if now < dates.sorting_at:
        return Stage(Phase.CONTRIBUTING, dates.sorting_at)
    if acts.drafts_published_at is None:
        return Stage(Phase.SORTING, dates.replying_at, _late(dates.replying_at, now))
    if acts.frozen_at is None:
        return Stage(Phase.REPLYING, dates.freezing_at, _late(dates.freezing_at, now))
    if now < dates.voting_at:
        return Stage(Phase.FROZEN, dates.voting_at)
    if now < dates.closing_at:
        return Stage(Phase.VOTING, dates.closing_at)
    return Stage(Phase.CLOSED, None)


def _late(planned: datetime, now: datetime) -> datetime | None:
    return planned if now >= planned else None
