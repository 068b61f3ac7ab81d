"""The access log: who, by an office, read personal data. The one thing that a page may write as it is read.

Not a part of the chain: it is shown to observers only, and kept for a limited time.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet

from deliberation import clock
from deliberation.core.actors import Actor
from deliberation.journal.models import StaffRead

# A page read again within this time is one reading: leafing through it is not news.
SAME_READING = timedelta(minutes=10)
KEPT = timedelta(days=3 * 365)


def note_read(actor: Actor, code: str, subject: str = "") -> None:
    """Note that an office read personal data: what (`roll.read`), and of what (`subject`, a public name).

    Never a name of those whose data were read.
    """
    now = clock.now()
    same = StaffRead.objects.filter(office=actor.office, actor=actor.name, code=code, subject=subject)
    if not same.filter(at__gt=now - SAME_READING).exists():
        StaffRead.objects.create(at=now, office=actor.office, actor=actor.name, code=code, subject=subject)


def staff_reads() -> QuerySet[StaffRead]:
    """The readings, newest first."""
    return StaffRead.objects.order_by("-at", "-pk")


def forget_old_reads() -> int:
    """Delete the readings whose time is over; how many. Work for each minute, safe twice."""
    return StaffRead.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
