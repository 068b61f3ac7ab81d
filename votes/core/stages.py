"""Where a vote stands: by its dates and by what organisers did in time, never by whether a job ran."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from deliberation.core.errors import RuleBroken

# Between the root in the journal and the opening: the time that members have to look for their seats.
NOTICE = timedelta(hours=72)


class Stage(StrEnum):
    """The stages of a vote, in their order; one that missed an act on its day is never held, a rehearsal
    ends without a result, and one that lost ballots is suspended, and perhaps annulled.
    """

    PREPARING = "preparing"
    ANNOUNCED = "announced"
    OPEN = "open"
    COUNTING = "counting"
    PUBLISHED = "published"
    NOT_HELD = "not-held"
    REHEARSED = "rehearsed"
    SUSPENDED = "suspended"
    ANNULLED = "annulled"


@dataclass(frozen=True, slots=True)
class Acts:
    """What was done: the second organiser's signature, the roll's freeze, the publication, the throwing
    away of a rehearsal's ballots, a suspension that stands, the annulment.
    """

    confirmed: bool
    roll_frozen: bool
    published: bool
    rehearsed: bool = False
    suspended: bool = False
    annulled: bool = False


def stage(opens_at: datetime, closes_at: datetime, acts: Acts, now: datetime) -> Stage:
    """Where a vote stands at `now`. It opens at `opens_at` only if confirmed with its roll frozen."""
    ready = acts.confirmed and acts.roll_frozen
    if acts.published:
        return Stage.PUBLISHED
    if acts.rehearsed:
        return Stage.REHEARSED
    if acts.annulled:
        return Stage.ANNULLED
    if acts.suspended:
        return Stage.SUSPENDED
    if now < opens_at:
        return Stage.ANNOUNCED if ready else Stage.PREPARING
    if not ready:
        return Stage.NOT_HELD
    return Stage.OPEN if now < closes_at else Stage.COUNTING


def is_in_time(frozen_at: datetime | None, opens_at: datetime, urgent: bool) -> bool:
    """Whether a roll was frozen, and 72 hours before the opening unless the vote was declared urgent."""
    if frozen_at is None:
        return False
    return frozen_at < opens_at if urgent else frozen_at <= opens_at - NOTICE


def check_notice(opens_at: datetime, urgent: bool, now: datetime) -> None:
    """Refuse an opening that leaves less than 72 hours to a roll frozen now, unless declared urgent.

    Raises RuleBroken `roll.notice-too-short`.
    """
    if not is_in_time(now, opens_at, urgent):
        raise RuleBroken("roll.notice-too-short", hours=int(NOTICE.total_seconds()) // 3600)


def check_open(standing: Stage) -> None:
    """Refuse a ballot outside the opening hours.

    Raises RuleBroken `vote.not-open-yet`, `vote.not-held`, `vote.suspended`, `vote.annulled` or
    `vote.closed`.
    """
    if standing in (Stage.PREPARING, Stage.ANNOUNCED):
        raise RuleBroken("vote.not-open-yet")
    if standing is Stage.NOT_HELD:
        raise RuleBroken("vote.not-held")
    if standing is Stage.SUSPENDED:
        raise RuleBroken("vote.suspended")
    if standing is Stage.ANNULLED:
        raise RuleBroken("vote.annulled")
    if standing is not Stage.OPEN:
        raise RuleBroken("vote.closed")


def check_changes(standing: Stage, changes: bool) -> None:
    """Refuse to change a ballot outside the opening hours, or in a vote where a ballot is final.

    Raises RuleBroken `ballot.final`, or as `check_open`.
    """
    check_open(standing)
    if not changes:
        raise RuleBroken("ballot.final")


def check_dates(
    cutoff_on: date, opens_on: date, opens_at: datetime, closes_at: datetime, now: datetime
) -> None:
    """Refuse dates that no vote can keep; `opens_on` is the day of `opens_at` where the organisation lives.

    Raises RuleBroken `vote.opens-in-the-past`, `vote.closes-before-opening` or `vote.cutoff-too-late`
    (after the opening's day). The notice is for `check_notice` to say.
    """
    if opens_at <= now:
        raise RuleBroken("vote.opens-in-the-past")
    if closes_at <= opens_at:
        raise RuleBroken("vote.closes-before-opening")
    if cutoff_on > opens_on:
        raise RuleBroken("vote.cutoff-too-late")


def check_roll_may_change(
    frozen: bool, cutoff_on: date, today: date, opens_at: datetime, now: datetime
) -> None:
    """Refuse to prepare or freeze a roll outside its time.

    Raises RuleBroken `roll.frozen-already`, `roll.before-cutoff` or, from the opening on, `roll.too-late`.
    """
    if frozen:
        raise RuleBroken("roll.frozen-already")
    if today < cutoff_on:
        raise RuleBroken("roll.before-cutoff")
    if now >= opens_at:
        raise RuleBroken("roll.too-late")
