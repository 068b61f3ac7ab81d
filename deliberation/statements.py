"""Statements written by hand, planned once for each connection.

PostgreSQL takes twice as long to plan a join of three tables by their keys as to answer it. Django binds
the parameters on our side, and so the driver's own prepared statements never come into play.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from itertools import count
from weakref import WeakKeyDictionary

from django.db import connection

# What each connection of this process has planned: gone with the connection, here as in PostgreSQL.
_planned: WeakKeyDictionary[object, set[str]] = WeakKeyDictionary()


def planned(statement: str) -> str:
    """What to execute, with the same parameters, for a statement with a `%s` for each of them.

    On PostgreSQL the statement's name; it is planned at its first use on a connection, in a message that no
    budget of queries counts. Elsewhere the statement itself: SQLite's driver keeps them by their text. So,
    too, where `DISABLE_SERVER_SIDE_CURSORS` says that a pool hands each transaction another connection.
    """
    if connection.vendor != "postgresql" or connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
        return statement
    connection.ensure_connection()
    there = _planned.setdefault(connection.connection, set())
    prepare, call = _by_name(statement)
    if call not in there:
        with connection.wrap_database_errors:
            connection.connection.execute(prepare)
        there.add(call)
    return call


@lru_cache(maxsize=64)
def _by_name(statement: str) -> tuple[str, str]:
    """The statement that plans this one, and the one that calls it."""
    name = f"livret_{hashlib.sha256(statement.encode()).hexdigest()[:16]}"
    first, *others = statement.split("%s")
    numbers = count(1)
    text = first + "".join(f"${next(numbers)}{piece}" for piece in others)
    given = f" ({', '.join(['%s'] * len(others))})" if others else ""
    return f"PREPARE {name} AS {text.replace('%%', '%')}", f"EXECUTE {name}{given}"
