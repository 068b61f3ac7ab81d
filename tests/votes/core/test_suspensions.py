"""What may become of a suspended vote: annulled always, opened again only where that can be fair."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deliberation.core.errors import RuleBroken
from votes.core.stages import Stage
from votes.core.suspensions import LEAST_REOPENED, Outcome, Standing, check_outcome

NOW = datetime(2026, 11, 26, 18, tzinfo=UTC)
STANDING = Standing(closes_at=NOW + timedelta(hours=3), known_at=NOW - timedelta(hours=1))
LATER = NOW + timedelta(days=2)


def decide(outcome: Outcome, standing: Standing = STANDING, until: datetime | None = LATER,
           stage: Stage = Stage.SUSPENDED, reason: str = "Une sauvegarde") -> str:  # fmt: skip
    try:
        check_outcome(stage, standing, outcome, reason, until, NOW)
    except RuleBroken as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.SUSPENDED])
def test_only_a_suspended_vote_is_decided(stage: Stage) -> None:
    assert decide(Outcome.ANNUL, stage=stage) == "suspension.none"


@pytest.mark.parametrize("standing", [
    STANDING, replace(STANDING, rehearsal=True), replace(STANDING, reopened=True),
    replace(STANDING, known_at=None), replace(STANDING, known_at=STANDING.closes_at),
])  # fmt: skip
def test_whatever_happened_a_suspended_vote_can_be_annulled_with_a_reason(standing: Standing) -> None:
    assert decide(Outcome.ANNUL, standing, until=None) == ""
    assert decide(Outcome.ANNUL, standing, reason=" ") == "suspension.reason-missing"


def test_it_opens_again_once_with_a_day_to_vote_unless_it_had_closed() -> None:
    assert decide(Outcome.REOPEN) == ""
    assert decide(Outcome.REOPEN, replace(STANDING, known_at=None)) == ""
    for standing, until, code in (
        (replace(STANDING, rehearsal=True), LATER, "reopening.rehearsal"),
        (replace(STANDING, reopened=True), LATER, "reopening.again"),
        (replace(STANDING, known_at=STANDING.closes_at), LATER, "reopening.was-closed"),
        (STANDING, None, "reopening.too-short"),
        (STANDING, NOW + LEAST_REOPENED - timedelta(seconds=1), "reopening.too-short"),
        (replace(STANDING, closes_at=LATER), LATER, "reopening.too-short"),
    ):
        assert decide(Outcome.REOPEN, standing, until) == code
