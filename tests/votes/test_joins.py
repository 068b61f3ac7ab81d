"""What a reader of the database, of its copies and of the logs can join: eight attacks over 600 casts.

Twenty members at a time, so that every batch is as small as one may be; twenty ballots, drawn by lot, always
wait for the next batch. The attacker knows the order in
which the seats voted (from an access log, say), reads every table as often as she likes, and computes any
hash. Before the close she must be left with twenty seats for each ballot, after it with all that voted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from deliberation import clock
from deliberation.members.models import Member
from tests.votes.builders import cast, make_open, make_voters, move_to_close, questions_of
from votes.actions.checkpointing import take_due_checkpoints
from votes.actions.closing import close_vote
from votes.core.ballots import checkpoint_hash
from votes.core.questions import question_reference
from votes.models import Ballot, Checkpoint, Mark, Question, Seat
from votes.queries.definitions import ballots_of

pytestmark = pytest.mark.database
CASTS, BATCH = 600, 20
# Guesses that are right by chance: one in each batch of twenty before the close, one in all after it.
# Above these the chance is below one in a million (Poisson).
LUCK_BEFORE, LUCK_AFTER = 62, 10

Joined = dict[str, set[int]]


class World:
    """The truth, which the attacker wants: the order in which seats voted, and each one's ballot."""

    def __init__(self, question: Question, voters: Sequence[Member]) -> None:
        self.question = question
        seats = dict(Seat.objects.filter(vote=question.vote).values_list("member_id", "key"))
        self.seats = [seats[voter.pk] for voter in voters]
        self.ballots: list[str] = []

    def cast(self, voters: Iterable[Member]) -> None:
        for place, voter in enumerate(voters):
            self.ballots.append(cast(voter, self.question, f"m{1 + place % 3}").tracker)

    @property
    def seat_of(self) -> dict[str, int]:
        return dict(zip(self.ballots, self.seats, strict=False))


@pytest.fixture
def world(shared_database: str, settings: Settings, tmp_path: Path) -> World:
    settings.STORE = tmp_path
    voters = make_voters(CASTS)
    made = World(questions_of(make_open())[0], voters)
    for start in range(0, CASTS, BATCH):
        made.cast(voters[start : start + BATCH])
        assert take_due_checkpoints() == 1
        clock.move(timedelta(minutes=15))
    return made


def rows(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


# -- the joins that give each ballot the seats it may be of


def by_transaction(world: World) -> Joined:
    """1. Mark and ballot of one transaction: PostgreSQL keeps its number in each row (`xmin`)."""
    found = rows(
        "SELECT b.tracker, m.seat_key FROM votes_ballot b JOIN votes_mark m ON m.xmin::text = b.xmin::text"
    )
    return joined(found)


def by_batch(world: World) -> Joined:
    """2. The batch whose published hashes hold the ballot's, and who voted before the journal told of it: the
    members of its own quarter of an hour and all before, as what was kept back is drawn by lot.
    """
    reference, found = question_reference(world.question.vote.slug, world.question.slug), []
    hashes = {checkpoint_hash(reference, each): each.tracker for each in ballots_of(world.question)}
    for place, batch in enumerate(Checkpoint.objects.order_by("number")):
        within = world.seats[: (place + 2) * BATCH]
        found += [(hashes[hashed], seat) for hashed in batch.hashes for seat in within]
    return joined(found)


def joined(found: Iterable[tuple[object, ...]]) -> Joined:
    seats: Joined = defaultdict(set)
    for tracker, seat in found:
        assert isinstance(seat, int)
        seats[str(tracker)].add(seat)
    return seats


# -- the orders in which each table can be read: nth with nth


def by_place() -> tuple[list[object], list[object]]:
    """3. Where rows lie on disk: `ctid`, or SQLite's `rowid`."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    return ordered(f"ORDER BY {place}")


def by_key() -> tuple[list[object], list[object]]:
    """4. The keys."""
    return ordered("ORDER BY key")


def as_read() -> tuple[list[object], list[object]]:
    """5. A plain SELECT."""
    return ordered("")


def as_copied() -> tuple[list[object], list[object]]:
    """6. A dump, line by line: `COPY`, or what SQLite's shell writes."""
    return dumped("votes_mark", "seat_key"), dumped("votes_ballot", "tracker")


def ordered(order: str) -> tuple[list[object], list[object]]:
    marks = rows(f"SELECT seat_key FROM votes_mark {order}")  # noqa: S608  (one of the above)
    ballots = rows(f"SELECT tracker FROM votes_ballot {order}")  # noqa: S608  (as above)
    return [row[0] for row in marks], [row[0] for row in ballots]


def dumped(table: str, column: str) -> list[object]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({column}) TO STDOUT") as copy:
            found = b"".join(copy).decode().splitlines()
    else:
        fields = {"votes_mark": Mark, "votes_ballot": Ballot}[table]._meta.local_concrete_fields
        place = [field.column for field in fields].index(column)
        lines = [line for line in connection.connection.iterdump() if f'INTO "{table}"' in line]
        found = [line.split("VALUES(", 1)[1].split(",")[place].strip("'") for line in lines]
    return [int(each) if column == "seat_key" else each for each in found]


ORDERS: tuple[Callable[[], tuple[list[object], list[object]]], ...] = (by_place, by_key, as_read, as_copied)


def right_guesses(world: World, seats: Sequence[object], ballots: Sequence[object], batch: int) -> int:
    """How often the nth seat of a batch is that of its nth ballot, when both lists go by batches.

    Which batch a ballot came in is public, and so is, to this attacker, the batch of a seat.
    """
    seat_batch: dict[object, int] = {seat: place // batch for place, seat in enumerate(world.seats)}
    ballot_batch: dict[object, int] = {tracker: place // batch for place, tracker in enumerate(world.ballots)}
    truth, right = world.seat_of, 0
    for number in range(CASTS // batch):
        in_seats = [seat for seat in seats if seat_batch.get(seat) == number]
        in_ballots = [each for each in ballots if ballot_batch.get(each) == number]
        assert len(in_seats) == len(in_ballots) == batch
        right += sum(truth[str(b)] == s for s, b in zip(in_seats, in_ballots, strict=True))
    return right


def attack(world: World, batch: int, luck: int) -> None:
    """All that the orders tell: seats against ballots, and the access log against ballots (7)."""
    for order in ORDERS:
        seats, ballots = order()
        assert len(seats) == len(ballots) == CASTS
        assert right_guesses(world, seats, ballots, batch) <= luck, order.__doc__
        assert right_guesses(world, world.seats, ballots, batch) <= luck, order.__doc__


def test_eight_joins_leave_twenty_seats_before_the_close_and_all_after_it(world: World) -> None:
    joins = [by_batch, *([by_transaction] if connection.vendor == "postgresql" else [])]
    for join in joins:
        seats = join(world)
        assert len(seats) == (CASTS - BATCH if join is by_batch else CASTS)
        assert min(map(len, seats.values())) >= BATCH, join.__doc__
    attack(world, BATCH, LUCK_BEFORE)
    no_seat_was_touched()

    move_to_close(world.question.vote)
    close_vote(world.question.vote_id)
    if connection.vendor == "postgresql":
        assert {len(seats) for seats in by_transaction(world).values()} == {CASTS}
    attack(world, CASTS, LUCK_AFTER)
    # 9. The pack shows the batch of each ballot for ever, the last one too: never fewer than twenty.
    batches = [len(batch.hashes) for batch in Checkpoint.objects.all()]
    assert sum(batches) == CASTS
    assert min(batches) >= BATCH
    assert min(map(len, by_batch(world).values())) >= BATCH
    no_seat_was_touched()
    assert not Mark.objects.filter(fresh=True).exists()
    assert not Ballot.objects.filter(fresh=True).exists()


def no_seat_was_touched() -> None:
    """8. A lock or an update of a seat would leave the voter's transaction in its row (`xmax`)."""
    if connection.vendor == "postgresql":
        assert rows("SELECT count(*) FROM votes_seat WHERE xmax::text <> '0'") == [(0,)]
    else:
        # Nor does SQLite's log of writes keep the order: every checkpoint empties it.
        log = Path(f"{connection.settings_dict['NAME']}-wal").read_bytes()
        assert not [tracker for tracker in Ballot.objects.values_list("tracker", flat=True)
                    if tracker.encode() in log]  # fmt: skip
