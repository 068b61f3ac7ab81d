"""Files of booklets and campaigns: asked for, made by a worker, kept by their digests, made again when stale.

The row is the work order, as for a run; the same file asked for twice is made twice to the same bytes,
so that nothing has to be claimed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from deliberation import clock, jobs, live, store
from deliberation.core.actors import CLOCK
from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from proposals.exports.documents import files_of, stamp_of
from proposals.exports.keeping import PRINTS, topic_of
from proposals.models import Booklet, Files
from proposals.queries.documents import document_of

JOB = "proposals.actions.filing.make_files"
# A work order that nobody took up in this time was lost on the way.
LOST_AFTER = timedelta(seconds=60)
MOST_TRIES = 3

log = logging.getLogger(__name__)


@transaction.atomic
def ask_for_booklet_files(booklet: Booklet) -> None:
    """Have the files of a booklet made, unless they are up to date or on their way.

    For whoever may read the booklet: it changes nothing but a cache, and asking often does not cost more.
    """
    row = Files.objects.select_for_update().filter(booklet=booklet).first()
    if row is not None and (
        row.is_asked_for or (not row.failure and row.stamp == stamp_of(document_of(booklet)))
    ):
        return
    _ask([booklet], clock.now())


def ask_for_frozen_files(booklets: Iterable[Booklet], now: datetime) -> None:
    """Have the files of booklets made that are just frozen; inside the freeze's transaction."""
    _ask(booklets, now)


def make_files(files_id: int) -> None:
    """Make what a row asks for; nothing when nobody asks any more. Safe twice, and in two processes."""
    row = Files.objects.select_related("booklet__campaign__group", "booklet__run").filter(pk=files_id).first()
    if row is None or not row.is_asked_for:
        return
    Files.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
    began = clock.now()
    try:
        stamp, made = _made(row)
    except RuleBroken as refusal:
        _fail(row, refusal)
    except Exception:
        log.exception("files of %s broke down", topic_of(row))
        _fail(row, RuleBroken("printing.failed", reason="?"))
    else:
        _keep(row, stamp, made, began)


def resume_files() -> int:
    """Ask again for files whose job or worker was lost; returns how many. Work for each minute."""
    late = Files.objects.filter(failure="", asked_at__lt=clock.now() - LOST_AFTER)
    resumed = 0
    for row in late.filter(Q(made_at=None) | Q(made_at__lt=F("asked_at"))):
        if row.tries >= MOST_TRIES:
            _fail(row, RuleBroken("printing.worker-lost", tries=row.tries))
        else:
            jobs.enqueue("slow", JOB, row.pk)
            resumed += 1
    return resumed


def _ask(booklets: Iterable[Booklet], now: datetime) -> None:
    for booklet in booklets:
        asked = {"asked_at": now, "tries": 0, "failure": "", "failure_facts": {}}
        row, _new = Files.objects.update_or_create(booklet=booklet, defaults=asked)
        jobs.enqueue("slow", JOB, row.pk)


def _made(row: Files) -> tuple[str, dict[str, bytes]]:
    if row.booklet is None:
        raise LookupError("a campaign's files")
    document = document_of(row.booklet)
    return stamp_of(document), files_of(document)


def _keep(row: Files, stamp: str, made: dict[str, bytes], began: datetime) -> None:
    """Keep the bytes first, then flip the row to them; what it held before is taken away: a text hidden
    since must not stay readable in a file of ours.
    """
    held: dict[str, dict[str, Json]] = {
        ending: {"digest": store.keep(PRINTS, content, ending), "bytes": len(content)}
        for ending, content in made.items()
    }
    before = row.held
    _flip(row, stamp, held, began)
    for ending, file in before.items():
        if held.get(ending, {}).get("digest") != file["digest"]:
            store.remove(PRINTS, file["digest"], ending)


@transaction.atomic
def _flip(row: Files, stamp: str, held: dict[str, dict[str, Json]], began: datetime) -> None:
    kept = Files.objects.filter(pk=row.pk)
    if not kept.update(stamp=stamp, held=held, made_at=began, failure="", failure_facts={}):
        return  # its booklet went away meanwhile
    booklet = row.booklet
    if booklet is not None and booklet.frozen_at is not None and held != row.held:
        record(
            CLOCK, "booklet.printed", campaign=booklet.campaign.slug, booklet=booklet.slug,
            title=booklet.title, digest=booklet.digest,
            files={ending: file["digest"] for ending, file in held.items()},
        )  # fmt: skip
    live.announce(topic_of(row), "files-made")


@transaction.atomic
def _fail(row: Files, refusal: RuleBroken) -> None:
    """Store why no file could be made; whoever asks again starts afresh."""
    Files.objects.filter(pk=row.pk).update(failure=refusal.code, failure_facts=refusal.facts)
    live.announce(topic_of(row), "files-failed")
