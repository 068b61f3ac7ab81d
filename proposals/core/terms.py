"""From texts to terms: words, their stems, and the form in which people see a stem."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from deliberation.core.errors import RuleBroken
from proposals.core.folding import fold
from proposals.core.integers import Ints, Sparse, filled, ints
from proposals.core.lists import LanguageLists, Lists
from proposals.core.settings import Level
from proposals.core.stemming import stemmer

LONGEST_STEMMED = 64
MOST_OCCURRENCES = 2**26
# One text that repeats three words a thousand times would otherwise outweigh the words of all the others.
MOST_TIMES = 8

_WORD = re.compile(r"[^\W\d_]{2,}")
_PLAIN_WORD = re.compile(r"[a-z]{2,}")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)
_SIGNS = {**_INVISIBLE, 0x2BC: "'", 0x2019: "'"}


class Word(NamedTuple):
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
        stems = self._tongue(language).stems
        return [Word(found, stems[found]) for found in self.surfaces(text, language)]

    def surfaces(self, text: str, language: str) -> list[str]:
        """The words of a text as written, in lower case: runs of two letters or more, elisions cut off.

        Addresses, digits and punctuation are no words. Signs that cannot be seen (soft hyphens,
        writing-direction marks) are dropped first, so that they cannot hide or split a word.
        """
        tongue = self._tongue(language)
        if text.isascii():
            plain, word = text.lower(), _PLAIN_WORD
        else:
            word = _WORD
            plain = unicodedata.normalize("NFKC", text).translate(_SIGNS).lower()
            plain = unicodedata.normalize("NFC", plain)
        if "://" in plain or "www." in plain:
            plain = _ADDRESS.sub(" ", plain)
        if tongue.elision is not None and "'" in plain:
            plain = tongue.elision.sub(" ", plain)
        return word.findall(plain)

    def counts(self, text: str, language: str) -> dict[str, int]:
        """How often each stem stands in a text, at most `MOST_TIMES`, stop words left out."""
        stems = self._tongue(language).stems
        times = Counter([stems[found] for found in self.surfaces(text, language)])
        return {stem: min(often, MOST_TIMES) for stem, often in times.items() if stem is not None}

    def stem(self, word: str, language: str) -> str | None:
        """The stem of a lower-case word, without accents; None for stop words and very long words.

        Synonyms share one stem: the first, by code point, of all of theirs.
        """
        return self._tongue(language).stems[word]

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
        self.stems = _Stems(self._stem)

    def bare_stem(self, word: str) -> str:
        """The stem of any word, stop word or not, before synonyms are joined."""
        return fold(self._stemmer.stemWord(word))

    def _stem(self, word: str) -> str | None:
        folded = fold(word)
        if len(folded) < self._shortest or len(word) > LONGEST_STEMMED or folded in self._stop_words:
            return None
        stem = self.bare_stem(word)
        return self.one_term.get(stem, stem) or None


class _Stems(dict[str, str | None]):
    """The stem of each word, found when it is first asked for."""

    def __init__(self, find: Callable[[str], str | None]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> str | None:
        stem = self[word] = self._find(word)
        return stem


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

    Words are numbers from the moment they are cut: a corpus holds a million of them.
    """
    numbers = count()
    known: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(numbers.__next__))
    words, ends = array("i"), array("q", [0])
    for text, language in texts:
        words.extend(map(known[language].__getitem__, reader.surfaces(text, language)))
        ends.append(len(words))
    forms = {
        number: (stem, surface)
        for language, of_language in known.items()
        for surface, number in of_language.items()
        if (stem := reader.stem(surface, language)) is not None
    }
    found = np.frombuffer(words, np.intc)
    times = np.bincount(found, minlength=next(numbers)) if len(words) else np.zeros(0, np.int64)
    if int(times[ints(list(forms))].sum()) > MOST_OCCURRENCES:
        raise RuleBroken("corpus.too-many-words", most=MOST_OCCURRENCES)
    surfaces = _commonest(forms, times)
    stems = tuple(surfaces)
    return Reading(stems, surfaces, _table_of(found, ints(ends), forms, stems))


def _commonest(forms: Mapping[int, tuple[str, str]], times: Ints) -> dict[str, str]:
    """For each stem, sorted, its commonest surface; a surface may be a form of several languages."""
    often: Counter[tuple[str, str]] = Counter()
    for number, form in forms.items():
        often[form] += int(times[number])
    surfaces: dict[str, str] = {}
    for (stem, surface), _ in sorted(often.items(), key=lambda item: (item[0][0], -item[1], item[0][1])):
        surfaces.setdefault(stem, surface)
    return surfaces


def usable_terms(counts: Sparse, level: Level) -> Ints:
    """The columns that serve as terms: in enough texts, and not in too many of them.

    In tiny corpora the upper limit never falls under two texts, or no term could be left.
    """
    texts = filled(counts)
    most = max(counts.shape[0] * level.common_percent // 100, 2)
    return ints(np.flatnonzero((texts >= level.least_texts) & (texts <= most)))


def _table_of(
    words: npt.NDArray[np.intc], ends: Ints, forms: Mapping[int, tuple[str, str]], stems: Sequence[str]
) -> Sparse:
    """Texts x stems. `words` are the numbers of all words, text after text; `ends` where each text ends."""
    at = {stem: column for column, stem in enumerate(stems)}
    column = np.full(int(words.max(initial=-1)) + 1, -1, np.int32)
    column[ints(list(forms))] = [at[stem] for stem, _ in forms.values()]
    columns = column[words]
    counted = columns >= 0
    starts = np.concatenate([[0], np.cumsum(counted, dtype=np.int32)])[ends]
    ones = np.ones(int(starts[-1]), np.int64)
    counts: Sparse = sp.csr_array((ones, columns[counted], starts), shape=(len(ends) - 1, len(stems)))
    counts.sum_duplicates()
    np.minimum(counts.data, MOST_TIMES, out=counts.data)
    return counts
