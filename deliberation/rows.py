"""Rows of statements written by hand, as the models would have read them.

For the few statements that a member waits for on every page, and for a hundred thousand rows at once: Django
takes longer to build such a one than a database to answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)
# Rows in one statement: SQLite takes no more than 999 values in some builds.
AT_ONCE = 200
Convert = Callable[[Any, Any, Any], Any]


class Columns(Generic[M]):
    """Columns of one model in a statement; all of them, or those of these fields."""

    def __init__(self, model: type[M], names: Iterable[str] = ()) -> None:
        wanted = frozenset(names)
        self._model = model
        self._fields = tuple(
            field for field in model._meta.concrete_fields if not wanted or field.name in wanted
        )
        self._names = [field.attname for field in self._fields]

    def __len__(self) -> int:
        return len(self._fields)

    def of(self, table: str) -> str:
        """The columns in a statement that calls the table so."""
        return ", ".join(f'{table}."{field.column}"' for field in self._fields)

    def read(self, values: Sequence[Any]) -> M:
        """The object of one row, each value as its field reads it from this database."""
        read = list(values)
        for place, convert, column in _conversions(self._fields, connection.vendor):
            read[place] = convert(read[place], column, connection)
        return self._model.from_db(connection.alias, self._names, read)


def statement(written: str, **names: str) -> str:
    """A statement written by hand with tables and columns of our own models put in, and nothing else: what
    somebody typed is always a parameter.
    """
    return written.format(**names)


@lru_cache(maxsize=32)
def _conversions(
    fields: tuple[models.Field[Any, Any], ...], vendor: str
) -> tuple[tuple[int, Convert, Any], ...]:
    """What this kind of database needs, as (place, function, column): most columns need nothing."""
    found = []
    for place, field in enumerate(fields):
        column = field.cached_col
        for convert in (*connection.ops.get_db_converters(column), *field.get_db_converters(connection)):
            found.append((place, convert, column))
    return tuple(found)


def insert(model: type[models.Model], names: Sequence[str], wanted: Sequence[Sequence[str | int]]) -> None:
    """Insert rows of these fields, but for those that something unique refuses; some hundred a statement."""
    fields = _fields(model, names)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    one = f"({', '.join(['%s'] * len(fields))})"
    start = statement(
        'INSERT INTO "{table}" ({columns}) VALUES ', table=model._meta.db_table, columns=columns
    )
    with connection.cursor() as cursor:
        for place in range(0, len(wanted), AT_ONCE):
            part = wanted[place : place + AT_ONCE]
            values = [value for row in part for value in row]
            cursor.execute(start + ", ".join([one] * len(part)) + " ON CONFLICT DO NOTHING", values)


def update(model: type[M], names: Sequence[str], changed: Iterable[M]) -> None:
    """Write these fields of objects, each by its key."""
    fields = _fields(model, names)
    columns = ", ".join(f'"{field.column}" = %s' for field in fields)
    written = statement(
        'UPDATE "{table}" SET {columns} WHERE id = %s', table=model._meta.db_table, columns=columns
    )
    values = [
        [*(field.get_db_prep_save(getattr(each, field.attname), connection) for field in fields), each.pk]
        for each in changed
    ]
    with connection.cursor() as cursor:
        cursor.executemany(written, values)


def _fields(model: type[models.Model], names: Iterable[str]) -> list[models.Field[Any, Any]]:
    named = {name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    return [named[name] for name in names]
