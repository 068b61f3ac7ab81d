"""The texts nearest to what somebody types: BM25 on stems, over an inverted index, in integers.

A score is a sum over the terms that both texts hold: the rarity of the term (in 1/4096 bit) times how
much the text makes of it (in 1/4096, saturating: a word said ten times does not count ten times).
All numbers are integers and sums are exact, so the order is the same on every machine.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from proposals.core.fixedlog import FRACTION_BITS, flog
from proposals.core.integers import Ints, ints
from proposals.core.tongues import Tongues

# k1 = 1.2 and b = 0.75, the usual ones: (k1 + 1) tf / (tf + k1 (1 - b + b length / mean length)) is
# 22 tf / (10 tf + 3 + 9 length / mean length).
GAIN, OWN, SHORT, LONG = 22, 10, 3, 9
# A typed text is looked up by its rarest terms; more of them would cost time and change no order.
MOST_TERMS = 64
LONGEST_RUN = 4096  # of one term in one text; keeps every product far below 2^63
_RARITY_STEP = 1024

Scores: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Given:
    """One text to index: its key, whether it is a proposal (an answer else), its words, their language."""

    key: int
    is_proposal: bool
    words: str
    language: str


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Sorted stems in one run of UTF-8: the stem at place i is `letters[starts[i]:starts[i + 1]]`."""

    letters: bytes | memoryview
    starts: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    def find(self, stem: str) -> int | None:
        """The place of a stem; None for one that no text holds."""
        wanted = stem.encode()
        at = bisect_left(range(len(self)), wanted, key=self._at)
        return at if at < len(self) and self._at(at) == wanted else None

    def _at(self, place: int) -> bytes:
        return bytes(self.letters[self.starts[place] : self.starts[place + 1]])


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Which texts hold each stem, and how much they make of it.

    Row r is the text `keys[r]`. The stem at place i of the vocabulary stands in the texts
    `rows[starts[i]:starts[i + 1]]` (rising), with the shares `shares[...]` in 1/4096. `words` counts
    all words of all texts, stop words left out.
    """

    keys: Ints
    are_proposals: Flags
    vocabulary: Vocabulary
    starts: Ints
    rows: npt.NDArray[np.int32]
    shares: npt.NDArray[np.uint16]
    words: int

    def __len__(self) -> int:
        return len(self.keys)

    def place_of(self, stem: str) -> slice | None:
        """Where the texts of a stem stand in `rows` and `shares`."""
        at = self.vocabulary.find(stem)
        return None if at is None else slice(int(self.starts[at]), int(self.starts[at + 1]))


@dataclass(frozen=True, slots=True)
class Hit:
    """A text found: its key, and its score in 1/4096 bit x 1/4096."""

    key: int
    score: int


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """Several indexes read as one: the built one, and a small one of what came since.

    `gone[i]` are the rows of `indexes[i]` that must not be found: a newer wording stands in another.
    """

    indexes: tuple[Index, ...]
    gone: tuple[Ints, ...]

    @classmethod
    def of(cls, index: Index) -> Shelf:
        """One index alone, nothing gone."""
        return cls((index,), (ints([]),))

    def texts(self) -> int:
        """How many texts can be found."""
        return sum(len(index) for index in self.indexes) - sum(len(rows) for rows in self.gone)

    def rarities(self, stems: Iterable[str]) -> dict[str, int]:
        """For each stem log2((n + 1) / (df + 1/2)) in 1/4096 bit, at least 0: n texts, df that hold it."""
        wanted = list(stems)
        held = [sum(_length(index.place_of(stem)) for index in self.indexes) for stem in wanted]
        # df may count a wording that is gone until the next building; n counts it too.
        texts = sum(len(index) for index in self.indexes)
        return dict(zip(wanted, rarity(ints(held), texts).tolist(), strict=True))

    def nearest(self, stems: Collection[str], most: int, *, proposals_only: bool = False) -> list[Hit]:
        """The best `most` texts that hold any of the stems, best first, the oldest of equals first."""
        asked = _rarest(self.rarities(set(stems)))
        hits: list[Hit] = []
        for index, gone in zip(self.indexes, self.gone, strict=True):
            scores = _scores(index, asked)
            scores[gone] = 0
            if proposals_only:
                scores[~index.are_proposals] = 0
            hits += _best(index, scores, np.flatnonzero(scores), most)
        return sorted(hits, key=_rank)[:most]

    def holding_all(self, stems: Collection[str]) -> list[Hit]:
        """Every text that holds all of the stems, best first; nothing for no stems."""
        asked = self.rarities(set(stems))
        hits: list[Hit] = []
        for index, gone in zip(self.indexes, self.gone, strict=True):
            held = _held(index, asked)
            held[gone] = 0
            found = np.flatnonzero(held == len(asked)) if asked else ints([])
            hits += _best(index, _scores(index, asked), found, len(found))
        return sorted(hits, key=_rank)


def build_index(texts: Iterable[Given], tongues: Tongues, beside: Index | None = None) -> Index:
    """Index the texts; `beside` is the index whose mean length of a text counts too.

    Rows are in the order of the keys, whatever the order given. Duplicate keys are the caller's fault.
    """
    given = sorted(texts, key=lambda text: text.key)
    numbers, lengths, stems, stem_of_word = _read(given, tongues)
    rows = np.repeat(np.arange(len(given), dtype=np.int64), lengths)
    columns = stem_of_word[numbers] if len(numbers) else ints([])
    counted = columns >= 0
    texts_long = ints(np.bincount(rows[counted], minlength=len(given)))
    pairs, runs = np.unique(columns[counted] * max(1, len(given)) + rows[counted], return_counts=True)
    columns, rows = np.divmod(pairs, max(1, len(given)))
    words = int(texts_long.sum())
    mean = (words + (beside.words if beside else 0), len(given) + (len(beside) if beside else 0))
    letters = [stem.encode() for stem in stems]
    return Index(
        keys=ints([text.key for text in given]),
        are_proposals=np.array([text.is_proposal for text in given], dtype=np.bool_),
        vocabulary=Vocabulary(b"".join(letters), _bounds([len(stem) for stem in letters])),
        starts=_bounds(np.bincount(columns, minlength=len(stems))),
        rows=rows.astype(np.int32),
        shares=shares(ints(runs), texts_long[rows], *mean).astype(np.uint16),
        words=words,
    )


def rarity(held: Ints, texts: int) -> Ints:
    """log2((n + 1) / (df + 1/2)) in 1/4096 bit, never under 0."""
    whole = flog(ints([(texts + 1) * _RARITY_STEP]))
    found: Ints = np.maximum(whole - flog(held * _RARITY_STEP + _RARITY_STEP // 2), 0)
    return found


def shares(runs: Ints, lengths: Ints, words: int, texts: int) -> Ints:
    """How much a text makes of a term, in 1/4096: `runs` times the term in a text `lengths` words long,
    where `texts` texts are `words` long together. At most 2.2.
    """
    counted = np.minimum(runs, LONGEST_RUN)
    over = counted * (GAIN * words) << FRACTION_BITS
    found: Ints = over // np.maximum(counted * (OWN * words) + SHORT * words + LONG * texts * lengths, 1)
    return found


class _Numbering(dict[str, int]):
    """Numbers the words of one language; all languages count on together."""

    def __init__(self, met: list[tuple[str, str]], language: str) -> None:
        super().__init__()
        self._met, self._language = met, language

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self._met)
        self._met.append((word, self._language))
        return number


def _read(given: Sequence[Given], tongues: Tongues) -> tuple[Ints, Ints, list[str], Ints]:
    """All words of all texts as numbers, how many each text has, the sorted stems, and the place of
    each numbered word's stem (-1 for a stop word). Each different word is stemmed once.
    """
    met: list[tuple[str, str]] = []
    numbering = {language: _Numbering(met, language) for language in {text.language for text in given}}
    numbers, lengths = array("q"), []
    for text in given:
        number = numbering[text.language]
        found = tongues.surfaces(text.words, text.language)
        numbers.extend(map(number.__getitem__, found))
        lengths.append(len(found))
    stem_of = [tongues.stem(word, language) for word, language in met]
    stems = sorted({stem for stem in stem_of if stem is not None})
    place: dict[str | None, int] = {stem: at for at, stem in enumerate(stems)}
    return ints(numbers), ints(lengths), stems, ints([place.get(stem, -1) for stem in stem_of])


def _bounds(sizes: Sequence[int] | Ints) -> Ints:
    bounds: Ints = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])
    return bounds


def _length(place: slice | None) -> int:
    return 0 if place is None else int(place.stop - place.start)


def _rarest(rarities: Mapping[str, int]) -> dict[str, int]:
    chosen = sorted(rarities.items(), key=lambda item: (-item[1], item[0]))[:MOST_TERMS]
    return dict(chosen)


def _places(index: Index, asked: Mapping[str, int]) -> list[tuple[slice, int]]:
    found = ((index.place_of(stem), weight) for stem, weight in asked.items())
    return [(place, weight) for place, weight in found if place is not None]


def _scores(index: Index, asked: Mapping[str, int]) -> Scores:
    """Sums of integers under 2^53, so that doubles add them exactly, in any order."""
    places = _places(index, asked)
    if not places:
        return np.zeros(len(index))
    rows = np.concatenate([index.rows[place] for place, _ in places])
    parts = np.concatenate([index.shares[place] * np.float64(weight) for place, weight in places])
    sums: Scores = np.bincount(rows, weights=parts, minlength=len(index)).astype(np.float64, copy=False)
    return sums


def _held(index: Index, asked: Mapping[str, int]) -> Ints:
    """For each text how many of the stems it holds."""
    rows = [index.rows[place] for place, _ in _places(index, asked)]
    return ints(np.bincount(np.concatenate(rows), minlength=len(index)) if rows else np.zeros(len(index)))


def _best(index: Index, scores: Scores, found: Ints, most: int) -> list[Hit]:
    """The best of the rows found; of equal scores those with the smaller key."""
    if 0 < most < len(found):
        least = np.partition(scores[found], -most)[-most]
        found = found[scores[found] >= least]
    order = np.lexsort((found, -scores[found]))[:most]
    return [Hit(int(index.keys[row]), int(scores[row])) for row in found[order]]


def _rank(hit: Hit) -> tuple[int, int]:
    return -hit.score, hit.key
