"""A database that is behind what is known outside of it went back: noticed before the next ballot, told once.

A backup was restored, or a copy that was late took over. The guests then do what they must
(settings.WENT_BACK), and the journal says it, once for each gap.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, InterfaceError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from deliberation import clock, fault
from deliberation.core.actors import CLOCK
from deliberation.core.chain import utc_second
from deliberation.core.outside import Gap, is_same
from deliberation.journal.actions import record
from deliberation.journal.models import Ticks
from deliberation.journal.outside import known_outside, look, reached, remember

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
            except (DatabaseError, InterfaceError):
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
