"""What must never join a seat and a ballot is absent from the tables."""

import pytest
from django.db import connection, models

from votes.models import Ballot, Mark

TABLES = (Mark, Ballot)


@pytest.mark.parametrize("model", TABLES)
def test_neither_points_to_a_person_a_seat_or_each_other(model: type[models.Model]) -> None:
    assert not [field.name for field in model._meta.get_fields() if field.is_relation]


@pytest.mark.parametrize("model", TABLES)
def test_neither_keeps_a_time(model: type[models.Model]) -> None:
    times = (models.DateField, models.TimeField, models.DurationField)
    assert not [field.name for field in model._meta.fields if isinstance(field, times)]


def test_they_share_the_question_and_nothing_else() -> None:
    names = [{field.name for field in model._meta.fields} for model in TABLES]
    shared = {"key", "question_key", "fresh"}
    assert names[0] & names[1] == shared
    assert names[0] == {*shared, "seat_key"}
    assert names[1] == {*shared, "code_hash", "tracker", "version", "choices", "nonce"}


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize("model", TABLES)
def test_the_database_agrees(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        table = model._meta.db_table
        relations = connection.introspection.get_relations(cursor, table)
        columns = connection.introspection.get_table_description(cursor, table)
        found = connection.introspection.get_constraints(cursor, table).values()
    assert relations == {}
    kinds = {connection.introspection.get_field_type(column.type_code, column) for column in columns}
    assert kinds.isdisjoint({"DateField", "DateTimeField", "TimeField"})
    keys = [each["columns"] for each in found if each["unique"] and not each["primary_key"]]
    wanted = ["question_key", "seat_key"] if model is Mark else ["question_key", "tracker"]
    assert wanted in keys


def test_keys_are_random_and_wide() -> None:
    keys = [Mark().pk for _ in range(200)] + [Ballot().pk for _ in range(200)]
    assert len(set(keys)) == 400
    assert max(keys) > 2**60
    assert keys != sorted(keys)
