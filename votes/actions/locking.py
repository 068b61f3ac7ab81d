"""The locks of the ballot box, none of which touches a row of a member.

On PostgreSQL they are advisory locks of each question, held until the commit. The *box* is shared by all
that happens while a vote is open and taken alone by the sealing. The *papers* are shared by changes and
taken alone by a checkpoint, which writes the ballots it holds anew: a cast adds rows of its own, and so
never waits for a checkpoint. Whoever takes both takes the box first. On SQLite every write transaction
is immediate, hence alone, and needs no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from deliberation.statements import planned

# Mark our locks among all advisory locks of the database ("box" and "pap" in letters).
BOX, PAPERS = 0x626F78, 0x706170
LARGEST = 2**31
SHARED = "SELECT pg_advisory_xact_lock_shared(%s, %s)"
ALONE = "SELECT pg_advisory_xact_lock(%s, %s)"


def share_box(question_key: int) -> None:
    """Hold the box of a question open until the transaction ends; waits while it is being sealed."""
    _lock(SHARED, BOX, question_key)


def share_box_and_read(question_key: int, statement: str, parameters: Sequence[Any]) -> tuple[Any, ...]:
    """`share_box`, then the one row that a statement reads, in one message to the database.

    They stay two statements. The second takes its snapshot when the lock is granted, and so sees what was
    committed while it waited; in one statement it would see what was there when it asked for the lock.
    """
    _check_in_transaction()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            lock = [BOX, question_key % LARGEST]
            cursor.execute(f"{SHARED}; {planned(statement)}", [*lock, *parameters])
            cursor.nextset()
        else:
            cursor.execute(statement, parameters)
        row: tuple[Any, ...] = cursor.fetchone()
        return row


def close_boxes(question_keys: Iterable[int]) -> None:
    """Hold the boxes shut until the transaction ends; waits for the casts that are inside."""
    # In one order everywhere, so that two sealings cannot wait for each other.
    for key in sorted(question_keys):
        _lock(ALONE, BOX, key)


def share_papers(question_key: int) -> None:
    """Keep the ballots of a question where they are until the transaction ends; waits for a checkpoint."""
    _lock(SHARED, PAPERS, question_key)


def take_papers(question_key: int) -> None:
    """Hold the ballots of a question alone until the transaction ends; waits for changes under way."""
    _lock(ALONE, PAPERS, question_key)


def _lock(statement: str, kind: int, question_key: int) -> None:
    _check_in_transaction()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(statement, [kind, question_key % LARGEST])


def _check_in_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("the lock of a box lasts as long as its transaction: there must be one")
