"""What is remembered outside the database of how far it had come, so that a restored backup shows.

Each minute counts in the database, then writes the count and the journal's head into a file beside it. A
database that is behind its file went back: a backup was restored, or a copy that was late took over. The
guests then do what they must (settings.WENT_BACK), and the journal says it, once for each gap.
"""

from __future__ import annotations

import logging
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from deliberation import clock, fault
from deliberation.core.actors import CLOCK
from deliberation.core.chain import utc_second
from deliberation.core.outside import Gap, NotKnown, Reached, find_gap, is_same, read_reached
from deliberation.journal.actions import record
from deliberation.journal.models import Entry, Head, Ticks

WENT_BACK, BEGAN_AGAIN = "journal.went-back", "journal.watch-renewed"
LOOKS_EVERY = 60.0  # seconds, in each process that answers

log = logging.getLogger(__name__)


class Watch:
    """Looks before the first request of a process, and each minute: a restore shows before the first ballot,
    even where the clock of `tick` stands still.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.next_look = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the view does, after a look when one is due."""
        if time.monotonic() >= self.next_look:
            self.next_look = time.monotonic() + LOOKS_EVERY
            try:
                look_and_tell()
            except DatabaseError:
                self.next_look = 0.0  # the page will fail as well; the next one looks again
                log.exception("the database could not be compared with what is known outside")
        return self.get_response(request)


def tick_over() -> Gap | None:
    """Look, tell, count one minute, and remember outside how far the database has come; the gap, if any.

    Each minute, before all other work. What is told is committed before the file forgets what it knew.
    """
    gap = look_and_tell()
    _tell_where_nothing_was_known()
    _count(least=gap.known.ticks if gap else 0)
    fault.point("outside.counted")
    remember(reached())
    return gap


def look_and_tell() -> Gap | None:
    """Compare with what is known outside; a gap is told once, whoever finds it again."""
    gap = look()
    if gap is not None:
        tell(gap)
    return gap


def look() -> Gap | None:
    """The gap between what is known outside and the database, or None. No query where nothing is known."""
    # The file first: it is written after the commit, and so never knows more than what is read next.
    known = known_outside()
    return None if known is None else compare(known)


def compare(known: Reached) -> Gap | None:
    """The gap between what somebody knew and the database, or None. Four queries."""
    held = Entry.objects.filter(seq=known.seq).values_list("digest", flat=True).first()
    return find_gap(known, reached(), held or "")


@transaction.atomic
def tell(gap: Gap) -> bool:
    """Let the guests do what they must, then say it in the journal; False where that was done before."""
    row = _row()
    if row.told == gap.known.told():
        return False
    for name in settings.WENT_BACK:
        import_string(name)(gap)
    Ticks.objects.filter(pk=row.pk).update(told=gap.known.told())
    record(CLOCK, WENT_BACK, **gap.told())
    log.error("the database went back: %s", gap.told())
    return True


def reached() -> Reached:
    """How far the database has come. Three queries."""
    first = Entry.objects.filter(seq=1).values_list("digest", flat=True).first()
    head = Head.objects.filter(pk=1).values_list("seq", "digest").first() or (0, "")
    ticks, at = Ticks.objects.filter(pk=1).values_list("number", "at").first() or (0, "")
    return Reached(first or "", head[0], head[1], ticks, at)


def known_outside() -> Reached | None:
    """What the file remembers; None where there is none, or it cannot be read."""
    try:
        return read_reached(Path(settings.KNOWN_HEAD).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, NotKnown):
        log.exception("what is known outside cannot be read: %s", settings.KNOWN_HEAD)
        return None


def remember(how_far: Reached) -> None:
    """Write the file: whole or not at all, and through a power cut."""
    path = Path(settings.KNOWN_HEAD)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.write(how_far.encoded())
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)


@transaction.atomic
def _tell_where_nothing_was_known() -> None:
    """Say it where a database that has counted before has no file, or another database's: a lost file may
    hide a gap, and whoever noted a head can look it up.
    """
    known, found = known_outside(), reached()
    if found.ticks and (known is None or not is_same(known, found)):
        record(CLOCK, BEGAN_AGAIN, **found.told())


@transaction.atomic
def _count(least: int) -> None:
    row = _row()
    number = max(row.number, least) + 1
    Ticks.objects.filter(pk=row.pk).update(number=number, at=utc_second(clock.now()))


def _row() -> Ticks:
    """The one row, locked until the transaction ends."""
    Ticks.objects.get_or_create(pk=1)
    return Ticks.objects.select_for_update().get(pk=1)
