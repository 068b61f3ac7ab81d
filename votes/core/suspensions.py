"""A vote whose ballots were partly lost: it is suspended, and two organisers annul it or open it again.

To annul is what is done unless something speaks for the other: whose ballot was lost may have voted in good
faith, and does not know. Opening again says so, and leaves the time to look.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from votes.core.reading import is_plain_text
from votes.core.stages import Stage

SUSPENDED, PROPOSED = "vote.suspended", "vote.outcome-proposed"
ANNULLED, REOPENED = "vote.annulled", "vote.reopened"
LONGEST_REASON = 300
# Between the act that opens a vote again and its close: the time to look for one's mark and vote again.
LEAST_REOPENED = timedelta(hours=24)


class Outcome(StrEnum):
    """What becomes of a suspended vote."""

    ANNUL = "annul"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides whether a suspended vote may open again: its close, the last moment known before the gap
    (None where nobody dated it), whether it is a rehearsal, whether it was opened again before.
    """

    closes_at: datetime
    known_at: datetime | None
    rehearsal: bool = False
    reopened: bool = False


def check_outcome(
    stage: Stage, standing: Standing, outcome: Outcome, reason: str, until: datetime | None, now: datetime
) -> None:
    """Refuse what cannot become of a vote.

    Raises RuleBroken `suspension.none`, `suspension.reason-missing`; and of opening again
    `reopening.rehearsal`, `reopening.again` (once only), `reopening.was-closed` (it had closed before the
    gap: a result may have been read) or `reopening.too-short` (closes less than 24 hours from now, or not
    later than before).
    """
    if stage is not Stage.SUSPENDED:
        raise RuleBroken("suspension.none")
    if not is_plain_text(reason, LONGEST_REASON):
        raise RuleBroken("suspension.reason-missing", most=LONGEST_REASON)
    if outcome is Outcome.ANNUL:
        return
    if standing.rehearsal:
        raise RuleBroken("reopening.rehearsal")
    if standing.reopened:
        raise RuleBroken("reopening.again")
    if standing.known_at is not None and standing.known_at >= standing.closes_at:
        raise RuleBroken("reopening.was-closed")
    if until is None or until < now + LEAST_REOPENED or until <= standing.closes_at:
        raise RuleBroken("reopening.too-short", hours=int(LEAST_REOPENED.total_seconds()) // 3600)


def suspended_facts(vote: str, gap: Mapping[str, Json]) -> dict[str, Json]:
    """The facts of `vote.suspended`: the vote, and the gap as the journal tells it."""
    return {**gap, "vote": vote}


def proposed_facts(vote: str, outcome: Outcome, reason: str, until: str | None) -> dict[str, Json]:
    """The facts of `vote.outcome-proposed`."""
    return {"outcome": outcome.value, "reason": reason, "until": until, "vote": vote}


def annulled_facts(vote: str, reason: str, ballots: Mapping[str, Json], seats: int) -> dict[str, Json]:
    """The facts of `vote.annulled`: how many ballots of each question were thrown away."""
    return {"ballots": dict(ballots), "reason": reason, "seats": seats, "vote": vote}


def reopened_facts(vote: str, before: str, until: str, reason: str) -> dict[str, Json]:
    """The facts of `vote.reopened`; moments are UTC to the second."""
    return {"before": before, "reason": reason, "until": until, "vote": vote}
