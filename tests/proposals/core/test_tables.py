"""Tables told once: what is written is read back, and the schema says the same as the check."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from deliberation.core.canonical import canonical, parse
from proposals.core.opentables import MANIFEST_TABLE, TABLES
from proposals.core.tables import Cell, Column, Table, cell
from tests.proposals.core.json_schema import faults
from tests.proposals.refusing import refuses

INSIDE = (Column("id", "text", "name", form="[a-z]+"), Column("near", "flag", "whether near"))
TABLE = Table(
    "all",
    "one of each",
    (
        Column("name", "text", "name", most=5),
        Column("kind", "text", "kind", optional=True, one_of=("a", "b")),
        Column("score", "number", "score", least=-(2**53 - 1), largest=2**53 - 1),
        Column("count", "number", "count"),
        Column("open", "flag", "whether open"),
        Column("words", "texts", "words", most=3),
        Column("held", "numbers", "counts", largest=9),
        Column("sources", "objects", "sources", inside=INSIDE),
        Column("settings", "object", "anything"),
    ),
)
GOOD: list[Any] = ["=1+1", None, -7, 3, True, ["abc", "=x"], [0, 9], [{"id": "x", "near": False}], {"k": 1}]


def changed(column: str, value: object) -> bytes:
    row: dict[str, Any] = {**dict(zip(TABLE.names(), GOOD, strict=True)), column: value}
    return canonical(row) + b"\n"


def test_a_row_is_one_canonical_line_and_comes_back() -> None:
    line = TABLE.line(GOOD)
    assert line.endswith(b"\n")
    assert TABLE.row_of(line, 1) == dict(zip(TABLE.names(), GOOD, strict=True))
    assert faults(TABLE.schema(), parse(line[:-1])) == []


def test_the_same_row_as_cells_runs_in_no_spreadsheet() -> None:
    assert TABLE.cells(GOOD) == [
        "'=1+1", None, -7, 3, "true", '["abc","=x"]', "[0,9]", '[{"id":"x","near":false}]', '{"k":1}',
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "+33", "-12", "@SUM(A1)", "\tx", "\rx"])
def test_text_that_a_spreadsheet_would_run_is_marked(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("value", [-31, 0, 12, None, "eau", "", "(prior)"])
def test_numbers_and_plain_words_stay_as_they_are(value: Cell) -> None:
    assert cell(value) == value


WRONG = [
    ("name", "abcdef"), ("name", 1), ("name", None), ("kind", "c"),  ("score", True),
    ("count", -1), ("count", 2**31), ("open", 1), ("open", None), ("words", ["abcd"]), ("words", "abc"),
    ("words", [None]), ("held", [10]), ("held", [True]), ("held", {}), ("sources", [{"id": "x"}]),
    ("sources", [{"id": "X", "near": True}]), ("sources", [{"id": "x", "near": True, "more": 1}]),
    ("sources", ["x"]), ("settings", []),
]  # fmt: skip


@pytest.mark.parametrize(("column", "value"), WRONG)
def test_a_wrong_value_is_refused_by_its_column_and_by_the_schema(column: str, value: object) -> None:
    line = changed(column, value)
    with refuses("table.wrong-row") as _:
        TABLE.row_of(line, 4)
    assert faults(TABLE.schema(), parse(line[:-1]))


@pytest.mark.parametrize(
    "line", [b"", b"{}x", b'{"a":1.5}', b'{"a":1,"a":2}', b"\xff", b'{ "a":1}', b"[" * 999]
)
def test_a_line_that_is_no_canonical_json_is_refused(line: bytes) -> None:
    with refuses("table.not-json"):
        TABLE.row_of(line, 1)


@pytest.mark.parametrize("line", [b"[]", b"null", b"{}", b'"x"', b'{"name":"x"}'])
def test_other_columns_are_refused(line: bytes) -> None:
    with refuses("table.wrong-row"):
        TABLE.row_of(line, 1)


def values_of(column: Column) -> st.SearchStrategy[Any]:
    """Any value that may stand in a column."""
    text = st.from_regex(column.form, fullmatch=True) if column.form else st.text(max_size=column.most or 9)
    if column.one_of:
        text = st.sampled_from(column.one_of)
    number = st.integers(column.least, column.largest)
    inside = st.fixed_dictionaries({inner.name: values_of(inner) for inner in column.inside})
    made: dict[str, st.SearchStrategy[Any]] = {
        "text": text,
        "number": number,
        "flag": st.booleans(),
        "texts": st.lists(text, max_size=3),
        "numbers": st.lists(number, max_size=3),
        "objects": st.lists(inside, max_size=2),
        "object": inside,
    }
    return st.none() | made[column.kind] if column.optional else made[column.kind]


@pytest.mark.parametrize("table", [*TABLES, MANIFEST_TABLE], ids=lambda table: table.name)
def test_every_table_of_an_export_reads_back_what_it_writes(table: Table) -> None:
    @limits(max_examples=20, deadline=None)
    @given(st.tuples(*(values_of(column) for column in table.columns)))
    def holds(values: tuple[Any, ...]) -> None:
        line = table.line(values)
        assert list(table.row_of(line, 1).values()) == [
            value for _name, value in sorted(zip(table.names(), values, strict=True))
        ]
        assert faults(table.schema(), parse(line[:-1])) == []
        assert not any(
            str(found)[:1] in "=+@" for found in table.cells(values) if found and isinstance(found, str)
        )

    holds()


def test_every_column_says_what_it_means() -> None:
    for table in (*TABLES, MANIFEST_TABLE):
        assert table.meaning
        assert all(column.meaning for column in table.columns)
        assert len(set(table.names())) == len(table.columns)
