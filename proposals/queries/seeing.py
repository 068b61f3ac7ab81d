"""What the texts say, seen at once: the map of themes, the map of each theme's terms, the silence lists.

Counted once for each run and version of its board, then kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from proposals.core.lists import lists_from
from proposals.core.quotes import Passage, passage_of
from proposals.core.silence import carried_by
from proposals.core.terms import Reader
from proposals.core.termtexts import together
from proposals.models import Campaign, Measure, Proposal, Run
from proposals.queries.kept import kept, version_of
from proposals.queries.maps import TermMap, ThemeMap, map_of_terms, map_of_themes
from proposals.queries.silence import Quiet, SilenceLists, silence_in, words_of
from proposals.queries.themes import (
    Standing,
    Terms,
    Theme,
    heads_in,
    standing_in_booklets,
    standing_in_clusters,
    terms_of,
)

NEIGHBOURS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Seen:
    """The themes with their maps; `silence` is there when the themes are booklets. Without maps when the
    run is of an earlier version, which kept no list of texts by term.
    """

    themes: tuple[Theme, ...]
    theme_map: ThemeMap | None = None
    term_maps: tuple[TermMap | None, ...] = ()
    silence: SilenceLists | None = None

    @property
    def largest(self) -> int:
        """The texts of the largest theme, for bars that compare."""
        return max((theme.texts for theme in self.themes), default=0)

    def terms_in(self, slug: str) -> TermMap | None:
        """The map of one booklet's terms."""
        found = zip(self.themes, self.term_maps, strict=False)
        return next((drawn for theme, drawn in found if theme.slug == slug), None)

    def silence_in(self, slug: str) -> tuple[Quiet, ...] | None:
        """The silence list of one booklet."""
        return self.silence.by_booklet.get(slug) if self.silence else None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A term that another recurs with: in how many texts, and how strongly, in percent."""

    stem: str
    surface: str
    together: int
    percent: int


@dataclass(frozen=True, slots=True)
class TermSeen:
    """A term: its texts and authors among all that count, theme by theme, and what it recurs with.

    `keys` are its texts, the newest first, each with the slug of its booklet.
    """

    stem: str
    surface: str
    texts: int
    authors: int
    themes: tuple[tuple[Theme, int], ...]
    neighbours: tuple[Neighbour, ...]
    keys: tuple[tuple[int, str], ...]

    @property
    def largest(self) -> int:
        """The texts of the theme that holds most, for bars that compare."""
        return max((texts for _, texts in self.themes), default=0)

    def keys_in(self, slug: str) -> list[int]:
        """Its texts, or those of one booklet."""
        return [key for key, home in self.keys if not slug or home == slug]


def seen_in_booklets(campaign: Campaign) -> Seen | None:
    """What the texts say by booklets; None before a run was adopted.

    Six queries at most, two when nothing changed since it was last asked.
    """
    run = campaign.run
    if run is None:
        return None
    version = version_of(campaign)
    return kept("booklets", run, version, lambda: _seen(campaign, standing_in_booklets(campaign, run), True))


def seen_in_clusters(campaign: Campaign, run: Run) -> Seen:
    """What the texts say by the clusters of a run. Five queries at most, two when kept."""
    version = version_of(campaign)
    return kept("clusters", run, version, lambda: _seen(campaign, standing_in_clusters(campaign, run), False))


def term_seen(campaign: Campaign, run: Run, stem: str, *, in_booklets: bool) -> TermSeen | None:
    """One term; None when the run has no such term. Five queries at most, two when kept."""
    name = f"term.{in_booklets}.{stem}"
    found: tuple[TermSeen | None] = kept(
        name, run, version_of(campaign), lambda: (_term(campaign, run, stem, in_booklets),)
    )
    return found[0]


def texts_of_keys(keys: Sequence[int]) -> list[Proposal]:
    """The texts of these keys with their authors, in their order. One query."""
    rows = {row.pk: row for row in Proposal.objects.filter(pk__in=keys).select_related("author")}
    return [rows[key] for key in keys if key in rows]


def passages_with(campaign: Campaign, run: Run, stem: str, texts: Sequence[Proposal]) -> list[Passage | None]:
    """Of each text the sentence that holds a term; None where it stands in the title alone, or the words are
    not shown. No query once the run's terms are kept.
    """
    reader = Reader(lists_from(run.lists))
    stems = {one for one, head in heads_in(run).items() if head == stem}
    return [
        passage_of(
            text.body, stems, reader, text.language if reader.reads(text.language) else campaign.language
        )
        if text.state == Proposal.State.OPEN
        else None
        for text in texts
    ]


def measures_with(campaign: Campaign, run: Run, stem: str) -> list[Measure]:
    """The measures that carry a term by their wording or terms, by booklet and number. One query."""
    reader, heads = Reader(lists_from(run.lists)), heads_in(run)
    rows = Measure.objects.filter(booklet__campaign=campaign).select_related("booklet")
    rows = rows.order_by("booklet__number", "number")
    return [row for row in rows if stem in carried_by([words_of(row)], reader, campaign.language, heads)]


def _seen(campaign: Campaign, standing: Standing, are_booklets: bool) -> Seen:
    terms = terms_of(standing)
    if terms is None:
        return Seen(standing.themes)
    return Seen(
        standing.themes,
        map_of_themes(standing, terms),
        tuple(map_of_terms(terms, place) for place in range(len(standing.themes))),
        silence_in(campaign, standing, terms) if are_booklets else None,
    )


def _term(campaign: Campaign, run: Run, stem: str, in_booklets: bool) -> TermSeen | None:
    standing = standing_in_booklets(campaign, run) if in_booklets else standing_in_clusters(campaign, run)
    terms = terms_of(standing)
    row = terms.found.row_of().get(terms.found.heads.get(stem, stem)) if terms else None
    if terms is None or row is None:
        return None
    found, counted = terms.found, terms.counted
    slugs = {text.key: standing.themes[text.place].slug if text.place >= 0 else "" for text in standing.texts}
    held = [found.keys[column] for column in found.held[[row]].indices.tolist()]
    return TermSeen(
        found.stems[row],
        found.surfaces[row],
        int(counted.texts[row]),
        int(counted.authors[row]),
        tuple(
            (theme, int(counted.texts_at[row, place]))
            for place, theme in enumerate(standing.themes)
            if counted.texts_at[row, place]
        ),
        _neighbours(terms, row),
        tuple((key, slugs[key]) for key in sorted(held, reverse=True) if key in slugs),
    )


def _neighbours(terms: Terms, row: int) -> tuple[Neighbour, ...]:
    found, at = terms.found, terms.found.row_of()
    near = terms.network.get(found.stems[row], {})
    best = sorted(near.items(), key=lambda link: (-link[1], link[0]))[:NEIGHBOURS_SHOWN]
    rows = [at[stem] for stem, _ in best if stem in at]
    both = together(found, [row, *rows])[0][1:]
    return tuple(
        Neighbour(found.stems[other], found.surfaces[other], int(both[place]), near[found.stems[other]])
        for place, other in enumerate(rows)
    )
