"""Draft measures: the demands inside one cluster, each under the words of one of its proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from proposals.core.clusters import cluster_texts
from proposals.core.families import families
from proposals.core.integers import Ints, Sparse, ints
from proposals.core.naming import NamingTerm, naming_terms
from proposals.core.placing import occurrences, weights
from proposals.core.settings import Settings
from proposals.core.terms import Reading, usable_terms
from proposals.core.vectors import FULL_SIMILARITY, text_vectors

DRAFT_TERMS = 5
TERMS_OF_A_TITLE = 5
CORE_TERMS = 2


@dataclass(frozen=True, slots=True)
class Source:
    """A text behind a draft measure: `core` carries the demand itself, the others are near.

    `similarity` to the medoid is a cosine times 2^24.
    """

    id: str
    core: bool
    similarity: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft measure of a cluster: the proposal whose words stand for it (`medoid`), terms, sources.

    Drafts of a cluster are numbered from 1, those with the most core sources first.
    """

    cluster: int
    number: int
    medoid: str
    terms: tuple[NamingTerm, ...]
    sources: tuple[Source, ...]


def drafts_of(
    cluster: int,
    members: Ints,
    reading: Reading,
    ids: Sequence[str],
    proposals: Ints,
    settings: Settings,
) -> list[Draft]:
    """The draft measures of one cluster, whose texts are the rows `members` of the reading.

    `proposals` is 1 for each row of the reading that is a proposal, 0 for an answer. A group that
    holds no proposal gives no draft. Where the texts share too few terms to be told apart, they
    make one draft together.
    """
    inside = reading.counts[members]
    level = settings.draft_level()
    columns = usable_terms(inside, level)
    counts: Sparse = inside[:, columns]
    held = ints(np.flatnonzero(np.diff(counts.indptr)))
    stems = [reading.stems[at] for at in columns.tolist()]
    if not len(held):
        return []
    counts, texts = counts[held], members[held]
    seen = occurrences(counts, level.asked)
    grouping = cluster_texts(counts, seen, level)
    labels, seen = grouping.labels, replace(seen, smoothing=grouping.smoothing)
    if int(labels.max()) < 0:
        labels = np.zeros_like(labels)
    groups = int(labels.max()) + 1
    given = weights(seen, labels, groups)
    named = naming_terms(seen, given, labels, stems, reading.surfaces, families(stems), DRAFT_TERMS)
    vectors = text_vectors(counts)
    found = []
    for group in range(groups):
        rows = ints(np.flatnonzero(labels == group))
        medoid = _medoid(vectors, counts, rows, proposals[texts])
        if medoid is not None:
            sources = _sources(vectors, rows, medoid, texts, ids, settings.core_percent)
            found.append((ids[int(texts[medoid])], named[group], sources))
    found.sort(key=lambda draft: (-sum(source.core for source in draft[2]), -len(draft[2])))
    return [Draft(cluster, at + 1, *draft) for at, draft in enumerate(found)]


def _medoid(vectors: Sparse, counts: Sparse, rows: Ints, proposals: Ints) -> int | None:
    """The proposal nearest to its whole group: the largest sum of similarities, ties by order.

    Proposals of at least five distinct terms are preferred: a retort of three words is no title.
    """
    candidates = rows[proposals[rows] == 1]
    if not len(candidates):
        return None
    long_enough = candidates[np.diff(counts.indptr)[candidates] >= TERMS_OF_A_TITLE]
    candidates = long_enough if len(long_enough) else candidates
    middle = ints(vectors[rows].sum(axis=0))
    closeness = ints(vectors[candidates] @ middle)
    return int(candidates[int(closeness.argmax())])


def _sources(
    vectors: Sparse, rows: Ints, medoid: int, texts: Ints, ids: Sequence[str], core_percent: int
) -> tuple[Source, ...]:
    """The group's texts from the nearest to the medoid on; the medoid itself comes first.

    A text is core when its cosine to the medoid reaches `core_percent` and it shares two distinct
    terms with it: in a small cluster one common word alone can make a high cosine.
    """
    standard = ints(vectors[[medoid]].toarray()).ravel()
    near = ints(vectors[rows] @ standard)
    least = core_percent * FULL_SIMILARITY // 100
    shared = ints((vectors[rows] > 0).astype(np.int64) @ (standard > 0).astype(np.int64))
    core = ((near >= least) & (shared >= CORE_TERMS)) | (rows == medoid)
    order = np.lexsort((rows, -near, rows != medoid))
    told = zip(texts[rows[order]].tolist(), core[order].tolist(), near[order].tolist(), strict=True)
    return tuple(Source(ids[text], is_core, similarity) for text, is_core, similarity in told)
