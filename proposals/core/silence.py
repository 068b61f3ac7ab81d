"""The silence list: terms that many people wrote and that no measure carries.

The rule is told, with a worked example, in `docs/rules/silence.md`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from proposals.core.belonging import Belonging
from proposals.core.terms import Reader
from proposals.core.termtexts import Holdings


@dataclass(frozen=True, slots=True)
class Silent:
    """A term that no measure carries: how many authors wrote it, in how many texts.

    `places` are the booklets it belongs to, that with most of its authors first. In the list of one
    booklet, `elsewhere` says that a measure of another booklet carries it.
    """

    stem: str
    surface: str
    authors: int
    texts: int
    places: tuple[int, ...]
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Silences:
    """The lists: of the whole (`themed`: half of their texts stand in booklets they belong to, or more;
    `common`: the others), and of each booklet by its place. Ordered by authors, then texts, then alphabet.
    """

    themed: tuple[Silent, ...]
    common: tuple[Silent, ...]
    by_place: tuple[tuple[Silent, ...], ...]


def carried_by(
    wordings: Iterable[str], reader: Reader, language: str, heads: Mapping[str, str]
) -> frozenset[str]:
    """The heads of every word of these wordings: titles, bodies and terms of measures."""
    stems = {stem for wording in wordings for stem in reader.counts(wording, language)}
    return frozenset(heads.get(stem, stem) for stem in stems)


def silences(found: Holdings, counted: Belonging, carried: Sequence[Collection[str]]) -> Silences:
    """The silence lists; `carried` are the heads that the measures of each booklet carry, in its place."""
    anywhere = frozenset[str]().union(*carried)
    return Silences(
        _of_whole(found, counted, anywhere, themed=True),
        _of_whole(found, counted, anywhere, themed=False),
        tuple(_of_place(found, counted, place, own, anywhere) for place, own in enumerate(carried)),
    )


def _of_whole(
    found: Holdings, counted: Belonging, anywhere: Collection[str], *, themed: bool
) -> tuple[Silent, ...]:
    frequent = np.flatnonzero(counted.authors >= counted.least).tolist()
    return _ordered(
        Silent(
            found.stems[row],
            found.surfaces[row],
            int(counted.authors[row]),
            int(counted.texts[row]),
            counted.places_of(row),
        )
        for row in frequent
        if found.stems[row] not in anywhere and counted.is_themed(row) is themed
    )


def _of_place(
    found: Holdings, counted: Belonging, place: int, own: Collection[str], anywhere: Collection[str]
) -> tuple[Silent, ...]:
    return _ordered(
        Silent(
            found.stems[row],
            found.surfaces[row],
            int(counted.authors_at[row, place]),
            int(counted.texts_at[row, place]),
            (place,),
            found.stems[row] in anywhere,
        )
        for row in counted.rows_of(place)
        if found.stems[row] not in own
    )


def _ordered(terms: Iterable[Silent]) -> tuple[Silent, ...]:
    return tuple(sorted(terms, key=lambda term: (-term.authors, -term.texts, term.surface, term.stem)))
