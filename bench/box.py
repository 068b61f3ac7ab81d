"""One step of `bench.ballots` in a process of its own: make a large vote, seal it, pack it, verify the pack.

`python -m bench.box STEP [arguments]`, on the database that the environment names; prints one line of JSON.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.clock import cpu_seconds, peak_megabytes

if TYPE_CHECKING:
    from deliberation.members.access import Person
    from votes.models import Question, Vote

QUESTIONS, OPTIONS = 7, 10
MEMBERS = 60  # enough that no question has more patterns than it may
BATCH = 5_000  # ballots in a checkpoint
REST = 1_000  # ballots that come after the last one
CHANGED = 20  # one ballot in so many was changed once, but in the first checkpoint
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
Row = tuple[Any, ...]


def make(ballots: str, seats: str) -> dict[str, float]:
    """A vote of seven questions just over, with so many ballots on each, and all but its last checkpoints."""
    from deliberation import clock
    from tests.votes.builders import (
        make_frozen_campaign,
        make_scheduled,
        make_voters,
        move_to_close,
        move_to_opening,
        two_organisers,
    )
    from votes.actions.scheduling import confirm_vote

    booklets = [
        (f"Livret {number}", [f"Mesure {place} du livret {number}" for place in range(OPTIONS)])
        for number in range(1, QUESTIONS)
    ]
    make_voters(MEMBERS)
    (first, second), draw = two_organisers(), random.Random(1)
    vote = make_scheduled(make_frozen_campaign(booklets), first)
    confirm_vote(second, vote)
    keys = _fill_roll(vote, (first, second), int(seats), draw)
    move_to_opening(vote)
    for question in vote.questions.prefetch_related("options"):
        question.vote = vote
        _fill_box(question, draw.sample(keys, int(ballots)), draw)
        clock.move(timedelta(minutes=1))
    move_to_close(vote)
    return {"vote": vote.pk}


def seal(vote: str) -> dict[str, float]:
    """Mix, count, and say so in the journal, as the close does."""
    from django.db import connection

    from votes.actions.closing import _seal
    from votes.models import Vote

    _seal(Vote.objects.get(pk=vote))
    return {"server_cpu": server_cpu(), "queries": len(connection.queries)}


def pack(vote: str, target: str) -> dict[str, float]:
    """Build the pack into a file, without checking it."""
    from votes.actions.packing import write_pack_of
    from votes.models import Vote

    with Path(target).open("w+b") as file:
        write_pack_of(Vote.objects.get(pk=vote), file)
        size = file.tell()
    return {"server_cpu": server_cpu(), "megabytes": size / 1e6}


def _fill_roll(vote: Vote, by: tuple[Person, Person], seats: int, draw: random.Random) -> list[int]:
    """Seats of nobody, prepared and frozen as the actions say it."""
    from django.db import transaction

    from deliberation import clock
    from deliberation.core.names import random_key
    from deliberation.journal.actions import record
    from votes.core.pack import ROLL_PREPARED, roll_frozen_facts
    from votes.core.rolls import seat_commitment
    from votes.queries.definitions import roll_of

    rows = []
    for number in range(seats):
        salt, group = draw.randbytes(16), f"groupe-{number % 90}"
        commitment = seat_commitment(vote.slug, salt, f"membre-{number}", group)
        rows.append((random_key(), vote.pk, group, f"membre-{number}", salt.hex(), commitment))
    _insert("votes_seat", ("key", "vote_id", "group_code", "reference", "salt", "commitment"), rows)
    roll = roll_of(vote)
    with transaction.atomic():
        record(by[0].acting_as("organiser"), ROLL_PREPARED, vote=vote.slug, seats=roll.seats, root=roll.root)
        record(by[1].acting_as("organiser"), "vote.roll-frozen", **roll_frozen_facts(roll))
    vote.roll_root, vote.roll_seats, vote.roll_frozen_at = roll.root, roll.seats, clock.now()
    vote.save(update_fields=["roll_root", "roll_seats", "roll_frozen_at"])
    return [row[0] for row in rows]


def _fill_box(question: Question, seats: Sequence[int], draw: random.Random) -> None:
    from django.db import transaction

    from deliberation import clock
    from deliberation.core.names import random_key
    from votes.actions.checkpointing import next_checkpoint, publish_checkpoint
    from votes.core.ballots import Ballot, fresh_nonce
    from votes.core.checkpoints import whole_minute

    codes = [option.code for option in question.options.all()]
    rest = len(seats) - min(REST, len(seats) // 2)
    ballots = [
        Ballot(
            "".join(draw.choices(LETTERS, k=12)),
            1 + (place >= min(BATCH, rest) and not place % CHANGED),
            _choices(codes, question.most, draw),
            fresh_nonce(draw.randbytes(16)),
        )
        for place in range(len(seats))
    ]
    marks = [(random_key(), question.pk, seat, place >= rest) for place, seat in enumerate(seats)]
    _insert("votes_mark", ("key", "question_key", "seat_key", "fresh"), marks)
    rows = (
        (random_key(), question.pk, draw.randbytes(32).hex(), each.tracker, each.version,
         json.dumps(each.choices), each.nonce, place >= rest)
        for place, each in enumerate(ballots)
    )  # fmt: skip
    columns = ("key", "question_key", "code_hash", "tracker", "version", "choices", "nonce", "fresh")
    _insert("votes_ballot", columns, list(rows))
    for start in range(0, rest, BATCH):
        clock.move(timedelta(minutes=15))
        end = min(start + BATCH, rest)
        after = ballots[end : min(end + BATCH, rest) if end < rest else None]
        # What a ballot was before its change was in the checkpoint before.
        before = [Ballot(each.tracker, 1, each.choices, "0" * 32) for each in after if each.version > 1]
        batch = [*ballots[start:end], *before]
        with transaction.atomic():
            at = whole_minute(clock.now())
            publish_checkpoint(question, next_checkpoint(question, batch, at))


def _choices(codes: Sequence[str], most: int, draw: random.Random) -> tuple[str, ...]:
    if not draw.randrange(20):
        return ("blank",)
    picked = draw.sample(codes, draw.randint(1, most))
    return tuple(code for code in codes if code in picked)


def _insert(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(columns))
            statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
            connection.ensure_connection()
            connection.connection.executemany(statement, rows)


def server_cpu() -> float:
    """The processor seconds of our PostgreSQL backend so far; SQLite works in our own process."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        fields = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


STEPS: dict[str, Callable[..., dict[str, float]]] = {"make": make, "seal": seal, "pack": pack}


def main(step: str, *arguments: str) -> None:
    """Do the step; what it took, and what it tells, on the last line."""
    import django

    django.setup()
    started, spent = time.monotonic(), cpu_seconds()
    told = STEPS[step](*arguments)
    took = {"seconds": time.monotonic() - started, "cpu": cpu_seconds() - spent, "peak": peak_megabytes()}
    print(json.dumps({**took, **told}))


if __name__ == "__main__":
    main(*sys.argv[1:])
