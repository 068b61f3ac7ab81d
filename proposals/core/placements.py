"""The frozen table and the placement of every text by it: a sum that a member can redo by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from proposals.core.integers import Ints, sum_by_row
from proposals.core.placing import Occurrences, Weights, bits_without_own_words, own_scores, scores
from proposals.core.settings import Settings

State = Literal["placed", "to-place", "no-terms"]


@dataclass(frozen=True, slots=True)
class TermRow:
    """One line of the frozen table: a term, how it is written, its words in the whole corpus (`total`),
    in each cluster (`held`), and b(t,c) for each cluster (`bits`, in 1/4096 bit). Cluster 1 comes first.
    `family` is the stem that names its family (`proposals.core.families`).
    """

    stem: str
    surface: str
    family: str
    total: int
    held: tuple[int, ...]
    bits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FrozenTable:
    """Everything a placement needs: the terms (sorted by stem), a prior for each cluster (1/4096 bit)
    and the smoothing mu (in words).
    """

    rows: tuple[TermRow, ...]
    prior: tuple[int, ...]
    smoothing: int

    def row_of(self) -> dict[str, TermRow]:
        """The rows by stem."""
        return {row.stem: row for row in self.rows}


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one text goes, and how sure that is. Scores are in 1/4096 bit; clusters count from 1.

    `cluster` is the best candidate, `second` the next one (None where there is none); `state` says
    whether the evidence is enough (`placed`) or not (`to-place`); `no-terms` is a text without any
    term of the corpus. `score` is the plain sum over the frozen table; `own` the part of it that the
    text's own words account for, having been counted there; margin = score - own - second_score.
    """

    id: str
    state: State
    cluster: int | None = None
    score: int = 0
    own: int = 0
    second: int | None = None
    second_score: int = 0
    margin: int = 0


def frozen_table(
    seen: Occurrences,
    given: Weights,
    stems: Sequence[str],
    surfaces: Mapping[str, str],
    family: Mapping[str, str],
) -> FrozenTable:
    """The table as published: one row for each stem, in the order of the columns."""
    totals, held, bits = seen.totals.tolist(), given.held.tolist(), given.bits.tolist()
    rows = tuple(
        TermRow(stem, surfaces[stem], family[stem], totals[at], tuple(held[at]), tuple(bits[at]))
        for at, stem in enumerate(stems)
    )
    return FrozenTable(rows, tuple(given.prior.tolist()), seen.smoothing)


def place_all(
    seen: Occurrences, given: Weights, labels: Ints, ids: Sequence[str], settings: Settings
) -> list[Placement]:
    """Place every text by the plain sum over the table made from `labels`; ties, the smaller number."""
    sums = scores(seen, given)
    best = sums.argmax(axis=1)
    everyone = np.arange(len(ids))
    score = sums[everyone, best]
    counted_here = labels == best
    own = np.where(counted_here, score - own_scores(seen, given, labels), 0)
    strong = _strong_terms(seen, given, best, counted_here, settings.evidence)
    terms = np.diff(seen.counts.indptr)
    others = sums.copy()
    others[everyone, best] = np.iinfo(np.int64).min
    second = others.argmax(axis=1)
    alone = sums.shape[1] == 1
    found = []
    for at, text in enumerate(ids):
        second_score = 0 if alone else int(sums[at, second[at]])
        margin = 0 if alone else int(score[at] - own[at]) - second_score
        enough = int(strong[at]) >= terms_needed(int(terms[at]), settings) and margin >= settings.margin
        found.append(
            Placement(
                id=text,
                state="placed" if enough else "to-place",
                cluster=int(best[at]) + 1,
                score=int(score[at]),
                own=int(own[at]),
                second=None if alone else int(second[at]) + 1,
                second_score=second_score,
                margin=margin,
            )
        )
    return found


def terms_needed(terms: int, settings: Settings) -> int:
    """How many strong terms a text needs to be placed that holds so many different terms of the corpus:
    what the settings say, but of a short text no more than half its terms, and one at least.

    A title of three words has one that tells its theme; to ask for two would leave most titles out.
    """
    return min(settings.evidence_terms, max(1, terms // 2))


def _strong_terms(seen: Occurrences, given: Weights, best: Ints, counted_here: Ints, evidence: int) -> Ints:
    """How many distinct terms bring at least `evidence` to each text's best cluster, own words out."""
    plain = given.bits[seen.counts.indices, best[seen.rows]]
    without = bits_without_own_words(seen, given, best)
    bits = np.where(counted_here[seen.rows], without, plain)
    return sum_by_row(seen.counts, (seen.counts.data * bits >= evidence).astype(np.int64))
