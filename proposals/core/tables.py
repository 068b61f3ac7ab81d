"""Tables that leave and come back: each told once, as columns, from which its CSV, its JSON lines, its JSON
Schema and the check of what is read are all made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from deliberation.core.canonical import Json, NotCanonical, canonical, parse
from deliberation.core.errors import RuleBroken

Kind = Literal["text", "number", "flag", "texts", "numbers", "objects", "object"]
Cell = str | int | None
Row = Mapping[str, Json]

# A spreadsheet runs a cell that starts like this; a mark in front makes it plain text again.
STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
MOST_ITEMS = 5_000
# What a whole number of the database holds.
LARGEST = 2**31 - 1
_TYPES: dict[Kind, str] = {
    "text": "string", "number": "integer", "flag": "boolean", "texts": "array", "numbers": "array",
    "objects": "array", "object": "object",
}  # fmt: skip
_ITEMS: dict[Kind, str] = {"texts": "string", "numbers": "integer", "objects": "object"}
_OF_AN_ITEM: dict[Kind, Kind] = {"texts": "text", "numbers": "number", "objects": "object"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, what that means, and what it may be.

    `most` is the longest text (in code points) or, of an array of texts, the longest of them; `one_of` the
    only values; `form` a regular expression that the whole text matches. Numbers, alone or in an array,
    go from `least` to `largest`; the objects of an array have exactly the columns `inside`.
    """

    name: str
    kind: Kind
    meaning: str
    optional: bool = False
    most: int = 0
    one_of: tuple[str, ...] = ()
    form: str = ""
    least: int = 0
    largest: int = LARGEST
    inside: tuple[Column, ...] = ()

    def schema(self) -> dict[str, Json]:
        """The column in a JSON Schema (draft 2020-12)."""
        plain = _TYPES[self.kind]
        made: dict[str, Json] = {
            "description": self.meaning,
            "type": [plain, "null"] if self.optional else plain,
        }
        if self.kind in _ITEMS:
            items = schema_of(self.inside) if self.kind == "objects" else {"type": _ITEMS[self.kind]}
            return made | {"items": {**items, **self._limits()}, "maxItems": MOST_ITEMS}
        return made | self._limits()

    def holds(self, value: Json) -> bool:
        """Whether the value may stand in this column."""
        if value is None:
            return self.optional
        if self.kind in _ITEMS:
            return (
                isinstance(value, list)
                and len(value) <= MOST_ITEMS
                and all(self._is_one(_OF_AN_ITEM[self.kind], item) for item in value)
            )
        return self._is_one(self.kind, value)

    def _is_one(self, kind: Kind, value: Json) -> bool:
        match kind:
            case "text":
                return isinstance(value, str) and self._allows(value)
            case "number":
                return type(value) is int and self.least <= value <= self.largest
            case "flag":
                return isinstance(value, bool)
        return isinstance(value, Mapping) and (not self.inside or wrong_column(self.inside, value) is None)

    def _allows(self, text: str) -> bool:
        return (
            (not self.most or len(text) <= self.most)
            and (not self.one_of or text in self.one_of)
            and (not self.form or re.fullmatch(self.form, text) is not None)
        )

    def _limits(self) -> dict[str, Json]:
        made: dict[str, Json] = {}
        if self.kind in ("number", "numbers"):
            made |= {"maximum": self.largest, "minimum": self.least}
        if self.most:
            made["maxLength"] = self.most
        if self.one_of:
            made["enum"] = [*self.one_of, *([None] if self.optional else [])]
        if self.form:
            made["pattern"] = f"^(?:{self.form})$"
        return made


def schema_of(columns: Sequence[Column]) -> dict[str, Json]:
    """The JSON Schema of an object with exactly these columns; of any object when there are none."""
    if not columns:
        return {"type": "object"}
    return {
        "additionalProperties": False,
        "properties": {column.name: column.schema() for column in columns},
        "required": [column.name for column in columns],
        "type": "object",
    }


def wrong_column(columns: Sequence[Column], row: Row) -> str | None:
    """The first column that the row holds wrongly, `?` when its names are others; None for a good row."""
    if set(row) != {column.name for column in columns}:
        return "?"
    return next((column.name for column in columns if not column.holds(row[column.name])), None)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what a row is, its columns."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def schema(self) -> dict[str, Json]:
        """The JSON Schema of one line."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "description": self.meaning,
            "title": self.name,
            **schema_of(self.columns),
        }

    def line(self, values: Sequence[Json]) -> bytes:
        """A row, its values in the order of the columns, as one line of JSON."""
        return canonical(dict(zip(self.names(), values, strict=True))) + b"\n"

    def cells(self, values: Sequence[Json]) -> list[Cell]:
        """The same row for CSV: lists and objects as JSON, flags as `true` and `false`."""
        return [cell(_plain(value)) for value in values]

    def row_of(self, line: bytes, number: int) -> Row:
        """A row read back. Refuses with `table.not-json` (table, line) and `table.wrong-row` (table, line,
        column) whatever `line` would not have written.
        """
        try:
            read = parse(line.removesuffix(b"\n"))
        except NotCanonical:
            raise RuleBroken("table.not-json", table=self.name, line=number) from None
        wrong = wrong_column(self.columns, read) if isinstance(read, Mapping) else "?"
        if not isinstance(read, Mapping) or wrong is not None:
            raise RuleBroken("table.wrong-row", table=self.name, line=number, column=wrong)
        return read


def cell(value: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula: such text gets an apostrophe in front.

    Numbers stay numbers, negative ones too.
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(STARTS_OF_FORMULAS) else value


def _plain(value: Json) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, (str, int)):
        return value
    return canonical(value).decode()
