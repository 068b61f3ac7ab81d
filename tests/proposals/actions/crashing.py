"""A worker that dies for real: run as a program, it kills itself (signal 9) at a chosen statement.

`python -m tests.proposals.actions.crashing prepare|crash STATEMENT [KIND]|recover`. The database is the one
that the environment names; each verb is a process of its own and prints what it found as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any


def prepare() -> None:
    """The tables, an organiser, a campaign with its texts."""
    from django.core.management import call_command

    from tests.people import make_officer
    from tests.proposals.runs import filled_campaign

    call_command("migrate", verbosity=0)
    make_officer("organiser", "Inès Valmont")
    filled_campaign()


def crash(statement: str, kind: str) -> None:
    """Ask for a run, begin to do it, and die right after the first statement that begins so."""
    from django.db import connection

    from proposals.actions.running import do_run

    run = asked(kind)

    def deadly(execute: Callable[..., Any], sql: str, *others: Any) -> Any:
        done = execute(sql, *others)
        if sql.startswith(statement):
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    with connection.execute_wrapper(deadly):
        do_run(run.pk)


def asked(kind: str) -> Any:
    """A run of a kind, waiting for its worker."""
    from deliberation.members.access import person_for
    from deliberation.members.models import Member
    from proposals.actions.rewording import try_change
    from proposals.core.settings import Settings
    from proposals.models import Campaign
    from tests.proposals.contesting import filed, made_at_home
    from tests.proposals.runs import done_run, waiting_run

    organiser, campaign = Member.objects.get(), Campaign.objects.get()
    if kind == "trial":
        person = person_for(organiser)
        return try_change(person, campaign, act="leave-out", words=["gare"], reason="Trop vague.").trial
    if kind == "rival":
        official = done_run(organiser, campaign)
        return filed(organiser, official, made_at_home(official, Settings(booklets=3))).run
    return waiting_run(organiser, campaign)


def recover() -> None:
    """What the crash left, then what the minute's work and a new worker make of it."""
    from deliberation import clock
    from deliberation.journal.queries import entries
    from proposals.actions.running import do_run, resume_runs
    from proposals.models import Run, WordChange

    run = Run.objects.order_by("-pk")[0]
    left = {"state": run.state, "tries": run.tries, "rows": _rows(run), "resumed_early": resume_runs()}
    Run.objects.filter(pk=run.pk).update(beat_at=clock.now() - timedelta(minutes=3))
    resumed = resume_runs()
    do_run(run.pk)
    run.refresh_from_db()
    ended = [entry.code for entry in entries("run.done") if entry.facts["run"] == run.name]
    moved = WordChange.objects.filter(trial=run).values_list("moved", flat=True).first()
    after = {"state": run.state, "tries": run.tries, "rows": _rows(run), "ended": ended, "moved": moved}
    print(json.dumps({"left": left, "resumed": resumed, "after": after}))


def _rows(run: Any) -> list[int]:
    return [run.clusters.count(), run.terms.count(), run.placements.count()]


if __name__ == "__main__":
    import django

    django.setup()
    verb = sys.argv[1]
    if verb == "crash":
        crash(sys.argv[2], *sys.argv[3:] or ["official"])
    else:
        {"prepare": prepare, "recover": recover}[verb]()
