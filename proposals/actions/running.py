"""Runs: asked for by an organiser, done by a worker, taken up again when a worker is gone.

The row is the work order; the queue only makes it prompt. How it holds together is told in
`docs/mechanisms/runs.md`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from django.db import transaction
from django.db.models import F, Max, QuerySet

from deliberation import clock, jobs, live
from deliberation.core.actors import CLOCK
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.actions.challenging import check_claims
from proposals.actions.preparing import prepared
from proposals.actions.rewording import effect_of
from proposals.core.analysis import Result, analyse
from proposals.core.booklets import check_reason
from proposals.core.bundle import write_bundle
from proposals.core.coverage import coverage_of
from proposals.core.lists import Lists
from proposals.core.runs import JOB, check_request, remedy
from proposals.core.runsheet import RunSheet, sheet_of
from proposals.core.settings import Settings, check_settings
from proposals.core.spelling import respelled
from proposals.core.termtexts import TermTexts as Recurring
from proposals.core.termtexts import texts_by_term
from proposals.exports import keep_bundle
from proposals.models import Campaign, Cluster, Placement, Run, RunTerm, TermTexts, WordChange
from proposals.queries.runs import TextRead, count_of_texts
from proposals.queries.wordlists import edits_in_force

GOING = (Run.State.WAITING, Run.State.RUNNING)
BATCH = 500
SECONDS_BETWEEN_BEATS = 0.5

log = logging.getLogger(__name__)


class Taken(Exception):
    """The run is no longer this worker's: it was thought dead, and another one took it up."""


@transaction.atomic
def request_run(
    person: Person, campaign: Campaign, settings: Settings, previous: Run | None = None, reason: str = ""
) -> Run:
    """Ask for a run; a worker does it after the commit.

    It starts from the clusters of `previous`, a run of the same campaign that is done (`run.not-done`);
    where the board was made from that one, from where texts stand on the board. Without, it is cold: it
    starts from nothing, and where a board stands that takes a public reason (`reason.empty`).

    For organisers, while contributing and sorting and until the drafts are published (`run.too-early`,
    `run.too-late`), one at a time (`run.already-going`), with texts to read (`corpus.empty`) and
    settings in range (`settings.out-of-range`).
    """
    actor = person.acting_as("organiser", campaign.group_id)
    check_settings(settings)
    if previous is not None and (previous.campaign_id != campaign.pk or previous.state != Run.State.DONE):
        raise RuleBroken("run.not-done")
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    now = clock.now()
    reason = check_reason(reason) if locked.run_id is not None and previous is None else ""
    runs, texts = Run.objects.filter(campaign=locked, kind=Run.Kind.OFFICIAL), count_of_texts(locked)
    published = locked.drafts_published_at is not None
    check_request(locked.stage(now).phase, published, texts, runs.filter(state__in=GOING).count())
    run = Run.objects.create(
        campaign=locked,
        number=(runs.aggregate(last=Max("number"))["last"] or 0) + 1,
        requested_by=person.known,
        requested_at=now,
        settings=settings.as_json(),
        texts=texts,
        previous=previous,
        reason=reason,
        edits=edits_in_force(locked).as_json(),
    )
    record(
        actor, "run.requested", campaign=locked.slug, run=run.name, number=run.number,
        booklets=settings.booklets, settings=settings.as_json(), texts=texts,
        previous=previous.name if previous else None, reason=reason,
    )  # fmt: skip
    jobs.enqueue("slow", JOB, run.pk)
    live.announce(f"campaign.{locked.slug}", "run-requested")
    return run


def do_run(run_id: int) -> None:
    """Do a waiting run: read, analyse, keep the bundle, then store everything at once.

    Safe to call twice, and in two processes: the first claims the row, the others do nothing. A run
    that cannot be done is stored as failed with the code of why; never is half a result stored.
    """
    run = _claimed(run_id)
    if run is None:
        return
    try:
        _work(run)
    except Taken:
        log.warning("run %s was taken up by another worker", run.name)
    except RuleBroken as refusal:
        _fail(run, _held(run), refusal)
    except Exception:  # whatever it was, the row must say that it failed
        log.exception("run %s broke down", run.name)
        _fail(run, _held(run), RuleBroken("run.broke-down"))


def resume_runs() -> int:
    """Take up runs whose job or worker was lost; returns how many were asked for again.

    Work for each minute, safe twice: what is asked for twice is claimed once.
    """
    now, resumed = clock.now(), 0
    for run in Run.objects.filter(state__in=GOING).select_related("campaign"):
        running = run.state == Run.State.RUNNING
        needed = remedy(running, run.beat_at or run.requested_at, run.tries, now)
        # Only as long as nothing moved since we looked: a late beat is a sign of life.
        seen = Run.objects.filter(pk=run.pk, state=run.state, tries=run.tries, beat_at=run.beat_at)
        if needed == "give-up":
            _fail(run, seen, RuleBroken("run.worker-lost", tries=run.tries))
        elif needed == "ask-again" or (
            needed == "set-back" and seen.update(state=Run.State.WAITING, stage="", done=0, of=0)
        ):
            jobs.enqueue("slow", JOB, run.pk)
            resumed += 1
    return resumed


class Beats:
    """Tells the row and the open pages how far an analysis is, at most twice a second within a stage.

    Raises Taken once the run belongs to another worker, so that the work stops.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._stage, self._told_at = "", 0.0

    def __call__(self, stage: str, done: int, of: int) -> None:
        """A step of the analysis."""
        moment = time.monotonic()
        if stage == self._stage and moment - self._told_at < SECONDS_BETWEEN_BEATS:
            return
        self._stage, self._told_at = stage, moment
        if not _held(self._run).update(stage=stage, done=done, of=of, beat_at=clock.now()):
            raise Taken
        live.announce(f"run.{self._run.name}", "run-moved")


def _claimed(run_id: int) -> Run | None:
    """The run, now ours; None when it is not waiting. One conditional update decides between workers."""
    waiting = Run.objects.filter(pk=run_id, state=Run.State.WAITING)
    if not waiting.update(state=Run.State.RUNNING, tries=F("tries") + 1, beat_at=clock.now()):
        return None
    return Run.objects.select_related("campaign").get(pk=run_id)


def _held(run: Run) -> QuerySet[Run]:
    """The row, as long as it is still the one we claimed."""
    return Run.objects.filter(pk=run.pk, state=Run.State.RUNNING, tries=run.tries)


def _work(run: Run) -> None:
    ready, beats = prepared(run), Beats(run)
    corpus, lists = ready.corpus, ready.lists
    result = analyse(corpus, ready.settings, lists, beats, ready.start)
    sheet = sheet_of(corpus, ready.settings, lists, result, ready.start)
    if run.kind == Run.Kind.TRIAL:
        change = WordChange.objects.get(trial=run)
        shown, _ = respelled(result, (), corpus)
        return _store_trial(run, sheet, lists, effect_of(change, ready, shown, beats))
    if run.kind == Run.Kind.RIVAL:
        check_claims(run, sheet)
    kept = keep_bundle(write_bundle(sheet, corpus, lists, result, ready.start))
    shown, recurring = respelled(result, texts_by_term(corpus, lists), corpus)
    return _store(run, shown, sheet, lists, ready.texts, kept, recurring)


@transaction.atomic
def _store_trial(run: Run, sheet: RunSheet, lists: Lists, effect: Mapping[str, object]) -> None:
    """Write what a change of words moves, and flip its trial to done; of the trial itself, its sheet."""
    WordChange.objects.filter(trial=run).update(**effect)
    done = _held(run).update(
        state=Run.State.DONE, stage="done", done=1, of=1, finished_at=clock.now(), sheet=sheet.as_json(),
        lists=lists.as_json(), corpus_digest=sheet.corpus, result_digest=sheet.result,
    )  # fmt: skip
    if not done:
        raise Taken
    _announce_end(run)


@transaction.atomic
def _store(
    run: Run,
    result: Result,
    sheet: RunSheet,
    lists: Lists,
    texts: dict[str, TextRead],
    bundle: str,
    recurring: Sequence[Recurring],
) -> None:
    """Write every row, then flip the run to done: readers see all of it or nothing."""
    _store_clusters(run, result)
    _store_table(run, result)
    _store_placements(run, result, texts)
    _store_recurrences(run, recurring, texts)
    done = _held(run).update(
        state=Run.State.DONE, stage="done", done=1, of=1, finished_at=clock.now(), texts=len(texts),
        sheet=sheet.as_json(), lists=lists.as_json(), corpus_digest=sheet.corpus,
        result_digest=sheet.result, bundle_digest=bundle, fewer=result.fewer, copies=result.copies,
        smoothing=result.table.smoothing,
    )  # fmt: skip
    if not done:
        raise Taken  # rolls back: the other worker stores its own
    found = coverage_of(result.placements, result.made)
    if run.kind == Run.Kind.OFFICIAL:
        record(
            CLOCK, "run.done", campaign=run.campaign.slug, run=run.name, number=run.number,
            asked=result.asked, made=result.made, texts=found.texts, placed=found.placed,
            to_place=found.to_place, no_terms=found.no_terms, corpus=sheet.corpus, result=sheet.result,
            bundle=bundle,
        )  # fmt: skip
    _announce_end(run)


def _store_clusters(run: Run, result: Result) -> None:
    rows = [
        Cluster(
            run=run,
            number=found.number,
            size=found.placed,
            to_place=found.to_place,
            residual=found.residual,
            was=found.was,
            terms=[asdict(term) for term in found.terms],
            prior=result.table.prior[found.number - 1],
            drafts=[asdict(draft) for draft in result.drafts if draft.cluster == found.number],
        )
        for found in result.clusters
    ]
    Cluster.objects.bulk_create(rows, BATCH)


def _store_table(run: Run, result: Result) -> None:
    near = {term.stem: [[link.stem, link.percent] for link in term.links] for term in result.network}
    rows = (
        RunTerm(
            run=run, term=row.stem, surface=row.surface, family=row.family, total=row.total,
            held=list(row.held), weights=list(row.bits), neighbours=near.get(row.stem, []),
        )
        for row in result.table.rows
    )  # fmt: skip
    RunTerm.objects.bulk_create(rows, BATCH)


def _store_placements(run: Run, result: Result, texts: dict[str, TextRead]) -> None:
    rows = (
        Placement(
            run=run, proposal_id=texts[found.id].key, version=texts[found.id].version,
            language=texts[found.id].language, state=found.state, cluster=found.cluster,
            score=found.score, second=found.second,
            second_score=found.second_score, margin=found.margin,
        )
        for found in result.placements
    )  # fmt: skip
    Placement.objects.bulk_create(rows, BATCH)


def _store_recurrences(run: Run, recurring: Sequence[Recurring], texts: dict[str, TextRead]) -> None:
    rows = (
        TermTexts(
            run=run, term=found.stem, surface=found.surface, texts=[texts[id].key for id in found.texts]
        )
        for found in recurring
    )
    TermTexts.objects.bulk_create(rows, BATCH)


@transaction.atomic
def _fail(run: Run, held: QuerySet[Run], refusal: RuleBroken) -> None:
    """Store why a run failed, if the row is still the one we hold."""
    failed = held.update(
        state=Run.State.FAILED, failure=refusal.code, failure_facts=refusal.facts, finished_at=clock.now()
    )
    if failed and run.kind == Run.Kind.OFFICIAL:
        record(
            CLOCK, "run.failed", campaign=run.campaign.slug, run=run.name, number=run.number,
            why=refusal.code,
        )  # fmt: skip
    if failed:
        _announce_end(run)


def _announce_end(run: Run) -> None:
    live.announce(f"run.{run.name}", "run-ended")
    live.announce(f"campaign.{run.campaign.slug}", "run-ended")
