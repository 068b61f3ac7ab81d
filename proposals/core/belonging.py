"""Which terms belong to which theme: counts of texts and authors, by the places where texts stand now.

A place is a booklet as people sorted it, or a cluster as a run made it; the counts are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from proposals.core.integers import Ints, ints
from proposals.core.termtexts import Holdings, count_authors, count_authors_at, count_texts

FEWEST_AUTHORS = 3
PERCENT_OF_AUTHORS = 2
TIMES_ELSEWHERE = 2


@dataclass(frozen=True, slots=True)
class Text:
    """A text that counts: its key, its author (-1 when no longer known), its place (-1 for none)."""

    key: int
    author: int
    place: int


@dataclass(frozen=True, slots=True, eq=False)
class Belonging:
    """For each term (row of the holdings): `authors` who wrote it and `texts` that hold it; the same for
    each place (column) in `authors_at` and `texts_at`; and in `belongs` whether the term is the place's own.

    `least` is how many authors make a term frequent in the whole.
    """

    authors: Ints
    texts: Ints
    authors_at: Ints
    texts_at: Ints
    belongs: Ints
    least: int

    def places_of(self, row: int) -> tuple[int, ...]:
        """The places that a term belongs to, that with most of its authors first."""
        own = np.flatnonzero(self.belongs[row]).tolist()
        return tuple(sorted(own, key=lambda at: (-int(self.authors_at[row, at]), at)))

    def is_themed(self, row: int) -> bool:
        """Whether at least half of the texts that hold a term stand in the places it belongs to."""
        inside = int((self.texts_at[row] * self.belongs[row]).sum())
        return inside > 0 and 2 * inside >= int(self.texts[row])

    def rows_of(self, place: int) -> list[int]:
        """The terms of a place, those with most authors first; ties, most texts, then the first row."""
        own = np.flatnonzero(self.belongs[:, place])
        order = np.lexsort((own, -self.texts_at[own, place], -self.authors_at[own, place]))
        return [int(row) for row in own[order]]


def least_authors(authors: int) -> int:
    """How many authors make a term frequent among so many: 2 % of them, rounded up, three at least."""
    return max(FEWEST_AUTHORS, -(-authors * PERCENT_OF_AUTHORS // 100))


def belonging(found: Holdings, texts: Sequence[Text], places: int) -> Belonging:
    """Count each term over the texts given, whole and by place.

    A term belongs to a place when it is frequent there, and when the part of the place's texts that hold
    it is at least twice the part of all other texts that do.
    """
    everyone, place_of = _authors(texts), ints([text.place for text in texts])
    columns, there = _matched(found, texts)
    authors, at = everyone[there], place_of[there]
    held = found.held[:, columns]
    texts_at = count_texts(held, at, places)
    authors_at = count_authors_at(held, authors, at, places)
    everywhere = ints(held.sum(axis=1))
    sizes = ints([int((place_of == place).sum()) for place in range(places)])
    least = ints([least_authors(len(np.unique(everyone[place_of == place]))) for place in range(places)])
    outside, others = everywhere[:, None] - texts_at, len(texts) - sizes
    own = (authors_at >= least) & (texts_at * others >= TIMES_ELSEWHERE * outside * sizes)
    return Belonging(
        count_authors(held, authors),
        everywhere,
        authors_at,
        texts_at,
        ints(own),
        least_authors(len(np.unique(everyone))),
    )


def _authors(texts: Sequence[Text]) -> Ints:
    """The author of each text, numbered from 0.

    A text whose author is no longer known counts as written by one more author, so that a name erased
    takes no voice away.
    """
    most = max((text.author for text in texts), default=-1) + 1
    return ints([text.author if text.author >= 0 else most + at for at, text in enumerate(texts)])


def _matched(found: Holdings, texts: Sequence[Text]) -> tuple[Ints, Ints]:
    """The columns of the texts that hold any term, and where they stand among the texts given."""
    column = {key: at for at, key in enumerate(found.keys)}
    there = [at for at, text in enumerate(texts) if text.key in column]
    return ints([column[texts[at].key] for at in there]), ints(there)
