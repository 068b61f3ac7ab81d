"""The index as a file: what goes in comes out, mapped; anything else is refused by name, never a fault."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.similarfile import About, NotAnIndex, index_bytes, index_from, open_index
from tests.proposals.core.test_similar import EXAMPLE, alone, make, nearest, texts

ABOUT = About("convention-d-automne", "abcdefghjk", "2026-11-25T20:00:00+00:00")
WHOLE = index_bytes(make(EXAMPLE), ABOUT)


@given(texts)
def test_an_index_comes_back_as_it_was(found: list[str]) -> None:
    index = make(found)
    read, about = index_from(index_bytes(index, ABOUT))
    assert about == ABOUT
    assert read.words == index.words
    assert bytes(read.vocabulary.letters) == bytes(index.vocabulary.letters)
    for name in ("keys", "are_proposals", "starts", "rows", "shares"):
        assert np.array_equal(getattr(read, name), getattr(index, name))


def test_a_file_is_mapped_and_stays_whole_when_another_takes_its_place(tmp_path: Path) -> None:
    place, next_one = tmp_path / "index", tmp_path / "next"
    place.write_bytes(WHOLE)
    index, _ = open_index(place)
    assert not index.rows.flags.writeable
    next_one.write_bytes(index_bytes(make(["Un autre texte"]), ABOUT))
    next_one.replace(place)
    assert nearest(alone(index), "fuites") == nearest(alone(make(EXAMPLE)), "fuites")
    assert nearest(alone(open_index(place)[0]), "fuites") == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        WHOLE[:-1],
        WHOLE + b"\0",
        WHOLE[:60],
        WHOLE.replace(b'"texts":5', b'"texts":6'),
        WHOLE.replace(b'"texts":5', b'"texts":-5'),
        WHOLE.replace(b'"words":16', b'"words":"a"'),
        WHOLE.replace(b"livret-similar-1", b"livret-similar-9"),
        b"livret-similar-1\n[]\n",
        b"livret-similar-1\n{\n",
        b"livret-similar-1\n\xff\xfe\n",
        WHOLE[:-1] + bytes([WHOLE[-1] ^ 1]),
    ],
)
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "index"
    place.write_bytes(content)
    with pytest.raises(NotAnIndex):
        open_index(place)


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_one_changed_byte_is_noticed_or_harmless(at: int, by: int) -> None:
    changed = bytearray(WHOLE)
    changed[at] ^= by
    try:
        index, about = index_from(bytes(changed))
    except NotAnIndex:
        return
    # Only the blanks before the arrays, and what the index says it is about, are not under its digest.
    assert np.array_equal(index.rows, make(EXAMPLE).rows)
    assert (about, index.words) != (ABOUT, 16) or changed[at] != WHOLE[at]
