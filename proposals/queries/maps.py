"""Maps of what recurs together: the terms of a theme, and the themes that share terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from proposals.core.integers import Ints
from proposals.core.maps import TERMS, Map, Node, Tie, laid_out, style_for_booklets
from proposals.core.termtexts import Holdings, together
from proposals.queries.themes import Standing, Terms, Theme

TERMS_SHOWN = 15
SHARED_SHOWN = 3
LINKS_PER_THEME = 2
LINKS_PER_TERM = 3


@dataclass(frozen=True, slots=True)
class TermOnMap:
    """A term in the table beside a map: its texts and authors in the theme, and what it recurs with, the
    strongest first, each with how many texts of the whole hold both.
    """

    stem: str
    surface: str
    texts: int
    authors: int
    linked: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class TermMap:
    """A theme's own terms: where each is drawn, and the same in rows."""

    map: Map
    rows: tuple[TermOnMap, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """Terms that two themes share: how many, and the first of them."""

    theme: Theme
    count: int
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeOnMap:
    """A theme in the table beside a map: what it shares with which others, the most first."""

    theme: Theme
    shares: tuple[Shared, ...]


@dataclass(frozen=True, slots=True)
class ThemeMap:
    """The themes of a campaign: where each is drawn, its hue by key, and the same in rows."""

    map: Map
    hues: dict[str, str]
    rows: tuple[ThemeOnMap, ...]


def map_of_terms(terms: Terms, place: int) -> TermMap | None:
    """The map of one theme: its own terms with most authors, linked where they recur together in the whole.

    None for a theme without terms of its own.
    """
    rows = terms.counted.rows_of(place)[:TERMS_SHOWN]
    if not rows:
        return None
    found, counted = terms.found, terms.counted
    links = _not_too_many(_links(terms, rows))
    nodes = [Node(found.stems[row], found.surfaces[row], int(counted.texts_at[row, place])) for row in rows]
    drawn, both = laid_out(nodes, links, TERMS), together(found, rows)
    return TermMap(
        drawn,
        tuple(
            TermOnMap(
                found.stems[row], found.surfaces[row],
                int(counted.texts_at[row, place]), int(counted.authors_at[row, place]),
                _linked(found, rows, at, both, links),
            )
            for at, row in enumerate(rows)
        ),
    )  # fmt: skip


def _links(terms: Terms, rows: Sequence[int]) -> list[Tie]:
    """The links of the run's network among these terms, the strongest first."""
    stems = [terms.found.stems[row] for row in rows]
    links = [
        Tie(first, second, percent)
        for at, first in enumerate(stems)
        for second in stems[at + 1 :]
        if (percent := terms.network.get(first, {}).get(second, 0))
    ]
    return sorted(links, key=lambda link: (-link.strength, link.first, link.second))


def _linked(
    found: Holdings, rows: Sequence[int], at: int, both: Ints, links: Sequence[Tie]
) -> tuple[tuple[str, int], ...]:
    """What a term is linked to, the strongest first, with how many texts hold both."""
    stem = found.stems[rows[at]]
    place = {found.stems[row]: other for other, row in enumerate(rows)}
    own = [link for link in links if stem in (link.first, link.second)]
    others = [place[link.second if link.first == stem else link.first] for link in own]
    return tuple((found.surfaces[rows[other]], int(both[at, other])) for other in others)


def _not_too_many(links: Sequence[Tie]) -> list[Tie]:
    """The links that are among the three strongest of one of their two terms."""
    drawn: Counter[str] = Counter()
    kept = []
    for link in links:
        if min(drawn[link.first], drawn[link.second]) < LINKS_PER_TERM:
            kept.append(link)
            drawn.update((link.first, link.second))
    return kept


def map_of_themes(standing: Standing, terms: Terms) -> ThemeMap | None:
    """The map of a campaign: each theme is linked to the two with which it shares most. None without themes.

    The tie of two themes is the part of the terms of either that belong to both, in hundredths: so a
    theme with many terms is not tied to all others.
    """
    if not standing.themes:
        return None
    strongest = [_strongest(terms, place) for place in range(len(standing.themes))]
    keys = [str(theme.number) for theme in standing.themes]
    ties = {
        (keys[min(place, other)], keys[max(place, other)]): percent
        for place, shares in enumerate(strongest)
        for other, percent, _ in shares
    }
    nodes = [Node(str(theme.number), _short(theme), theme.texts) for theme in standing.themes]
    drawn = laid_out(
        nodes, [Tie(*pair, percent) for pair, percent in ties.items()], style_for_booklets(len(nodes))
    )
    rows = tuple(
        ThemeOnMap(theme, tuple(_shared(standing, terms, other, rows) for other, _, rows in shares))
        for theme, shares in zip(standing.themes, strongest, strict=True)
    )
    return ThemeMap(drawn, {str(theme.number): theme.hue for theme in standing.themes}, rows)


def _shared(standing: Standing, terms: Terms, other: int, rows: Sequence[int]) -> Shared:
    first = tuple(terms.found.surfaces[row] for row in rows[:SHARED_SHOWN])
    return Shared(standing.themes[other], len(rows), first)


def _strongest(terms: Terms, place: int) -> list[tuple[int, int, list[int]]]:
    """The themes with which one shares most: each with the tie's hundredths, and the terms of both, those
    with most authors first.
    """
    belongs, authors = terms.counted.belongs, terms.counted.authors
    found = []
    for other in range(belongs.shape[1]):
        both, either = belongs[:, place] & belongs[:, other], belongs[:, place] | belongs[:, other]
        rows = sorted(np.flatnonzero(both).tolist(), key=lambda row: (-int(authors[row]), row))
        if rows and other != place:
            found.append((other, max(1, 100 * len(rows) // int(either.sum())), rows))
    return sorted(found, key=lambda share: (-share[1], -len(share[2]), share[0]))[:LINKS_PER_THEME]


def _short(theme: Theme) -> str:
    return theme.name.split(",")[0]
