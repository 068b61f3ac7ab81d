"""One time source: the database's clock, so that every process agrees on what is open.

In the demo and in tests an offset is added, which "next phase" moves; `checks` refuses an offset
on a public host.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import F

# clock_timestamp(), not now(): in PostgreSQL now() is the start of the transaction, and a slow act
# begun before a close would pass after it.
_ASK = {
    "postgresql": "clock_timestamp()",
    "sqlite": "strftime('%%Y-%%m-%%dT%%H:%%M:%%f+00:00', 'now')",
}
_MOVED = "(SELECT sum(seconds) FROM deliberation_clockoffset)"


def columns() -> str:
    """The two columns that `read` reads, for a statement with parameters that asks for something else too."""
    return f"{_ASK[connection.vendor]}, {_MOVED if settings.CLOCK_MAY_MOVE else '0'}"


def read(asked: datetime | str, offset: int | None) -> datetime:
    """The moment, with its zone, from the two columns."""
    moment = asked if isinstance(asked, datetime) else datetime.fromisoformat(asked)
    return moment + timedelta(seconds=int(offset)) if offset else moment


def now() -> datetime:
    """The moment it is, with its zone, by the database's clock (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns()}", ())
        return read(*cursor.fetchone())


def drift() -> timedelta:
    """How far this machine's clock stands ahead of the database's (behind: below zero). One query."""
    with connection.cursor() as cursor:
        before = machine_now()
        cursor.execute(f"SELECT {_ASK[connection.vendor]}", ())
        asked = cursor.fetchone()[0]
        between = before + (machine_now() - before) / 2
    return between - read(asked, None)


def machine_now() -> datetime:
    """The moment it is by this machine: for comparing, never for deciding."""
    return datetime.now(UTC)


def move(by: timedelta) -> None:
    """Put the demo's clock forward. Refuses outside the demo and tests, and never goes back."""
    from deliberation.core.errors import RuleBroken
    from deliberation.models import ClockOffset

    seconds = int(by.total_seconds())
    if not settings.CLOCK_MAY_MOVE:
        raise RuleBroken("clock.not-ours-to-move")
    if seconds < 0:
        raise RuleBroken("clock.backwards")
    row, _ = ClockOffset.objects.get_or_create(pk=1)
    ClockOffset.objects.filter(pk=row.pk).update(seconds=F("seconds") + seconds)
