"""What a cast asks of the database: three statements, written by hand.

Members wait for each of them, and Django takes longer to build such statements than a database to answer.
Their values are what the models would write; `tests/votes/actions/test_entering.py` holds that.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from deliberation import clock
from deliberation.core.canonical import Json
from deliberation.core.names import random_key
from deliberation.rows import Columns
from deliberation.statements import planned
from votes.actions.locking import share_box_and_read
from votes.models import Question, Vote

STAGED = Columns(Vote, Vote.STAGED)
# A plain SELECT, never a lock: a lock would write our transaction's number into the seat's row.
READ = (
    "SELECT {clock}, seat.key, {columns} FROM votes_vote AS vote LEFT JOIN votes_seat AS seat"
    " ON seat.vote_id = vote.id AND seat.member_id = %s WHERE vote.id = %s"
)
INTO_MARKS = 'INSERT INTO "votes_mark" (key, question_key, seat_key, fresh) VALUES (%s, %s, %s, %s)'
INTO_BALLOTS = (
    'INSERT INTO "votes_ballot" (key, question_key, code_hash, tracker, version, choices, nonce, fresh)'
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)


@dataclass(frozen=True, slots=True)
class Entered:
    """What is true under the lock: the member's seat (None without one), and the vote at this moment. Only
    what its stage needs was read of the vote.
    """

    seat_key: int | None
    vote: Vote
    now: datetime


def enter_box(question: Question, member_key: int) -> Entered:
    """Share the box of a question until the transaction ends, then read the clock, the vote and the seat."""
    statement = READ.format(clock=clock.columns(), columns=STAGED.of("vote"))
    row = share_box_and_read(question.pk, statement, [member_key, question.vote_id])
    asked, offset, seat_key, *values = row
    return Entered(seat_key, STAGED.read(values), clock.read(asked, offset))


def drop_mark(question_key: int, seat_key: int) -> None:
    """Mark a seat. Raises IntegrityError where it is marked."""
    _write(INTO_MARKS, [random_key(), question_key, seat_key, True])


def drop_ballot(question_key: int, hashed: str, tracker: str, choices: Json, nonce: str) -> None:
    """Put a first ballot in the box. Raises IntegrityError where its code or its tracker is taken."""
    row = [random_key(), question_key, hashed, tracker, 1, json.dumps(choices), nonce, True]
    _write(INTO_BALLOTS, row)


def _write(statement: str, row: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(planned(statement), row)
