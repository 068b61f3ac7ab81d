"""What is filed as a rival run: read strictly, compared with the run it challenges, never believed."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.core.canonical import canonical
from deliberation.core.errors import RuleBroken
from proposals.core.lists import Lists, lists_for
from proposals.core.rivals import COLD_START, LARGEST, check_rival, rival_bytes, rival_from
from proposals.core.runsheet import RunSheet, versions_here
from proposals.core.settings import Settings
from proposals.core.wordedits import Edits
from tests.proposals.refusing import refuses

PLAIN = lists_for("fr")
OWN = lists_for("fr", edits=Edits(added=("gare",)))


def sheet(lists: Lists = PLAIN, **changed: Any) -> RunSheet:
    made = RunSheet(
        "livret-analysis-2", Settings(), versions_here(), "c" * 64, lists.digest(), "d" * 64, COLD_START
    )
    return replace(made, **changed)


def test_what_is_written_is_read() -> None:
    read = rival_from(rival_bytes(sheet(OWN), OWN) + b"\n")
    assert (read.sheet, read.lists, read.is_cold) == (sheet(OWN), OWN, True)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"x" * (LARGEST + 1), "rival.too-large"),
        (b"", "rival.not-canonical"),
        (b"{", "rival.not-canonical"),
        (b'{"a":1,"a":1}', "rival.not-canonical"),
        (b"[" * 100_000, "rival.not-canonical"),
        (b"\xff\xfe", "rival.not-canonical"),
        (b"[]", "rival.not-a-rival"),
        (b"{}", "rival.not-a-rival"),
        (canonical({"format": "livret-rival-2", "lists": {}, "sheet": {}}), "rival.not-a-rival"),
        (canonical({"format": "livret-rival-1", "lists": {}, "more": 1, "sheet": {}}), "rival.not-a-rival"),
        (canonical({"format": "livret-rival-1", "lists": {}, "sheet": {}}), "run-sheet.not-a-sheet"),
        (canonical({"format": "livret-rival-1", "lists": {}, "sheet": sheet().as_json()}), "lists.not-lists"),
        (rival_bytes(sheet(), OWN), "rival.other-lists"),
        (rival_bytes(sheet(method="livret-analysis-9"), PLAIN), "run-sheet.unknown-method"),
        (rival_bytes(sheet(settings=Settings(booklets=61)), PLAIN), "settings.out-of-range"),
    ],
)
def test_what_is_no_rival_run_is_refused(content: bytes, code: str) -> None:
    with refuses(code):
        rival_from(content)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
def test_anything_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(RuleBroken):
        rival_from(content)


@pytest.mark.parametrize(
    ("filed", "code"),
    [
        (sheet(OWN, corpus="e" * 64), "rival.other-corpus"),
        (sheet(OWN, start="e" * 64), "rival.other-start"),
        (sheet(), "rival.same-run"),
    ],
)
def test_what_cannot_stand_beside_the_official_run_is_refused(filed: RunSheet, code: str) -> None:
    lists = OWN if filed.lists == OWN.digest() else PLAIN
    with refuses(code):
        check_rival(rival_from(rival_bytes(filed, lists)), sheet())


def test_lists_settings_or_a_cold_start_make_a_rival() -> None:
    check_rival(rival_from(rival_bytes(sheet(OWN), OWN)), sheet())
    check_rival(rival_from(rival_bytes(sheet(settings=Settings(booklets=7)), PLAIN)), sheet())
    warm = sheet(start="a" * 64)
    check_rival(rival_from(rival_bytes(sheet(), PLAIN)), warm)
    check_rival(rival_from(rival_bytes(sheet(OWN, start="a" * 64), OWN)), warm)
