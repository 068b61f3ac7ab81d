"""The rules around a run: when one may be asked for, and what becomes of one whose worker is gone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from deliberation.core.errors import RuleBroken
from proposals.core.phases import Phase

OPEN_TO_RUNS = (Phase.CONTRIBUTING, Phase.SORTING)
STAGES = ("reading", "neighbours", "communities", "merging", "placing", "drafts", "done")

# What a worker is asked to do, by its dotted path: a run of any kind.
JOB = "proposals.actions.running.do_run"
# A job is a hint and may be lost with Redis: a run that waits this long is asked for again.
LOST_AFTER = timedelta(seconds=30)
# A worker beats at every step of the analysis; the longest step of 25,000 texts takes well under this.
SILENT_AFTER = timedelta(minutes=2)
MOST_TRIES = 3

Remedy = Literal["leave", "ask-again", "set-back", "give-up"]


def check_request(phase: Phase, published: bool, texts: int, going: int) -> None:
    """Refuse a run outside contributing and sorting, or once the drafts are published
    (`run.too-early`, `run.too-late`), with one going on (`run.already-going`), or with nothing to
    read (`corpus.empty`).
    """
    if phase is Phase.DRAFT:
        raise RuleBroken("run.too-early")
    if published or phase not in OPEN_TO_RUNS:
        raise RuleBroken("run.too-late")
    if going:
        raise RuleBroken("run.already-going")
    if not texts:
        raise RuleBroken("corpus.empty")


def remedy(running: bool, since: datetime, tries: int, now: datetime) -> Remedy:
    """What to do about a run that is not over: `since` is its last sign of life (its request at first).

    A waiting one may have lost its job: ask again. A running one that fell silent has lost its
    worker: set it back to wait, until it has been tried three times.
    """
    if not running:
        return "ask-again" if now - since > LOST_AFTER else "leave"
    if now - since <= SILENT_AFTER:
        return "leave"
    return "set-back" if tries < MOST_TRIES else "give-up"


def part_done(stage: str, done: int, of: int) -> tuple[int, int]:
    """How far an analysis is, as (hundredths of a stage done, hundredths of a stage in all).

    Stages count alike, though they do not last alike: a bar that moves, not a promise of time.
    """
    if stage not in STAGES:
        return 0, 100 * (len(STAGES) - 1)
    within = 100 * min(done, of) // of if of and stage != STAGES[-1] else 0
    return 100 * STAGES.index(stage) + within, 100 * (len(STAGES) - 1)
