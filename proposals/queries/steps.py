"""Reading what an organiser can still undo."""

from __future__ import annotations

from datetime import datetime

from deliberation.members.access import Person
from proposals.core.boards import UNDO_FOR
from proposals.models import Campaign, Step

STEPS_SHOWN = 10


def steps_of(campaign: Campaign, person: Person, now: datetime) -> list[Step]:
    """What the person did on the board and can still undo, the newest first. One query."""
    rows = Step.objects.filter(campaign=campaign, by=person.known, at__gt=now - UNDO_FOR)
    return list(rows.defer("touched", "before", "after")[:STEPS_SHOWN])
