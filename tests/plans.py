"""What a statement that is called by its name does: for tests that look at what was asked of the database."""

from __future__ import annotations

import re

from django.db import connection

CALL = re.compile(r"EXECUTE (livret_\w+)")


def in_full(statement: str) -> str:
    """The statement, with what was planned in the place of each plan of this connection that it calls."""
    return CALL.sub(lambda found: _planned()[found[1]], statement)


def _planned() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, statement FROM pg_prepared_statements")
        return {name: statement.split(" AS ", 1)[1] for name, statement in cursor.fetchall()}
