"""Every code that the sources may say has its words: refusals, journal entries, things left to do."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from frontend import wording
from proposals.actions import rewording

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("deliberation", "proposals", "votes", "frontend")
CODE = re.compile(r"[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*")


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of `name(...)` or `something.name(...)` in our packages."""
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if (
                    isinstance(node, ast.Call)
                    and getattr(node.func, "attr", getattr(node.func, "id", "")) == name
                ):
                    yield str(path.relative_to(ROOT)), node


def literal_codes(name: str, position: int) -> set[str]:
    """The codes written at one place of the calls; a code made by a conditional counts with both."""
    found = set()
    for _path, call in calls(name):
        if len(call.args) > position:
            for node in ast.walk(call.args[position]):
                said = node.value if isinstance(node, ast.Constant) else None
                # A reader of `marks.json` is also called record: a file's name is no code.
                if isinstance(said, str) and CODE.fullmatch(said) and not said.endswith(".json"):
                    found.add(said)
    return found


def test_every_refusal_has_its_words() -> None:
    codes = literal_codes("RuleBroken", 0)
    assert len(codes) > 10
    assert codes - set(wording.REFUSALS) == set()


def test_no_code_has_its_words_twice() -> None:
    # The later table would silently speak for the earlier one.
    for table in ("REFUSALS", "LEFT", "ENTRIES"):
        codes = [code for module in wording._MODULES for code in getattr(module, table)]
        assert len(codes) == len(set(codes)), table


def test_every_entry_of_the_journal_has_its_sentence() -> None:
    codes = literal_codes("record", 1)
    assert len(codes) > 5
    assert codes - set(wording.ENTRIES) == set()


def test_everything_left_to_do_has_its_words() -> None:
    codes = literal_codes("Left", 0) | {
        word.value.value
        for _path, call in calls("Left")
        for word in call.keywords
        if word.arg == "code" and isinstance(word.value, ast.Constant)
    }
    assert codes
    assert codes - set(wording.LEFT) == set()


@pytest.mark.parametrize("code", sorted(wording.REFUSALS))
def test_a_refusal_says_what_happened_and_what_to_do(code: str) -> None:
    happened, to_do, status = wording.REFUSALS[code]
    assert happened.endswith(".")
    assert to_do.endswith(".")
    assert "!" not in happened + to_do
    assert 400 <= status < 600


def test_every_change_of_words_has_its_sentence() -> None:
    assert set(rewording.ENTRIES.values()) - set(wording.ENTRIES) == set()
