"""Rows of statements written by hand, as the models would have read them.

For the few statements that a member waits for on every page: Django takes longer to build such a one than a
database to answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)
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


def statement(written: str, **columns: str) -> str:
    """A statement written by hand with the columns of our own models put in, and nothing else: what somebody
    typed is always a parameter.
    """
    return written.format(**columns)


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
