"""Who has a right to a seat: the conditions of one vote, as data, and why a member is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from votes.core import reading

MOST_DAYS = 3650
MOST_GROUPS = 500


class Reason(StrEnum):
    """Why a member has no seat, in the order in which it is asked: the first that holds is the one told."""

    LEFT = "left"
    SUSPENDED = "suspended"
    OTHER_GROUP = "other-group"
    JOINED_LATE = "joined-late"
    TOO_NEW = "too-new"
    NOT_PAID_UP = "not-paid-up"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the statutes ask of a voter, beyond having joined by the cut-off day.

    `membership_days`: so many days a member on that day. `groups`: one of these, by slug, sorted; any
    member where empty. `paid_up`: the contribution is paid for that day.
    """

    membership_days: int = 0
    groups: tuple[str, ...] = ()
    paid_up: bool = False

    def published(self) -> dict[str, Json]:
        """The conditions as published in roll.json and the journal."""
        return {
            "groups": list(self.groups),
            "membership_days": self.membership_days,
            "paid_up": self.paid_up,
        }


NO_CONDITIONS = Conditions()


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the register says of one member, as far as a seat depends on it; `group` is a slug or ""."""

    joined_on: date
    left_on: date | None = None
    active: bool = True
    group: str = ""
    paid_until: date | None = None


def reason_against(
    candidate: Candidate, conditions: Conditions, cutoff_on: date, today: date
) -> Reason | None:
    """Why this member has no seat on a roll made `today` for the cut-off day, or None: has one.

    All days are looked at as they stood on the cut-off day; only leaving and suspension are as of today.
    """
    if candidate.left_on is not None and candidate.left_on <= today:
        return Reason.LEFT
    if not candidate.active:
        return Reason.SUSPENDED
    if conditions.groups and candidate.group not in conditions.groups:
        return Reason.OTHER_GROUP
    if candidate.joined_on > cutoff_on:
        return Reason.JOINED_LATE
    if candidate.joined_on > latest_joining(conditions, cutoff_on):
        return Reason.TOO_NEW
    if conditions.paid_up and (candidate.paid_until is None or candidate.paid_until < cutoff_on):
        return Reason.NOT_PAID_UP
    return None


def latest_joining(conditions: Conditions, cutoff_on: date) -> date:
    """The last day of joining that gives a seat."""
    return cutoff_on - timedelta(days=conditions.membership_days)


def check_conditions(conditions: Conditions) -> None:
    """Refuse conditions that cannot be published or kept. Raises RuleBroken `roll.conditions-wrong`."""
    groups: Sequence[str] = conditions.groups
    holds = (
        0 <= conditions.membership_days <= MOST_DAYS
        and len(groups) <= MOST_GROUPS
        and list(groups) == sorted(set(groups))
        and all(reading.SLUG.fullmatch(group) for group in groups)
    )
    if not holds:
        raise RuleBroken("roll.conditions-wrong", most=MOST_DAYS)


def read_conditions(value: Json) -> Conditions:
    """The conditions of a roll.json. Raises Malformed."""
    found = reading.record(value, "conditions", "groups", "membership_days", "paid_up")
    conditions = Conditions(
        membership_days=reading.count(found["membership_days"], "membership_days"),
        groups=tuple(reading.slug(each, "groups") for each in reading.rows(found["groups"], "groups")),
        paid_up=reading.flag(found["paid_up"], "paid_up"),
    )
    try:
        check_conditions(conditions)
    except RuleBroken as refusal:
        raise reading.Malformed(
            "conditions", "days within ten years, groups sorted and distinct"
        ) from refusal
    return conditions
