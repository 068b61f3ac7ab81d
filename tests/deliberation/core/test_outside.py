"""A database that went back is behind what was known outside; another database is another one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deliberation.core.outside import Gap, NotKnown, Reached, find_gap, read_reached

FIRST, HEAD, OTHER = "a" * 64, "b" * 64, "c" * 64
KNOWN = Reached(FIRST, 41, HEAD, 900, "2026-11-26T18:30:00Z")


def test_what_is_remembered_is_read_back_and_nothing_else_is() -> None:
    assert read_reached(KNOWN.encoded()) == KNOWN
    others = [KNOWN.encoded().replace(b"900", number) for number in (b"-1", b'"900"', b"true")]
    for wrong in (b"", b"{}", b"[]", KNOWN.encoded() + b" ", *others):
        with pytest.raises(NotKnown):
            read_reached(wrong)


@pytest.mark.parametrize(("found", "held"), [
    (KNOWN, HEAD),
    (replace(KNOWN, ticks=901), HEAD),
    (replace(KNOWN, seq=45, digest=OTHER, ticks=902), HEAD),
    (Reached(OTHER, 3, OTHER, 2, ""), OTHER),  # another database, newly begun in the same folder
    (Reached("", 0, "", 0, ""), ""),
])  # fmt: skip
def test_a_database_that_went_on_or_is_another_one_has_no_gap(found: Reached, held: str) -> None:
    assert find_gap(KNOWN, found, held) is None


def test_what_was_known_of_an_empty_journal_holds_for_its_first_entry() -> None:
    empty = Reached("", 0, "", 5, "")
    assert find_gap(empty, Reached(FIRST, 2, HEAD, 6, ""), "") is None
    assert find_gap(empty, Reached(FIRST, 2, HEAD, 4, ""), "") is not None


@pytest.mark.parametrize(("found", "held"), [
    (replace(KNOWN, ticks=899), HEAD),  # no act of power is missing, a minute is
    (replace(KNOWN, seq=40, digest=OTHER), ""),  # the head is missing
    (replace(KNOWN, seq=44, ticks=950), OTHER),  # the head is another one: the journal forked
])  # fmt: skip
def test_a_database_behind_or_beside_what_was_known_has_a_gap(found: Reached, held: str) -> None:
    assert find_gap(KNOWN, found, held) == Gap(KNOWN, found)


def test_a_gap_tells_both_sides_and_the_minutes_between() -> None:
    found = replace(KNOWN, seq=40, digest=OTHER, ticks=870, at="2026-11-26T18:00:00Z")
    told = Gap(KNOWN, found).told()
    assert told == {"found": found.told(), "known": KNOWN.told(), "minutes": 30}
    assert Gap(replace(KNOWN, at=""), found).minutes == 0
