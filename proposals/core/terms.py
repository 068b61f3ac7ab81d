"""From texts to terms: words, their stems, and the form in which people see a stem."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from deliberation.core.errors import RuleBroken
from proposals.core.folding import fold
from proposals.core.integers import Ints, Sparse, filled, ints, table
from proposals.core.lists import LanguageLists, Lists
from proposals.core.settings import Level
from proposals.core.stemming import stemmer

LONGEST_STEMMED = 64
MOST_OCCURRENCES = 2**26
# One text that repeats three words a thousand times would otherwise outweigh the words of all the others.
MOST_TIMES = 8

_WORD = re.compile(r"[^\W\d_]{2,}")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)
_SIGNS = {**_INVISIBLE, 0x2BC: "'", 0x2019: "'"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text as it was written, in lower case, and its stem (None for a stop word)."""

    surface: str
    stem: str | None


class Reader:
    """Reads texts with one set of lists; remembers the stem of each word it met, by language.

    One reader serves one thread. Making one costs a few milliseconds: keep it. Asked for a language
    whose lists it has not, it refuses with `lists.missing-language`.
    """

    def __init__(self, lists: Lists) -> None:
        self._tongues = {found.language: _Tongue(found, lists) for found in lists.languages}
        one_term = _one_term_of(lists, self._tongues)
        for tongue in self._tongues.values():
            tongue.one_term = one_term

    def reads(self, language: str) -> bool:
        """Whether there are lists for this language."""
        return language in self._tongues

    def words(self, text: str, language: str) -> list[Word]:
        """The words of a text in reading order, each with its stem."""
        stem = self._tongue(language).stem
        return [Word(found, stem(found)) for found in self.surfaces(text, language)]

    def surfaces(self, text: str, language: str) -> list[str]:
        """The words of a text as written, in lower case: runs of two letters or more, elisions cut off.

        Addresses, digits and punctuation are no words. Signs that cannot be seen (soft hyphens,
        writing-direction marks) are dropped first, so that they cannot hide or split a word.
        """
        tongue = self._tongue(language)
        if text.isascii():
            plain = text.lower()
        else:
            plain = unicodedata.normalize("NFKC", text).translate(_SIGNS).lower()
            plain = unicodedata.normalize("NFC", plain)
        plain = _ADDRESS.sub(" ", plain)
        if tongue.elision is not None:
            plain = tongue.elision.sub(" ", plain)
        return _WORD.findall(plain)

    def counts(self, text: str, language: str) -> dict[str, int]:
        """How often each stem stands in a text, at most `MOST_TIMES`, stop words left out."""
        return _counted([word.stem for word in self.words(text, language) if word.stem is not None])

    def stem(self, word: str, language: str) -> str | None:
        """The stem of a lower-case word, without accents; None for stop words and very long words.

        Synonyms share one stem: the first, by code point, of all of theirs.
        """
        return self._tongue(language).stem(word)

    def _tongue(self, language: str) -> _Tongue:
        if language not in self._tongues:
            raise RuleBroken("lists.missing-language", language=language[:40])
        return self._tongues[language]


class _Tongue:
    """One language of a reader: its stop words as edited, its stemmer, and the stems found so far."""

    def __init__(self, own: LanguageLists, lists: Lists) -> None:
        self._stop_words = frozenset({*own.stop_words, *lists.edits.added} - {*lists.edits.removed})
        self._shortest = lists.shortest
        self._stemmer = stemmer(own.stemmer)
        self.elision: re.Pattern[str] | None = None
        if own.elisions:
            self.elision = re.compile(rf"\b(?:{'|'.join(map(re.escape, own.elisions))})'")
        self.one_term: Mapping[str, str] = {}
        self._known: dict[str, str | None] = {}

    def stem(self, word: str) -> str | None:
        if word not in self._known:
            self._known[word] = self._stem(word)
        return self._known[word]

    def bare_stem(self, word: str) -> str:
        """The stem of any word, stop word or not, before synonyms are joined."""
        return fold(self._stemmer.stemWord(word))

    def _stem(self, word: str) -> str | None:
        folded = fold(word)
        if len(folded) < self._shortest or len(word) > LONGEST_STEMMED or folded in self._stop_words:
            return None
        stem = self.bare_stem(word)
        return self.one_term.get(stem, stem) or None


def _one_term_of(lists: Lists, tongues: Mapping[str, _Tongue]) -> dict[str, str]:
    """The stem that stands for each stem of a group of synonyms, in whatever language.

    Groups that share a stem are one group; it goes by its first stem.
    """
    groups: list[set[str]] = []
    for words in lists.edits.synonyms:
        joined = {tongue.bare_stem(word) for tongue in tongues.values() for word in words} - {""}
        for other in [group for group in groups if group & joined]:
            joined |= other
            groups.remove(other)
        groups.append(joined)
    return {stem: min(group) for group in groups for stem in group}


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """All texts read: `counts` has a row per text and a column per stem (`stems`, sorted).

    `surfaces[stem]` is the commonest form of a stem as it was written, ties by alphabet.
    """

    stems: tuple[str, ...]
    surfaces: dict[str, str]
    counts: Sparse


def read_texts(texts: Iterable[tuple[str, str]], reader: Reader) -> Reading:
    """Read every (text, language). Refuses more than 2^26 words with `corpus.too-many-words`: beyond,
    products of counts would leave the integers whose logarithm is exact.
    """
    forms: Counter[tuple[str, str]] = Counter()
    by_text: list[Mapping[str, int]] = []
    for text, language in texts:
        found = [(word.stem, word.surface) for word in reader.words(text, language) if word.stem is not None]
        forms.update(found)
        by_text.append(_counted([stem for stem, _ in found]))
    if forms.total() > MOST_OCCURRENCES:
        raise RuleBroken("corpus.too-many-words", most=MOST_OCCURRENCES)
    surfaces: dict[str, str] = {}
    for (stem, surface), _ in sorted(forms.items(), key=lambda item: (item[0][0], -item[1], item[0][1])):
        surfaces.setdefault(stem, surface)
    stems = tuple(surfaces)
    return Reading(stems, surfaces, _table_of(by_text, stems))


def _counted(stems: Sequence[str]) -> dict[str, int]:
    return {stem: min(times, MOST_TIMES) for stem, times in Counter(stems).items()}


def usable_terms(counts: Sparse, level: Level) -> Ints:
    """The columns that serve as terms: in enough texts, and not in too many of them.

    In tiny corpora the upper limit never falls under two texts, or no term could be left.
    """
    texts = filled(counts)
    most = max(counts.shape[0] * level.common_percent // 100, 2)
    return ints(np.flatnonzero((texts >= level.least_texts) & (texts <= most)))


def _table_of(by_text: Sequence[Mapping[str, int]], stems: Sequence[str]) -> Sparse:
    column = {stem: at for at, stem in enumerate(stems)}
    rows = [at for at, found in enumerate(by_text) for _ in found]
    columns = [column[stem] for found in by_text for stem in found]
    values = [count for found in by_text for count in found.values()]
    return table(ints(values), ints(rows), ints(columns), (len(by_text), len(stems)))
