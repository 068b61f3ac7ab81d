"""Statements written by hand are planned once a connection, and answer what they would have answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from deliberation.env import database
from deliberation.statements import planned

SUM = "SELECT %s + 1, 100 %% 7"
pytestmark = [pytest.mark.django_db, pytest.mark.database]


def answer(statement: str, parameters: list[int]) -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute(planned(statement), parameters)
        row: tuple[object, ...] = cursor.fetchone()
        return row


def plans() -> int:
    """How many plans this connection keeps, as PostgreSQL counts them; SQLite is never asked to plan."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        return int(cursor.fetchone()[0])


@pytest.fixture
def pooled() -> Iterator[None]:
    before = connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS", False)
    connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = True
    yield
    connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = before


def test_a_planned_statement_answers_as_the_statement_does() -> None:
    assert [answer(SUM, [number])[0] for number in range(9)] == list(range(1, 10))
    assert answer(SUM, [1])[1] == 2


def test_planning_is_no_query_of_a_page(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        answer("SELECT %s + 11", [1])
        answer("SELECT %s + 11", [1])


def test_a_connection_plans_each_statement_once() -> None:
    before, more = plans(), 2 if connection.vendor == "postgresql" else 0
    for number in range(3):
        assert answer("SELECT %s + 12", [number]) == (number + 12,)
        assert answer("SELECT %s - 12", [number]) == (number - 12,)
    assert plans() == before + more


def test_a_plan_outlives_the_transaction_it_was_made_in() -> None:
    with transaction.atomic():
        answer("SELECT %s + 13", [1])
        transaction.set_rollback(True)
    assert answer("SELECT %s + 13", [1]) == (14,)


@pytest.mark.django_db(transaction=True)
def test_another_connection_plans_anew() -> None:
    answer("SELECT %s + 14", [1])
    connection.close()
    assert answer("SELECT %s + 14", [1]) == (15,)
    assert plans() == (1 if connection.vendor == "postgresql" else 0)


def test_behind_a_pool_of_transactions_nothing_is_planned(pooled: None) -> None:
    before = plans()
    assert planned(SUM) == SUM
    assert answer(SUM, [1]) == (2, 2)
    assert plans() == before


def test_what_cannot_be_planned_is_an_error_of_the_database() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        answer("SELECT nothing FROM nowhere WHERE x = %s", [1])


def test_the_address_of_a_database_says_that_a_pool_stands_before_it(tmp_path: Path) -> None:
    asked = database("postgresql://livret@localhost:6432/livret?pool=transaction", tmp_path)
    direct = database("postgresql://livret@localhost/livret", tmp_path)
    assert asked["DISABLE_SERVER_SIDE_CURSORS"] is True
    assert direct["DISABLE_SERVER_SIDE_CURSORS"] is False
