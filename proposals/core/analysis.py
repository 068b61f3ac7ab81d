"""The whole term analysis: a corpus in; clusters, placements, the frozen table and drafts out.

The method is told in `docs/rules/analysis.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from deliberation.core.canonical import Json, digest
from deliberation.core.errors import RuleBroken
from deliberation.core.progress import Progress, silent
from proposals.core.clusters import Fewer, cluster_texts
from proposals.core.corpus import Corpus
from proposals.core.drafts import Draft, drafts_of
from proposals.core.families import families
from proposals.core.integers import Sparse, ints
from proposals.core.lists import Lists
from proposals.core.naming import NAMING_TERMS, NamingTerm, naming_terms, residual_of
from proposals.core.placements import FrozenTable, Placement, frozen_table, place_all
from proposals.core.placing import occurrences, weights
from proposals.core.recurrence import TermLinks, links_of, recurrence
from proposals.core.settings import Settings, check_settings
from proposals.core.starts import COLD, Start, check_start
from proposals.core.terms import Reader, Reading, read_texts, usable_terms
from proposals.core.uncollected import uncollected

METHOD = "livret-analysis-2"


@dataclass(frozen=True, slots=True)
class Cluster:
    """What the run put together: its number (from 1), how many texts it has been given for sure
    (`placed`) and how many lean to it (`to_place`), the terms that name it, and whether it is the
    `residual` one, where small demands without a common theme met. `was` is the number it had in the
    edition that the run started from.
    """

    number: int
    placed: int
    to_place: int
    residual: bool
    terms: tuple[NamingTerm, ...]
    was: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found. Placements are in corpus order, clusters by number, drafts by cluster.

    `asked` clusters may have become fewer (`made`, down to 0); `fewer` says why (empty when they have
    not): `no-terms` (no text holds a term), `too-few-texts` (they do not bear more clusters of the
    smallest size), `dissolved` (a cluster fell under it), `started-with-fewer` (the edition before).
    `copies` counts the texts that hold the very terms of an earlier one. `network` is the recurrence
    network of the terms (`proposals.core.recurrence`).
    """

    asked: int
    made: int
    fewer: Fewer
    copies: int
    clusters: tuple[Cluster, ...]
    placements: tuple[Placement, ...]
    table: FrozenTable
    drafts: tuple[Draft, ...]
    network: tuple[TermLinks, ...]

    def as_json(self) -> dict[str, Json]:
        """The result as it stands in a bundle."""
        return {"method": METHOD, **asdict(self)}

    def digest(self) -> str:
        """SHA-256 of the canonical result."""
        return digest(self.as_json())


def analyse(
    corpus: Corpus, settings: Settings, lists: Lists, progress: Progress = silent, start: Start = COLD
) -> Result:
    """Run the method. Same corpus, settings, lists and start: same result to the byte, on any machine.

    `start` gives the cluster of each text in the edition before: then clusters keep their order, and
    `Cluster.was` tells their number of then. Calls `progress(stage, done, of)` with the stages reading,
    neighbours, communities, merging, placing, drafts, done. Refuses an empty corpus (`corpus.empty`),
    settings or a start out of range, a language without lists (`lists.missing-language`), and more
    words than integers can hold (`corpus.too-many-words`). A corpus that cannot be grouped is no
    error: `made` is 0 and its texts are to be placed, or have no terms.
    """
    check_settings(settings)
    check_start(start)
    if not corpus.texts:
        raise RuleBroken("corpus.empty")
    with uncollected():
        progress("reading", 0, 1)
        reading = read_texts([(text.text, text.language) for text in corpus.texts], Reader(lists))
        result = _found(corpus, reading, settings, progress, start)
        progress("done", 1, 1)
    return result


def _found(corpus: Corpus, reading: Reading, settings: Settings, progress: Progress, start: Start) -> Result:
    ids = [text.id for text in corpus.texts]
    level = settings.corpus_level(len(ids))
    columns = usable_terms(reading.counts, level)
    counts: Sparse = reading.counts[:, columns]
    rows = ints(np.flatnonzero(np.diff(counts.indptr)))
    stems = [reading.stems[column] for column in columns.tolist()]
    nowhere = {text: Placement(text, "no-terms") for text in ids}
    if not len(rows):
        return _ungrouped(settings, list(nowhere.values()), "no-terms")
    counts, with_terms = counts[rows], [ids[row] for row in rows.tolist()]
    seen = occurrences(counts, settings.booklets)
    grouping = cluster_texts(counts, seen, level, progress, [start.get(text) for text in with_terms])
    seen = replace(seen, smoothing=grouping.smoothing)
    network = links_of(recurrence(counts), stems)
    labels, made = grouping.labels, grouping.made
    if made == 0:
        waiting = {text: Placement(text, "to-place") for text in with_terms}
        placements = list({**nowhere, **waiting}.values())
        return _ungrouped(settings, placements, grouping.fewer, grouping.copies, network)
    progress("placing", 0, 1)
    given, family = weights(seen, labels, made), families(stems)
    placed = {found.id: found for found in place_all(seen, given, labels, with_terms, settings)}
    placements = list({**nowhere, **placed}.values())
    named = naming_terms(seen, given, labels, stems, reading.surfaces, family, NAMING_TERMS)
    return Result(
        asked=settings.booklets,
        made=made,
        fewer=grouping.fewer,
        copies=grouping.copies,
        clusters=_clusters(placements, named, residual_of(seen, given, labels, named), grouping.was),
        placements=tuple(placements),
        table=frozen_table(seen, given, stems, reading.surfaces, family),
        drafts=_all_drafts(corpus, reading, placements, made, settings, progress),
        network=network,
    )


def _clusters(
    placements: Sequence[Placement],
    named: Sequence[tuple[NamingTerm, ...]],
    residual: int | None,
    was: Sequence[int | None],
) -> tuple[Cluster, ...]:
    states = [(found.cluster, found.state) for found in placements]
    return tuple(
        Cluster(
            number=at + 1,
            placed=states.count((at + 1, "placed")),
            to_place=states.count((at + 1, "to-place")),
            residual=at == residual,
            terms=terms,
            was=was[at],
        )
        for at, terms in enumerate(named)
    )


def _all_drafts(
    corpus: Corpus,
    reading: Reading,
    placements: Sequence[Placement],
    made: int,
    settings: Settings,
    progress: Progress,
) -> tuple[Draft, ...]:
    ids = [text.id for text in corpus.texts]
    proposals = ints([text.kind == "proposal" for text in corpus.texts])
    home = ints([found.cluster if found.state == "placed" else 0 for found in placements])
    drafts: list[Draft] = []
    for number in range(1, made + 1):
        progress("drafts", number - 1, made)
        members = ints(np.flatnonzero(home == number))
        if len(members):
            drafts += drafts_of(number, members, reading, ids, proposals, settings)
    return tuple(drafts)


def _ungrouped(
    settings: Settings,
    placements: Sequence[Placement],
    fewer: Fewer,
    copies: int = 0,
    network: tuple[TermLinks, ...] = (),
) -> Result:
    """What is said of a corpus that makes no cluster."""
    table = FrozenTable((), (), 0)
    return Result(settings.booklets, 0, fewer, copies, (), tuple(placements), table, (), network)
