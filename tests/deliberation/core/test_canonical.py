"""Canonical JSON: one value, one sequence of bytes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.core.canonical import LARGEST_INTEGER, Json, NotCanonical, canonical, digest, parse

KEYS = st.text(st.characters(max_codepoint=127), max_size=8)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
LEAVES = st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | TEXTS
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner), max_leaves=12
)


@given(VALUES)
def test_what_is_written_reads_back_and_means_the_same(value: Json) -> None:
    assert parse(canonical(value)) == value
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(KEYS, LEAVES, min_size=2))
def test_the_order_of_keys_does_not_matter(value: dict[str, Json]) -> None:
    assert digest(dict(reversed(value.items()))) == digest(value)


def test_a_known_vector() -> None:
    assert canonical({"b": ["é", None], "a": True}) == '{"a":true,"b":["é",null]}'.encode()
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize(
    "value", [1.5, {"é": 1}, LARGEST_INTEGER + 1, "\ud800", {1: 2}, b"x", {"a": {"b": 0.0}}], ids=repr
)
def test_what_has_no_canonical_form_is_refused(value: Json) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":2}', b"1.0", b"NaN", b"1e3", b"Infinity", b'{"a": 1}', b"[1,2]\n", b"\xef\xbb\xbf[]",
        b"\xff", b"", b"9" * 5000, b"[" * 100_000, b"[" * 70 + b"]" * 70, b'{"b":1,"a":2}', b'"\\u0041"',
    ],
)  # fmt: skip
def test_bytes_that_we_would_not_have_written_are_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        parse(data)
