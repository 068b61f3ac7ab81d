"""The chain: history since a remembered head only grows."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.core.chain import GENESIS, Link, first_break, next_link


def make_chain(length: int) -> list[Link]:
    """A chain of acts, one a minute."""
    links: list[Link] = []
    for seq in range(1, length + 1):
        previous = links[-1].digest if links else GENESIS
        at = f"2026-11-24T10:{seq:02}:00Z"
        links.append(next_link(previous, seq, at, "Inès", "organiser", "booklet.frozen", {"number": seq}))
    return links


def test_an_untouched_chain_holds() -> None:
    assert first_break(make_chain(5)) is None
    assert first_break([]) is None


def test_a_chain_may_be_checked_from_a_head_already_trusted() -> None:
    links = make_chain(5)
    assert first_break(links[3:], previous=links[2].digest, seq=4) is None
    assert first_break(links[3:], previous=links[1].digest, seq=4) is not None


@pytest.mark.parametrize("field", ["actor", "office", "code", "at", "facts", "digest", "previous"])
@given(where=st.integers(0, 4))
def test_any_edited_entry_is_found(field: str, where: int) -> None:
    links = make_chain(5)
    changed: dict[str, Any] = {field: {"number": 99} if field == "facts" else "2026-11-24T10:00:01Z"}
    links[where] = replace(links[where], **changed)
    found = first_break(links)
    assert found is not None
    assert found.seq in (where + 1, where + 2)


def test_a_removed_or_moved_entry_is_found() -> None:
    links = make_chain(5)
    assert first_break(links[:2] + links[3:]) is not None
    assert first_break([links[1], links[0], *links[2:]]) is not None


def test_time_never_goes_backwards() -> None:
    first = next_link(GENESIS, 1, "2026-11-24T10:00:00Z", "Inès", "organiser", "a.b", {})
    second = next_link(first.digest, 2, "2026-11-24T09:59:59Z", "Inès", "organiser", "a.b", {})
    found = first_break([first, second])
    assert found is not None
    assert found.what == "journal.time-backwards"
