"""What finds texts near to a typed one: ours as the site runs it, and the two named peers."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bench.clock import cpu_seconds
from bench.sets import TextSet
from proposals.core.folding import fold
from proposals.core.languages import detected
from proposals.core.lists import lists_for
from proposals.core.similar import Given, Shelf, build_index
from proposals.core.similarfile import About, index_bytes, open_index
from proposals.core.tongues import Tongues

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of processor time: the median, and what one answer in twenty exceeds."""

    p50: float
    p95: float


class Finder(Protocol):
    """Finds the nearest texts, given by their place."""

    name: str
    is_slow: bool

    def first(self, typed: str, most: int) -> list[int]:
        """The places of the nearest texts, nearest first."""
        ...


def timed(finder: Finder, typed: Sequence[str], most: int) -> Timed:
    """What a finder takes for each typed text, one after the other."""
    spent = []
    for text in typed:
        started = time.thread_time()
        finder.first(text, most)
        spent.append(1000 * (time.thread_time() - started))
    spent.sort()
    return Timed(spent[len(spent) // 2], spent[min(len(spent) - 1, len(spent) * 95 // 100)])


class Ours:
    """The built file, mapped, and a reader that has not met these words: as in a fresh web process."""

    name = "ours"
    is_slow = False

    def __init__(self, texts: TextSet, path: Path) -> None:
        given = [Given(at, True, row.text, row.language) for at, row in enumerate(texts.rows)]
        started = cpu_seconds()
        index = build_index(given, Tongues())
        path.write_bytes(index_bytes(index, About("bench", "bench", "2026-01-01T00:00:00+00:00")))
        self.built, self.size = cpu_seconds() - started, path.stat().st_size
        self._shelf = Shelf.of(open_index(path)[0])
        # As in a campaign of one usual language: who types in another is found out from what is typed.
        self._tongues, self._usual = Tongues(), texts.rows[0].language
        detected("a sentence that makes the model be read before anything is timed", self._usual)

    def first(self, typed: str, most: int) -> list[int]:
        """The places of the nearest texts, nearest first."""
        stems = self._tongues.stems(typed, detected(typed, self._usual))
        return [hit.key for hit in self._shelf.nearest(stems, most)]


class Fts5:
    """SQLite's full-text index in memory, any of the words, best by its own BM25.

    With `stops` the stop words of our lists are left out of what is asked.
    """

    is_slow = False

    def __init__(self, texts: TextSet, *, stops: bool = False) -> None:
        self.name = "FTS5 without stop words" if stops else "FTS5"
        lists = lists_for(*texts.languages).languages if stops else ()
        self._stop_words = frozenset(word for one in lists for word in one.stop_words)
        self._base = sqlite3.connect(":memory:")
        self._base.execute(
            "CREATE VIRTUAL TABLE texts USING fts5(words, tokenize='unicode61 remove_diacritics 2')"
        )
        rows = ((at, row.text) for at, row in enumerate(texts.rows))
        self._base.executemany("INSERT INTO texts(rowid, words) VALUES (?, ?)", rows)
        self._base.execute("INSERT INTO texts(texts) VALUES ('optimize')")

    def first(self, typed: str, most: int) -> list[int]:
        """The places of the nearest texts, nearest first."""
        words = dict.fromkeys(word.lower() for word in _WORD.findall(typed))
        asked = " OR ".join(f'"{word}"' for word in words if fold(word) not in self._stop_words)
        if not asked:
            return []
        found = self._base.execute(
            "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?", (asked, most)
        )
        return [row for (row,) in found]


class Rapidfuzz:
    """Every text compared with what is typed, by the words they share whatever their order."""

    name = "rapidfuzz"
    is_slow = True

    def __init__(self, texts: TextSet) -> None:
        self._texts = [row.text for row in texts.rows]

    def first(self, typed: str, most: int) -> list[int]:
        """The places of the nearest texts, nearest first."""
        from rapidfuzz import fuzz, process

        found = process.extract(typed, self._texts, scorer=fuzz.token_set_ratio, limit=most)
        return [at for _text, _score, at in found]
