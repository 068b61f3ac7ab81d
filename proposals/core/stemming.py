"""The Snowball stemmers in pure Python, with their one slow step done by a look-up instead of a search.

Each step of a stemmer asks for the longest of a list of endings that a word has. The library searches
the list letter by letter; here the endings lie in dictionaries, one for each letter where they start (or
end, read backwards), and the word's own endings are looked up, the longest first. The same ending is found,
so the stems are the same; a test compares them.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeAlias

_FIRST, _LAST = 0, -1


class Stemmer(Protocol):
    """What we ask of snowballstemmer."""

    def stemWord(self, word: str) -> str:  # noqa: N802 - the library's name
        """The stem of one lower-case word."""
        ...


class _Among(Protocol):
    """One ending of a list: its letters, what to answer, and a further condition or none."""

    s: str
    result: int
    method: Callable[[Any], bool] | None


# The endings that share a letter: their lengths, the longest first, and each by its letters.
_Table: TypeAlias = "tuple[tuple[int, ...], dict[str, _Among]]"


class _Quick:
    """Looks endings up; mixed in before a stemmer of the library, whose cursor and limits it uses."""

    current: str
    cursor: int
    limit: int
    limit_backward: int

    def __init__(self) -> None:
        super().__init__()
        self._tables: dict[tuple[int, int], dict[str, _Table]] = {}

    def find_among(self, endings: Sequence[_Among]) -> int:
        """The answer of the longest of the strings that begins at the cursor; 0 for none."""
        word, start, room = self.current, self.cursor, self.limit - self.cursor
        by_letter = self._tables.get((id(endings), _FIRST)) or self._by_letter(endings, _FIRST)
        lengths, table = by_letter.get(word[start : start + 1]) or by_letter[""]
        for length in lengths:
            if length <= room and (found := table.get(word[start : start + length])) is not None:
                self.cursor = start + length
                if found.method is None or self._holds(found):
                    return found.result
        return 0

    def find_among_b(self, endings: Sequence[_Among]) -> int:
        """The answer of the longest of the strings that ends at the cursor; 0 for none."""
        word, end, room = self.current, self.cursor, self.cursor - self.limit_backward
        by_letter = self._tables.get((id(endings), _LAST)) or self._by_letter(endings, _LAST)
        lengths, table = by_letter.get(word[end - 1 : end]) or by_letter[""]
        for length in lengths:
            if length <= room and (found := table.get(word[end - length : end])) is not None:
                self.cursor = end - length
                if found.method is None or self._holds(found):
                    return found.result
        return 0

    def _holds(self, found: _Among) -> bool:
        """Whether the further condition of an ending holds where it leaves off."""
        cursor = self.cursor
        holds = found.method is not None and found.method(self)
        self.cursor = cursor
        return holds

    def _by_letter(self, endings: Sequence[_Among], side: int) -> dict[str, _Table]:
        """The table of each first or last letter; that of no letter holds an ending without letters."""
        # The lists are attributes of the library's classes: they live as long as we do.
        made = self._tables[id(endings), side] = {
            letter: _table([ending for ending in endings if not ending.s or ending.s[side] == letter])
            for letter in {"", *(ending.s[side] for ending in endings if ending.s)}
        }
        return made


def _table(endings: Sequence[_Among]) -> _Table:
    lengths = tuple(sorted({len(ending.s) for ending in endings}, reverse=True))
    return lengths, {ending.s: ending for ending in endings}


def stemmer(name: str) -> Stemmer:
    """The stemmer of a language, in pure Python even where PyStemmer is installed: that one's tables
    may be of another version, and `snowballstemmer.stemmer` would take it.
    """
    module = importlib.import_module(f"snowballstemmer.{name}_stemmer")
    plain = getattr(module, f"{name.capitalize()}Stemmer")
    made: Stemmer = type(plain.__name__, (_Quick, plain), {})()
    return made
