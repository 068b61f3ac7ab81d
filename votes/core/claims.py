"""What members contest about a roll, and how much an accepted claim may still move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from votes.core import reading
from votes.core.reading import is_plain_text
from votes.core.stages import Stage

# How long after the publication a mark can be contested; then the salts are erased.
APPEALS = timedelta(days=30)
ACCEPTED, REFUSED = "accepted", "refused"
OUTCOMES = (ACCEPTED, REFUSED)
LONGEST_CLAIM = 2000
LONGEST_ANSWER = 500
# What may change between the freeze and the opening: one seat in a hundred, and ten in a small roll.
FREE_CHANGES = 10
CHANGES_PER_SEATS = 100


class Kind(StrEnum):
    """What is claimed: three about the roll, before the opening; one about a mark, after the close."""

    MISSING = "missing"
    GROUP_WRONG = "group-wrong"
    COUNT_WRONG = "count-wrong"
    MARKED = "marked"


BEFORE_OPENING = (Kind.MISSING, Kind.GROUP_WRONG, Kind.COUNT_WRONG)


@dataclass(frozen=True, slots=True)
class ClaimCount:
    """How many claims of one kind were filed, accepted and refused; the others are still without answer."""

    kind: str
    filed: int
    accepted: int
    refused: int

    @property
    def waiting(self) -> int:
        """How many have no answer."""
        return self.filed - self.accepted - self.refused

    def published(self) -> dict[str, Json]:
        """The count as published in roll.json."""
        return {"accepted": self.accepted, "filed": self.filed, "kind": self.kind, "refused": self.refused}


def check_claim(
    kind: Kind, text: str, stage: Stage, *, frozen: bool, seated: bool, marked: bool, appeals: bool
) -> None:
    """Refuse a claim that comes outside its time, or that the facts already contradict.

    `seated`: the member has a seat; `marked`: it carries a mark; `appeals`: the appeal date is to come.
    Raises RuleBroken `claim.text-wrong`, `claim.no-roll-yet`, `claim.too-late`, `claim.already-on-roll`,
    `claim.no-seat`, `claim.not-marked` or `claim.too-early`.
    """
    if not is_plain_text(text, LONGEST_CLAIM, lines=True):
        raise RuleBroken("claim.text-wrong", most=LONGEST_CLAIM)
    if kind is Kind.MARKED:
        _check_marked(stage, seated=seated, marked=marked, appeals=appeals)
        return
    if not frozen:
        raise RuleBroken("claim.no-roll-yet")
    if stage not in (Stage.PREPARING, Stage.ANNOUNCED):
        raise RuleBroken("claim.too-late")
    if kind is Kind.MISSING and seated:
        raise RuleBroken("claim.already-on-roll")
    if kind is Kind.GROUP_WRONG and not seated:
        raise RuleBroken("claim.no-seat")


def check_answer(kind: Kind, outcome: str, reason: str, *, opened: bool) -> None:
    """Refuse an answer that says nothing, or that would move a seat of an opened vote.

    Raises RuleBroken `claim.outcome-unknown`, `claim.reason-wrong` or `roll.too-late`.
    """
    if outcome not in OUTCOMES:
        raise RuleBroken("claim.outcome-unknown")
    if not is_plain_text(reason, LONGEST_ANSWER):
        raise RuleBroken("claim.reason-wrong", most=LONGEST_ANSWER)
    if opened and outcome == ACCEPTED and kind in BEFORE_OPENING:
        raise RuleBroken("roll.too-late")


def check_corrections(seats: int, moved: int) -> None:
    """Refuse to move more seats after the freeze than single corrections can explain.

    `seats` is how many the roll had when frozen, `moved` how many were added and removed since, with
    those of this correction. Raises RuleBroken `roll.too-many-corrections`.
    """
    allowed = allowed_changes(seats)
    if moved > allowed:
        raise RuleBroken("roll.too-many-corrections", moved=moved, most=allowed)


def allowed_changes(seats: int) -> int:
    """How many seats may be added and removed in all between the freeze and the opening."""
    return max(FREE_CHANGES, seats // CHANGES_PER_SEATS)


def read_claim_count(value: Json) -> ClaimCount:
    """One count of a roll.json. Raises Malformed."""
    found = reading.record(value, "claims", "accepted", "filed", "kind", "refused")
    kind = reading.slug(found["kind"], "kind")
    if kind not in BEFORE_OPENING:
        raise reading.Malformed("claims", "kind of claim")
    filed, accepted, refused = (
        reading.count(found[name], "claims") for name in ("filed", "accepted", "refused")
    )
    return ClaimCount(kind, filed, accepted, refused)


def _check_marked(stage: Stage, *, seated: bool, marked: bool, appeals: bool) -> None:
    if stage is not Stage.PUBLISHED:
        raise RuleBroken("claim.too-early")
    if not appeals:
        raise RuleBroken("claim.too-late")
    if not seated:
        raise RuleBroken("claim.no-seat")
    if not marked:
        raise RuleBroken("claim.not-marked")
