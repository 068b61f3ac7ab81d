"""What a cast asks of the database by hand: what it reads under the lock, rows as the models write them."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, models, transaction
from pytest_django import DjangoAssertNumQueries

from deliberation import clock
from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from deliberation.members.models import Member
from tests.at_once import at_once
from tests.people import make_member
from tests.votes.builders import cast, make_open, make_voters, questions_of
from votes.actions.casting import Receipt
from votes.actions.entering import drop_ballot, drop_mark, enter_box
from votes.actions.locking import close_boxes
from votes.core.stages import Stage
from votes.models import Ballot, Mark, Question, Seat, Vote


@pytest.fixture
def voters(db: None) -> list[Member]:
    return make_voters(2)


@pytest.fixture
def question(voters: list[Member]) -> Question:
    return questions_of(make_open())[0]


@pytest.mark.database
def test_the_seat_the_vote_and_the_moment_are_read_at_once(
    voters: list[Member], question: Question, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    before = clock.now()
    with transaction.atomic(), django_assert_num_queries(1):
        entered = enter_box(question, voters[0].pk)
        # Nothing that the stage needs was left in the database.
        assert entered.vote.stage(entered.now) is Stage.OPEN
    assert before <= entered.now <= clock.now()
    assert entered.seat_key == Seat.objects.get(member=voters[0]).key
    stored = Vote.objects.get(pk=question.vote_id)
    assert {name: getattr(entered.vote, name) for name in Vote.STAGED} == {
        name: getattr(stored, name) for name in Vote.STAGED
    }


@pytest.mark.database
def test_who_has_no_seat_enters_without_one(question: Question) -> None:
    latecomer = make_member("Arrivé depuis")
    with transaction.atomic():
        assert enter_box(question, latecomer.pk).seat_key is None


def test_nobody_enters_outside_a_transaction(voters: list[Member], question: Question) -> None:
    # The fixture's own transaction is one: it is the connection that says so.
    connection.in_atomic_block, kept = False, connection.in_atomic_block
    try:
        with pytest.raises(RuntimeError):
            enter_box(question, voters[0].pk)
    finally:
        connection.in_atomic_block = kept


@pytest.mark.database
@pytest.mark.parametrize("choices", [["m1"], ["blank"], [["m1", 3], ["m2", -1]], ["mé"]])
def test_the_rows_are_those_that_the_models_write(question: Question, choices: list[Json]) -> None:
    mark, ballot = Mark(question_key=1, seat_key=2), Ballot(question_key=1, choices=choices)
    ballot.code_hash, ballot.tracker, ballot.nonce = "a" * 64, "TRACKERTHERE", "b" * 32
    mark.save()
    ballot.save()
    drop_mark(1, 3)
    drop_ballot(1, "c" * 64, "TRACKERHERES", choices, "b" * 32)
    assert _stored(Mark, leaving=("key", "seat_key")) == [(1, True)] * 2
    first, second = _stored(Ballot, leaving=("key", "code_hash", "tracker"))
    assert first == second
    for table in (Mark.objects, Ballot.objects):
        assert all(0 < key < 2**63 for key in table.values_list("key", flat=True))


def _stored(table: type[models.Model], leaving: tuple[str, ...]) -> list[tuple[object, ...]]:
    """The rows as the database holds them, unread by any field."""
    columns = [str(field.column) for field in table._meta.concrete_fields if field.name not in leaving]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {table._meta.db_table}")  # noqa: S608
        return [(row[0], bool(row[-1]), *row[1:-1])[: len(columns)] for row in cursor.fetchall()]


@pytest.mark.database
def test_who_waited_for_the_lock_sees_what_was_committed_meanwhile(shared_database: str) -> None:
    """The close is moved while a cast stands before the locked box: it is read after the lock, not before."""
    voters = make_voters(1)
    question = questions_of(make_open())[0]
    locked = threading.Event()

    def close_early() -> list[object]:
        with transaction.atomic():
            close_boxes([question.pk])
            locked.set()
            time.sleep(0.5)
            Vote.objects.filter(pk=question.vote_id).update(closes_at=clock.now() - timedelta(seconds=1))
        return []

    def cast_meanwhile() -> Receipt | str:
        locked.wait(10)
        try:
            return cast(voters[0], question, "m1")
        except RuleBroken as refusal:
            return refusal.code

    acts: list[Callable[[], object]] = [close_early, cast_meanwhile]
    assert at_once(acts) == [[], "vote.closed"]
    assert not Mark.objects.exists()
