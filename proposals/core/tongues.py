"""Words and stems for searching: each text in its own language, read as a run reads it, memory bounded."""

from __future__ import annotations

from proposals.core.languages import Language
from proposals.core.lists import lists_for
from proposals.core.terms import Reader

# A reader remembers the stem of each word it met. Strangers may type any word: after so many words
# it starts anew, before its memory grows past some ten megabytes.
MOST_READ = 2_000_000


class Tongues:
    """Reads words and stems with the published lists of every language that we have a stemmer for.

    Another language is read as `usual`. Serves one thread at a time.
    """

    def __init__(self, usual: str = Language.FRENCH) -> None:
        self._usual = usual
        self._lists = lists_for(*Language)
        self._reader = Reader(self._lists)
        self._read = 0

    def surfaces(self, text: str, language: str) -> list[str]:
        """The words of a text in reading order, in lower case, stop words too."""
        if self._read > MOST_READ:
            self._reader, self._read = Reader(self._lists), 0
        found = self._reader.surfaces(text, self._known(language))
        self._read += len(found)
        return found

    def stem(self, word: str, language: str) -> str | None:
        """The stem of a lower-case word; None for a stop word."""
        return self._reader.stem(word, self._known(language))

    def stems(self, text: str, language: str) -> frozenset[str]:
        """The stems that a text holds, stop words left out."""
        found = (self.stem(word, language) for word in self.surfaces(text, language))
        return frozenset(stem for stem in found if stem is not None)

    def _known(self, language: str) -> str:
        return language if self._reader.reads(language) else self._usual
