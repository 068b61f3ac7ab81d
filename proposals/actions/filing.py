"""Files of booklets and whole campaigns: asked for, made by a worker, kept, made again when stale.

The row is the work order, as for a run; the same file asked for twice is made twice to the same bytes,
so that nothing has to be claimed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from deliberation import clock, jobs, live, store
from deliberation.core.actors import CLOCK
from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from proposals.exports.campaigns import kept_campaign
from proposals.exports.campaigns import stamp_of as campaign_stamp
from proposals.exports.documents import files_of
from proposals.exports.documents import stamp_of as booklet_stamp
from proposals.exports.keeping import PRINTS, topic_of
from proposals.models import Booklet, Campaign, Files
from proposals.queries.documents import document_of

JOB = "proposals.actions.filing.make_files"
# A work order that nobody took up in this time was lost on the way.
LOST_AFTER = timedelta(seconds=60)
MOST_TRIES = 3
# By ending: its digest and its size in bytes.
Held = dict[str, dict[str, Json]]

log = logging.getLogger(__name__)


@transaction.atomic
def ask_for_booklet_files(booklet: Booklet) -> None:
    """Have the files of a booklet made, unless they are up to date or on their way.

    For whoever may read the booklet: it changes nothing but a cache, and asking often does not cost more.
    """
    row = Files.objects.select_for_update().filter(booklet=booklet).first()
    if not _stands(row, lambda: booklet_stamp(document_of(booklet))):
        _ask(clock.now(), booklet=booklet)


@transaction.atomic
def ask_for_campaign_file(campaign: Campaign) -> None:
    """Have the export of a whole campaign made, in the same way; for whoever may read its runs."""
    row = Files.objects.select_for_update().filter(campaign=campaign).first()
    if not _stands(row, lambda: campaign_stamp(campaign)):
        _ask(clock.now(), campaign=campaign)


def ask_for_frozen_files(campaign: Campaign, now: datetime) -> None:
    """Have everything made that a frozen campaign hands out; inside the freeze's transaction."""
    for booklet in Booklet.objects.filter(campaign=campaign):
        _ask(now, booklet=booklet)
    _ask(now, campaign=campaign)


def ask_for_files_again(campaign: Campaign, booklets: Iterable[Booklet], now: datetime) -> None:
    """Have what was made of these booklets, and of the campaign, made again; inside the transaction of the
    act that changed it.
    """
    for row in Files.objects.filter(Q(booklet__in=list(booklets)) | Q(campaign=campaign)):
        _ask(now, booklet=row.booklet, campaign=row.campaign)


def make_files(files_id: int) -> None:
    """Make what a row asks for; nothing when nobody asks any more. Safe twice, and in two processes."""
    joined = Files.objects.select_related("booklet__campaign__group", "booklet__run", "campaign__group")
    row = joined.filter(pk=files_id).first()
    if row is None or not row.is_asked_for:
        return
    Files.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
    began = clock.now()
    try:
        stamp, held = _made(row)
    except RuleBroken as refusal:
        _fail(row, refusal)
    except Exception:  # whatever it was, the row must say that it failed
        log.exception("files of %s broke down", topic_of(row))
        _fail(row, RuleBroken("printing.failed", reason="?"))
    else:
        _put(row, stamp, held, began)


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


def _stands(row: Files | None, stamp: Callable[[], str]) -> bool:
    """Whether nothing has to be asked for: on its way, or made of what there is now."""
    return row is not None and (row.is_asked_for or (not row.failure and row.stamp == stamp()))


def _ask(now: datetime, *, booklet: Booklet | None = None, campaign: Campaign | None = None) -> None:
    asked = {"asked_at": now, "tries": 0, "failure": "", "failure_facts": {}}
    row, _new = Files.objects.update_or_create(booklet=booklet, campaign=campaign, defaults=asked)
    jobs.enqueue("slow", JOB, row.pk)


def _made(row: Files) -> tuple[str, Held]:
    """The stamp of what there is now, and its files, kept in the store."""
    if row.booklet is not None:
        document = document_of(row.booklet)
        made = files_of(document)
        kept = {ending: store.keep(PRINTS, content, ending) for ending, content in made.items()}
        sizes = {ending: len(content) for ending, content in made.items()}
        stamp = booklet_stamp(document)
    elif row.campaign is not None:
        # The stamp first: what comes while the file is written makes it older, never newer.
        stamp = campaign_stamp(row.campaign)
        kept, sizes = {}, {}
        kept["zip"], sizes["zip"] = kept_campaign(row.campaign)
    return stamp, {ending: {"digest": kept[ending], "bytes": sizes[ending]} for ending in kept}


def _put(row: Files, stamp: str, held: Held, began: datetime) -> None:
    """Flip the row to its new files; what it held before is taken away: a text hidden since must not
    stay readable in a file of ours.
    """
    _flip(row, stamp, held, began)
    for ending, file in row.held.items():
        if held.get(ending, {}).get("digest") != file["digest"]:
            store.remove(PRINTS, file["digest"], ending)


@transaction.atomic
def _flip(row: Files, stamp: str, held: Held, began: datetime) -> None:
    kept = Files.objects.filter(pk=row.pk)
    if not kept.update(stamp=stamp, held=held, made_at=began, failure="", failure_facts={}):
        return  # its booklet went away meanwhile
    if held != row.held:
        _record(row, held)
    live.announce(topic_of(row), "files-made")


def _record(row: Files, held: Held) -> None:
    """Once frozen, the journal keeps the digest of every file."""
    booklet, campaign = row.booklet, row.campaign
    if booklet is not None and booklet.frozen_at is not None:
        record(
            CLOCK, "booklet.printed", campaign=booklet.campaign.slug, booklet=booklet.slug,
            title=booklet.title, digest=booklet.digest,
            files={ending: file["digest"] for ending, file in held.items()},
        )  # fmt: skip
    elif campaign is not None and campaign.frozen_at is not None:
        record(
            CLOCK, "campaign.exported", campaign=campaign.slug, title=campaign.title,
            digest=held["zip"]["digest"],
        )  # fmt: skip


@transaction.atomic
def _fail(row: Files, refusal: RuleBroken) -> None:
    """Store why no file could be made; whoever asks again starts afresh."""
    Files.objects.filter(pk=row.pk).update(failure=refusal.code, failure_facts=refusal.facts)
    live.announce(topic_of(row), "files-failed")
