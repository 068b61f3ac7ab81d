"""Reading the silence lists of a campaign's booklets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from proposals.core.lists import lists_from
from proposals.core.silence import Silent, carried_by, silences
from proposals.core.terms import Reader
from proposals.models import Campaign, Measure
from proposals.queries.themes import Standing, Terms, Theme


@dataclass(frozen=True, slots=True)
class Quiet:
    """A term that no measure carries, as pages show it: `themes` are the booklets it belongs to.

    In the list of one booklet, `elsewhere` says that a measure of another one carries it.
    """

    stem: str
    surface: str
    authors: int
    texts: int
    themes: tuple[Theme, ...]
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class SilenceLists:
    """What the measures leave out: of the whole, terms of a theme and terms from everywhere; of each
    booklet by its slug. `least` authors make a term frequent in the whole; so many `measures` were read.
    """

    themed: tuple[Quiet, ...]
    common: tuple[Quiet, ...]
    by_booklet: dict[str, tuple[Quiet, ...]]
    least: int
    measures: int

    @property
    def terms(self) -> int:
        """How many terms of the whole no measure carries."""
        return len(self.themed) + len(self.common)


def silence_in(campaign: Campaign, standing: Standing, terms: Terms) -> SilenceLists:
    """The silence lists of a campaign's booklets as they stand. One query."""
    wordings = _wordings(campaign, standing)
    reader = Reader(lists_from(standing.run.lists))
    found = silences(
        terms.found,
        terms.counted,
        [carried_by(words, reader, campaign.language, terms.found.heads) for words in wordings],
    )
    return SilenceLists(
        _quiet(standing, found.themed),
        _quiet(standing, found.common),
        {theme.slug: _quiet(standing, found.by_place[at]) for at, theme in enumerate(standing.themes)},
        terms.counted.least,
        sum(len(words) for words in wordings),
    )


def words_of(measure: Measure) -> str:
    """What a measure says: its title, its body, its terms."""
    return "\n".join([measure.title, measure.body, *map(str, measure.terms)])


def _quiet(standing: Standing, listed: Sequence[Silent]) -> tuple[Quiet, ...]:
    return tuple(
        Quiet(
            term.stem, term.surface, term.authors, term.texts,
            tuple(standing.themes[place] for place in term.places), term.elsewhere,
        )
        for term in listed
    )  # fmt: skip


def _wordings(campaign: Campaign, standing: Standing) -> list[list[str]]:
    """The words of every measure, booklet by booklet: its title, its body, its terms."""
    at = {theme.slug: place for place, theme in enumerate(standing.themes)}
    words: list[list[str]] = [[] for _ in standing.themes]
    rows = Measure.objects.filter(booklet__campaign=campaign).select_related("booklet").order_by("pk")
    for row in rows:
        words[at[row.booklet.slug]].append(words_of(row))
    return words
