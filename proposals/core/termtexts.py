"""In which texts each term stands, whoever sorted them since: what silences, maps and counts are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from proposals.core.corpus import Corpus
from proposals.core.families import plain_form
from proposals.core.integers import Ints, Sparse, filled, ints, rows_of, table
from proposals.core.lists import Lists
from proposals.core.terms import Reader, Reading, read_texts

# A term of one text recurs nowhere.
FEWEST_TEXTS = 2


@dataclass(frozen=True, slots=True)
class TermTexts:
    """A term, how it is written, and the ids of the texts that hold it, in the order of the corpus."""

    stem: str
    surface: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Holdings:
    """Terms by texts: `held` is 1 where a text holds a term. Texts are named by `keys`, terms by `stems`:
    each the head of its family, written as the commonest word of the family is. `heads` names the head of
    every stem.
    """

    stems: tuple[str, ...]
    surfaces: tuple[str, ...]
    keys: tuple[int, ...]
    held: Sparse
    heads: Mapping[str, str]

    def row_of(self) -> dict[str, int]:
        """The row of each head."""
        return {stem: row for row, stem in enumerate(self.stems)}


def texts_by_term(corpus: Corpus, lists: Lists) -> list[TermTexts]:
    """For each stem of two texts or more, the texts that hold it; every stem, be it too common for a run."""
    reading = read_texts(((text.text, text.language) for text in corpus.texts), Reader(lists))
    return [
        TermTexts(reading.stems[row], reading.surfaces[reading.stems[row]], tuple(ids))
        for row, ids in _holders(reading, [text.id for text in corpus.texts])
    ]


def heads_of(terms: Iterable[tuple[str, str]], family: Mapping[str, str]) -> dict[str, str]:
    """The head under which each (stem, surface) is shown and counted: the first stem of its family.

    Families are those of the run. Two words of one plain form (`proposals.core.families`) are of one family
    too, which a stemmer does not always see (loyer, loyers).
    """
    heads: dict[str, str] = {}
    by_form: dict[str, str] = {}
    joined: dict[str, str] = {}
    for stem, surface in sorted(terms):
        head = _root(joined, family.get(stem, stem))
        known = _root(joined, by_form.setdefault(plain_form(surface), head))
        if known != head:
            joined[max(known, head)] = min(known, head)
        heads[stem] = head
    return {stem: _root(joined, head) for stem, head in heads.items()}


def holdings_of(terms: Sequence[tuple[str, str, Sequence[int]]], family: Mapping[str, str]) -> Holdings:
    """The table out of (stem, surface, keys of its texts), as they are stored, in families.

    A text that holds two words of a family holds it once.
    """
    heads = heads_of(((stem, surface) for stem, surface, _ in terms), family)
    commonest = sorted(terms, key=lambda term: (-len(term[2]), term[0]))
    surfaces: dict[str, str] = {}
    for stem, surface, _ in commonest:
        surfaces.setdefault(heads[stem], surface)
    stems = tuple(sorted(surfaces))
    row = {stem: at for at, stem in enumerate(stems)}
    named = ints([key for _, _, texts in terms for key in texts])
    keys, columns = np.unique(named, return_inverse=True)
    rows = ints([row[heads[stem]] for stem, _, texts in terms for _ in texts])
    held = table(np.ones_like(named), rows, ints(columns), (len(stems), len(keys)))
    held.data = np.ones_like(held.data)
    return Holdings(stems, tuple(surfaces[stem] for stem in stems), tuple(keys.tolist()), held, heads)


def with_later(found: Holdings, later: Mapping[int, Iterable[str]]) -> Holdings:
    """The same with texts that came after the run, each by its key with its stems; only terms that the
    run knows are counted.
    """
    row = found.row_of()
    held_by = {
        key: {row[head] for stem in stems if (head := found.heads.get(stem)) in row}
        for key, stems in sorted(later.items())
        if key not in set(found.keys)
    }
    pairs = [(at, column) for column, rows in enumerate(held_by.values()) for at in sorted(rows)]
    more = table(
        np.ones(len(pairs), np.int64),
        ints([at for at, _ in pairs]),
        ints([column for _, column in pairs]),
        (len(found.stems), len(held_by)),
    )
    held: Sparse = sp.csr_array(sp.hstack([found.held, more], format="csr"))
    return Holdings(found.stems, found.surfaces, (*found.keys, *held_by), held, found.heads)


def count_texts(held: Sparse, places: Ints, among: int) -> Ints:
    """Terms by places: how many texts of each place hold each term. A text at place -1 is in none."""
    return ints((held @ _membership(places, among)).toarray())


def count_authors(held: Sparse, authors: Ints) -> Ints:
    """How many distinct authors hold each term. Each text has one author, numbered from 0; a text at
    author -1 is not counted.
    """
    if not len(authors):
        return np.zeros(held.shape[0], np.int64)
    written: Sparse = sp.csr_array(held @ _membership(authors, int(authors.max()) + 1))
    return ints(np.diff(written.indptr))


def count_authors_at(held: Sparse, authors: Ints, places: Ints, among: int) -> Ints:
    """Terms by places: how many distinct authors hold each term in a text of each place."""
    inside, people = places >= 0, int(authors.max(initial=0)) + 1
    pairs, of_text = np.unique((places * people + authors)[inside], return_inverse=True)
    numbers = np.full(len(places), -1, np.int64)
    numbers[inside] = of_text
    written: Sparse = sp.csr_array(held @ _membership(numbers, len(pairs)))
    at = rows_of(written) * among + pairs[written.indices] // people
    return ints(np.bincount(at, minlength=held.shape[0] * among)).reshape(held.shape[0], among)


def together(found: Holdings, rows: Sequence[int]) -> Ints:
    """These terms by these terms: how many texts hold both."""
    chosen: Sparse = sp.csr_array(found.held[ints(rows)])
    return ints((chosen @ chosen.T).toarray())


def _root(joined: Mapping[str, str], head: str) -> str:
    while head in joined:
        head = joined[head]
    return head


def _holders(reading: Reading, ids: Sequence[str]) -> list[tuple[int, list[str]]]:
    turned: Sparse = sp.csr_array(reading.counts.T)
    turned.sort_indices()
    wanted = np.flatnonzero(filled(reading.counts) >= FEWEST_TEXTS).tolist()
    bounds, texts = turned.indptr, turned.indices
    return [(row, [ids[at] for at in texts[bounds[row] : bounds[row + 1]].tolist()]) for row in wanted]


def _membership(places: Ints, among: int) -> Sparse:
    inside = np.flatnonzero(places >= 0)
    return table(np.ones(len(inside), np.int64), ints(inside), places[inside], (len(places), among))
