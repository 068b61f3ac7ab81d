"""The themes of a campaign and the texts in each: booklets for who may read them, a run's clusters before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from proposals.core.belonging import Belonging, Text, belonging
from proposals.core.booklets import OTHER_DEMANDS
from proposals.core.lists import lists_from
from proposals.core.terms import Reader
from proposals.core.termtexts import Holdings, holdings_of, with_later
from proposals.core.texts import corpus_words
from proposals.models import (
    Booklet,
    Campaign,
    Cluster,
    Placement,
    Proposal,
    Run,
    RunTerm,
    Sorting,
    TermTexts,
)
from proposals.queries.counting import counted
from proposals.queries.runs import found_of
from proposals.queries.tables import AT_ONCE

# A run that is done never changes: each process keeps the tables of the last few it was asked about.
RUNS_KEPT = 4
# For each term, those it recurs with and how much, in percent.
Network = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Theme:
    """A booklet, or a cluster (then without a slug): its number, hue, name, and how many texts count."""

    number: int
    hue: str
    name: str
    slug: str = ""
    residual: bool = False
    texts: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """The themes in their order, and each text that counts with the place of its theme (-1 for none)."""

    run: Run
    language: str
    themes: tuple[Theme, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """The terms of a run, which of them belong to which theme, and what each recurs with."""

    found: Holdings
    counted: Belonging
    network: Network


@dataclass(frozen=True, slots=True, eq=False)
class OfRun:
    """What a run found for good: its terms in families, and its recurrence network by their heads."""

    found: Holdings
    network: Network


def run_to_see(campaign: Campaign) -> Run | None:
    """The run that the board was made from, or else the newest that is done. One query."""
    done = Run.objects.filter(campaign=campaign, kind=Run.Kind.OFFICIAL, state=Run.State.DONE)
    return done.filter(pk=campaign.run_id).first() if campaign.run_id else done.first()


def standing_in_booklets(campaign: Campaign, run: Run) -> Standing:
    """Where people put each text. Two queries."""
    rows = list(Booklet.objects.filter(campaign=campaign))
    at = {row.pk: place for place, row in enumerate(rows)}
    board = Sorting.objects.filter(counted(campaign), campaign=campaign).order_by()
    texts = _texts(board.values_list("proposal", "proposal__author", "booklet"), at)
    themes = [Theme(row.number, row.hue, row.title, row.slug) for row in rows]
    return _with_sizes(campaign, run, themes, texts)


def standing_in_clusters(campaign: Campaign, run: Run) -> Standing:
    """Where a run put each text that is still open, for sure. Two queries."""
    found = [found_of(cluster) for cluster in Cluster.objects.filter(run=run).defer("drafts")]
    at = {theme.number: place for place, theme in enumerate(found)}
    placed = Placement.objects.filter(run=run, proposal__state=Proposal.State.OPEN).order_by()
    sure, unsure = placed.filter(state=Placement.State.PLACED), placed.exclude(state=Placement.State.PLACED)
    texts = _texts(sure.values_list("proposal", "proposal__author", "cluster"), at)
    texts += tuple(
        Text(key, author or -1, -1) for key, author in unsure.values_list("proposal", "proposal__author")
    )
    others = OTHER_DEMANDS.get(campaign.language, OTHER_DEMANDS["en"])
    themes = [
        Theme(one.number, one.hue, others if one.residual else one.name, residual=one.residual)
        for one in found
    ]
    return _with_sizes(campaign, run, themes, texts)


def terms_of(standing: Standing) -> Terms | None:
    """The terms of the standing's run, in the texts it read and those that came since; None for a run of
    an earlier version, which kept no such list.

    One query when this process knows the run, two more when not.
    """
    of_run = _of_run(standing.run.name)
    if not of_run.found.stems:
        return None
    found = with_later(of_run.found, _later(standing, of_run.found))
    counted = belonging(found, standing.texts, len(standing.themes))
    return Terms(found, counted, of_run.network)


def heads_in(run: Run) -> Mapping[str, str]:
    """The head under which each stem of a run is shown and counted. Two queries, or none."""
    return _of_run(run.name).found.heads


@lru_cache(maxsize=RUNS_KEPT)
def _of_run(run: str) -> OfRun:
    listed = TermTexts.objects.filter(run__name=run).order_by("term").values_list("term", "surface", "texts")
    rows = RunTerm.objects.filter(run__name=run).order_by("term")
    known = {
        stem: (family or stem, near)
        for stem, family, near in rows.values_list("term", "family", "neighbours")
    }
    found = holdings_of(list(listed), {stem: family for stem, (family, _) in known.items()})
    return OfRun(found, _network({stem: near for stem, (_, near) in known.items()}, found.heads))


def _network(near: Mapping[str, Sequence[tuple[str, int]]], heads: Mapping[str, str]) -> Network:
    """What each family recurs with, in percent: as much as the words of both that do most."""
    network: dict[str, dict[str, int]] = {}
    for stem, links in near.items():
        for other, percent in links:
            one, two = heads.get(stem, stem), heads.get(other, other)
            for first, second in ((one, two), (two, one)):
                if first != second:
                    found = network.setdefault(first, {})
                    found[second] = max(found.get(second, 0), percent)
    return network


def _later(standing: Standing, found: Holdings) -> dict[int, set[str]]:
    """The stems of the texts that came after the run, read with its lists, by key."""
    read = set(found.keys)
    missing = sorted(text.key for text in standing.texts if text.key not in read)
    reader = Reader(lists_from(standing.run.lists))
    later: dict[int, set[str]] = {}
    for start in range(0, len(missing), AT_ONCE):
        rows = Proposal.objects.filter(pk__in=missing[start : start + AT_ONCE])
        for key, title, body, language in rows.values_list("pk", "title", "body", "language"):
            known = language if reader.reads(language) else standing.language
            later[key] = set(reader.counts(corpus_words(title, body), known))
    return later


def _texts(rows: Iterable[tuple[int, int | None, int | None]], at: Mapping[int, int]) -> tuple[Text, ...]:
    return tuple(
        Text(key, -1 if author is None else author, -1 if home is None else at.get(home, -1))
        for key, author, home in rows
    )


def _with_sizes(campaign: Campaign, run: Run, themes: list[Theme], texts: tuple[Text, ...]) -> Standing:
    sizes = Counter(text.place for text in texts)
    return Standing(
        run,
        campaign.language,
        tuple(replace(theme, texts=sizes[at]) for at, theme in enumerate(themes)),
        texts,
    )
