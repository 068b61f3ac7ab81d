"""Whether a vote is open, asked before its tables may be altered."""

from __future__ import annotations

from django.db import connection

from deliberation import clock
from votes.models import Vote


def is_vote_open() -> bool:
    """Whether ballots may come in now. Asks only for columns that the first migration made."""
    if Vote._meta.db_table not in connection.introspection.table_names():
        return False
    now = clock.now()
    ready = Vote.objects.filter(confirmed_at__isnull=False, roll_frozen_at__isnull=False)
    return ready.filter(opens_at__lte=now, closes_at__gt=now).exists()
