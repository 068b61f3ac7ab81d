"""Results as JSON and back: the fields of a frozen dataclass are the keys, exactly those.

Whole numbers, texts, flags, exact ratios (`"n/d"`), rows and records of these, and null where a field
may be None. So that what a rule publishes, and what is read back, cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from fractions import Fraction
from types import NoneType
from typing import TypeVar, cast, get_args, get_origin, get_type_hints

from deliberation.core.canonical import Json
from votes.core import reading

Record = TypeVar("Record")
READ: dict[type, Callable[[Json, str], object]] = {
    bool: reading.flag,
    int: reading.count,
    str: reading.text,
    Fraction: reading.ratio,
}


def written(value: object) -> Json:
    """The JSON of a record, or of one of its values. Raises TypeError for a value of another kind."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Fraction):
        return reading.written_ratio(value)
    if isinstance(value, tuple):
        return [written(each) for each in value]
    if is_dataclass(value):
        return {field.name: written(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"a result holds no {type(value).__name__}")


def read_record(kind: type[Record], value: Json, where: str) -> Record:
    """The record of this JSON. Raises Malformed unless it has the shape that `written` gives."""
    hints = get_type_hints(kind)
    found = reading.record(value, where, *hints)
    return kind(**{name: _read(hint, found[name], f"{where}: {name}") for name, hint in hints.items()})


def _read(hint: object, value: Json, where: str) -> object:
    inner = get_args(hint)
    if get_origin(hint) is tuple:
        return tuple(_read(inner[0], each, where) for each in reading.rows(value, where))
    if NoneType in inner:
        return None if value is None else _read(inner[0], value, where)
    if is_dataclass(hint):
        return read_record(cast(type[object], hint), value, where)
    return READ[cast(type, hint)](value, where)
