"""Mixing the box: marks and ballots written again under fresh keys, each table in an order of its own.

A row carries more than its columns: the number of the transaction that wrote it, its place in the table.
Two rows of one cast would be joined by them. Written again together, all rows of a batch carry the same
number and lie in an order that was drawn. The SQL of each database is here and nowhere else; the draws
come from the operating system (`gen_random_uuid`, or our `random_key` lent to SQLite), never from a
generator whose later draws would give the earlier ones away.
"""

from __future__ import annotations

import json
import logging

from django.db import DatabaseError, connection, models

from deliberation import fault
from deliberation.core.names import random_key
from votes.core.ballots import Ballot as PlainBallot
from votes.core.choices import read_choices
from votes.models import Ballot, Mark

log = logging.getLogger(__name__)

# 63 random bits of a random UUID: its first 12 digits and its last 4, without the sign.
KEY = "(('x' || left(u, 8) || substr(u, 10, 4) || right(u, 4))::bit(64)::bigint & 9223372036854775807)"
# One statement, hence one moment: whoever casts meanwhile is in the next batch with both rows. Nothing is
# written before the ORDER BY has seen all that is deleted. The order of the fresh keys, which were drawn, is
# an order that was drawn; and it is the one in which their index takes the least work.
ON_POSTGRESQL = """
WITH taken AS (DELETE FROM {mark} WHERE question_key = %(question)s{fresh} RETURNING *),
mixed AS (
    INSERT INTO {mark} (key, {mark_columns}, fresh)
    SELECT {key}, {mark_columns}, false FROM (SELECT gen_random_uuid()::text AS u, * FROM taken) AS drawn
    ORDER BY 1
),
papers AS (DELETE FROM {ballot} WHERE question_key = %(question)s{fresh} RETURNING *)
INSERT INTO {ballot} (key, {ballot_columns}, fresh)
SELECT {key}, {ballot_columns}, false FROM (SELECT gen_random_uuid()::text AS u, * FROM papers) AS drawn
ORDER BY 1
"""
# For a whole box: what is deleted and sorted stays in memory, and nothing is compiled for seven statements.
IN_MEMORY = "SET LOCAL work_mem = '96MB'; SET LOCAL jit = off"
# SQLite keeps a table in the order of its key: a new key is a new place, and nothing else is left.
ON_SQLITE = "UPDATE {table} SET key = livret_draw(), fresh = 0 WHERE question_key = %s{fresh}"
READ_BACK = " RETURNING key, tracker, version, choices, nonce"
# How long readers may hold up the emptying of SQLite's log: writers wait for it meanwhile.
PATIENCE = 300  # milliseconds


def mix_fresh(question_key: int) -> dict[int, PlainBallot]:
    """Mix what is fresh in a question: the ballots of it by their new keys, in no order; none is fresh now.

    Inside a transaction that holds the papers.
    """
    return {
        key: PlainBallot(tracker, version, read_choices(json.loads(choices), "choices"), nonce)
        for key, tracker, version, choices, nonce in _mix(question_key, " AND fresh", READ_BACK)
    }


def mix_all(question_key: int) -> None:
    """Mix all that a question holds, for the seal: from here nothing tells one batch from another."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(IN_MEMORY)
    _mix(question_key, "", "")


def forget_transactions(*tables: type[models.Model]) -> None:
    """Clean old versions of rows, and the numbers of their transactions, out of the tables.

    Never inside a transaction. Best effort: what it would remove are traces, not facts, and the next
    call does it.
    """
    if connection.in_atomic_block:
        return
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                names = ", ".join(table._meta.db_table for table in tables)
                cursor.execute(f"VACUUM (FREEZE) {names}")
            else:
                _empty_log()
    except DatabaseError:
        log.warning("the tables of the box could not be vacuumed now; the next checkpoint or closing does it")


def rewrite_file() -> None:
    """On SQLite, write the whole file anew, so that no page keeps what was deleted; not while people vote."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        try:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM")
        except DatabaseError:
            log.warning("the database could not be written anew now; the next closing does it")


def _mix(question_key: int, fresh: str, read_back: str) -> list[tuple[int, str, int, str, str]]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_postgresql(fresh) + read_back, {"question": question_key})
        else:
            # On a table with the key as its rowid, an UPDATE of it is a deletion and an insertion.
            connection.connection.create_function("livret_draw", 0, random_key)
            cursor.execute(_sqlite(Mark, fresh), [question_key])
            fault.point("mix.between-tables")
            cursor.execute(_sqlite(Ballot, fresh) + read_back, [question_key])
        return cursor.fetchall() if read_back else []


def _postgresql(fresh: str) -> str:
    return ON_POSTGRESQL.format(
        mark=Mark._meta.db_table,
        mark_columns=_columns(Mark),
        ballot=Ballot._meta.db_table,
        ballot_columns=_columns(Ballot),
        key=KEY,
        fresh=fresh,
    )


def _sqlite(table: type[models.Model], fresh: str) -> str:
    return ON_SQLITE.format(table=table._meta.db_table, fresh=fresh)


def _columns(table: type[models.Model]) -> str:
    """What is copied as it is."""
    names = (str(field.column) for field in table._meta.local_concrete_fields)
    return ", ".join(name for name in names if name not in ("key", "fresh"))


def _empty_log() -> None:
    """Fold SQLite's log of writes, which keeps their order, into the file, and cut it to nothing."""
    with connection.cursor() as cursor:
        (before,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            busy, *_frames = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before}")
    if busy:
        log.info("readers kept the log of writes; the next checkpoint cuts it")
