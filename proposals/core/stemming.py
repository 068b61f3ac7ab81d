"""The Snowball stemmers in pure Python, with their one slow step done by a look-up instead of a search.

Each step of a stemmer asks for the longest of a list of endings that a word has. The library searches
the list letter by letter; here the endings lie in a dictionary, and the word's own endings are looked up
in it, the longest first. The same ending is found, so the stems are the same; a test compares them.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any, Protocol


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


class _Quick:
    """Looks endings up; mixed in before a stemmer of the library, whose cursor and limits it uses."""

    current: str
    cursor: int
    limit: int
    limit_backward: int

    def __init__(self) -> None:
        super().__init__()
        self._tables: dict[int, tuple[tuple[int, ...], dict[str, _Among]]] = {}

    def find_among(self, endings: Sequence[_Among]) -> int:
        """The answer of the longest of the strings that begins at the cursor; 0 for none."""
        start = self.cursor
        lengths, table = self._table(endings)
        for length in lengths:
            found = table.get(self.current[start : start + length]) if start + length <= self.limit else None
            if found is not None and self._holds(found, start + length):
                return found.result
        return 0

    def find_among_b(self, endings: Sequence[_Among]) -> int:
        """The answer of the longest of the strings that ends at the cursor; 0 for none."""
        end = self.cursor
        lengths, table = self._table(endings)
        for length in lengths:
            found = (
                table.get(self.current[end - length : end]) if end - length >= self.limit_backward else None
            )
            if found is not None and self._holds(found, end - length):
                return found.result
        return 0

    def _holds(self, found: _Among, cursor: int) -> bool:
        """Put the cursor past the ending; whether its further condition holds there, if it has one."""
        self.cursor = cursor
        if found.method is None:
            return True
        holds = found.method(self)
        self.cursor = cursor
        return holds

    def _table(self, endings: Sequence[_Among]) -> tuple[tuple[int, ...], dict[str, _Among]]:
        # The lists are attributes of the library's classes: they live as long as we do.
        known = self._tables.get(id(endings))
        if known is None:
            lengths = tuple(sorted({len(ending.s) for ending in endings}, reverse=True))
            known = self._tables[id(endings)] = (lengths, {ending.s: ending for ending in endings})
        return known


def stemmer(name: str) -> Stemmer:
    """The stemmer of a language, in pure Python even where PyStemmer is installed: that one's tables
    may be of another version, and `snowballstemmer.stemmer` would take it.
    """
    module = importlib.import_module(f"snowballstemmer.{name}_stemmer")
    plain = getattr(module, f"{name.capitalize()}Stemmer")
    made: Stemmer = type(plain.__name__, (_Quick, plain), {})()
    return made
