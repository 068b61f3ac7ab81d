"""The pure part of the mirror: what a site tells now against what it told before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.core.chain import GENESIS, Link, next_link
from votes.mirror.comparing import compare_continuation, compare_histories


def chain(length: int, turned_at: int = 0) -> list[Link]:
    """A chain that holds; from entry `turned_at` on it tells something else."""
    links: list[Link] = []
    for seq in range(1, length + 1):
        facts = {"turned": True} if 0 < turned_at <= seq else {}
        previous = links[-1].digest if links else GENESIS
        links.append(next_link(previous, seq, "2026-11-02T08:00:00Z", "Ana", "organiser", "a.b", {**facts}))
    return links


def codes(kept: list[Link], told: list[Link]) -> list[str]:
    return [alarm.code for alarm in compare_histories(kept, told)]


@given(st.integers(0, 9), st.integers(0, 9))
def test_a_history_that_only_grows_gives_no_alarm(before: int, more: int) -> None:
    told = chain(before + more)
    assert compare_histories(told[:before], told) == []
    assert compare_continuation(told[:before], told[max(before - 1, 0) :]) == []


@given(st.integers(1, 9), st.integers(0, 9), st.data())
def test_a_history_rewritten_anywhere_is_told_whole_or_by_its_end(
    before: int, more: int, data: st.DataObject
) -> None:
    kept = chain(before)
    told = chain(before + more, turned_at=data.draw(st.integers(1, before)))
    assert "mirror.rewritten" in codes(kept, told)
    assert [a.code for a in compare_continuation(kept, told[before - 1 :])] == ["mirror.rewritten"]


def test_a_history_cut_short() -> None:
    assert codes(chain(9), chain(7)) == ["mirror.cut"]
    assert codes(chain(9), []) == ["mirror.cut"]
    assert [alarm.code for alarm in compare_continuation(chain(9), [])] == ["mirror.cut"]


def test_an_old_entry_edited_under_the_same_head_shows_in_a_whole_reading_alone() -> None:
    kept = chain(9)
    told = [*kept[:2], replace(kept[2], actor="Bob"), *kept[3:]]
    assert codes(kept, told) == ["mirror.rewritten", "journal.entry-changed"]
    assert compare_continuation(kept, told[8:]) == []


@pytest.mark.parametrize("place", [1, 2])
def test_what_is_new_must_hold_as_a_chain(place: int) -> None:
    kept, told = chain(4), chain(8)
    told[3 + place] = replace(told[3 + place], actor="Bob")
    assert codes(kept, told) == ["journal.entry-changed"]
    assert [alarm.code for alarm in compare_continuation(kept, told[3:])] == ["journal.entry-changed"]
