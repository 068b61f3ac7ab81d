"""The Snowball stemmers in pure Python, with their one slow step done by a look-up instead of a search.

Each step of a stemmer asks for the longest of a list of endings that a word has. The library searches
the list letter by letter; here the endings lie in a dictionary, and the word's own endings are looked up
in it, the longest first. The same ending is found, so the stems are the same; a test compares them.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeAlias


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


_Table: TypeAlias = "tuple[tuple[int, ...], dict[str, _Among]]"


class _Quick:
    """Looks endings up; mixed in before a stemmer of the library, whose cursor and limits it uses."""

    current: str
    cursor: int
    limit: int
    limit_backward: int

    def __init__(self) -> None:
        super().__init__()
        self._tables: dict[int, _Table] = {}

    def find_among(self, endings: Sequence[_Among]) -> int:
        """The answer of the longest of the strings that begins at the cursor; 0 for none."""
        word, start, room = self.current, self.cursor, self.limit - self.cursor
        lengths, table = self._tables.get(id(endings)) or self._table(endings)
        for length in lengths:
            if length <= room and (found := table.get(word[start : start + length])) is not None:
                self.cursor = start + length
                if found.method is None or self._holds(found):
                    return found.result
        return 0

    def find_among_b(self, endings: Sequence[_Among]) -> int:
        """The answer of the longest of the strings that ends at the cursor; 0 for none."""
        word, end, room = self.current, self.cursor, self.cursor - self.limit_backward
        lengths, table = self._tables.get(id(endings)) or self._table(endings)
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

    def _table(self, endings: Sequence[_Among]) -> _Table:
        # The lists are attributes of the library's classes: they live as long as we do.
        lengths = tuple(sorted({len(ending.s) for ending in endings}, reverse=True))
        made = self._tables[id(endings)] = (lengths, {ending.s: ending for ending in endings})
        return made


def stemmer(name: str) -> Stemmer:
    """The stemmer of a language, in pure Python even where PyStemmer is installed: that one's tables
    may be of another version, and `snowballstemmer.stemmer` would take it.
    """
    module = importlib.import_module(f"snowballstemmer.{name}_stemmer")
    plain = getattr(module, f"{name.capitalize()}Stemmer")
    made: Stemmer = type(plain.__name__, (_Quick, plain), {})()
    return made
