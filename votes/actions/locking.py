"""The one lock of the ballot box: casts share it, sealing takes it alone.

On PostgreSQL it is an advisory lock of each question, held until the commit, so that no row of a
member is ever locked. On SQLite every write transaction is immediate, hence alone, and needs no other.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

# Marks our locks among all advisory locks of the database ("box" in letters).
NAMESPACE = 0x626F78
LARGEST = 2**31


def share_box(question_key: int) -> None:
    """Hold the box of a question open until the transaction ends; waits while it is being sealed."""
    _lock("SELECT pg_advisory_xact_lock_shared(%s, %s)", question_key)


def close_boxes(question_keys: Iterable[int]) -> None:
    """Hold the boxes shut until the transaction ends; waits for the casts that are inside."""
    # In one order everywhere, so that two sealings cannot wait for each other.
    for key in sorted(question_keys):
        _lock("SELECT pg_advisory_xact_lock(%s, %s)", key)


def _lock(statement: str, question_key: int) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("the lock of a box lasts as long as its transaction: there must be one")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(statement, [NAMESPACE, question_key % LARGEST])
