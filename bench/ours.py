"""Our own method, through its public entry alone: a set of texts in, a group for each text out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bench.clock import cpu_seconds
from bench.measures import NOWHERE, Labels
from bench.sets import TextSet
from deliberation.core.progress import Progress, silent
from proposals.core.analysis import Result, analyse
from proposals.core.corpus import Corpus, CorpusText, corpus_of
from proposals.core.lists import lists_for
from proposals.core.settings import Settings
from proposals.core.starts import COLD, Start


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """What a run found, told in the order of the set: `labels` is each text's best candidate (from 0, or
    nowhere), `placed` whether the evidence was enough. `cpu` seconds cover everything from the texts on:
    reading, grouping, the frozen table, and the draft measures, which no peer makes.
    """

    result: Result
    labels: Labels
    placed: npt.NDArray[np.bool_]
    cpu: float


def corpus_for(texts: TextSet, order: int = 0) -> Corpus:
    """The texts as a run reads them. The order of a corpus comes from its ids and words, so another name
    for each text is another order: 0 leaves the names as they are.
    """
    return corpus_of(
        CorpusText(_name(row.id, order), row.text, row.kind, language=row.language) for row in texts.rows
    )


def group_set(
    texts: TextSet,
    settings: Settings,
    order: int = 0,
    *,
    progress: Progress = silent,
    start: Start = COLD,
) -> Grouping:
    """Run the whole analysis on a set, from nothing or from the clusters of an edition before."""
    corpus = corpus_for(texts, order)
    started = cpu_seconds()
    result = analyse(corpus, settings, lists_for(*texts.languages), progress, start)
    spent = cpu_seconds() - started
    found = {placement.id: placement for placement in result.placements}
    mine = [found[_name(row.id, order)] for row in texts.rows]
    labels = [NOWHERE if placement.cluster is None else placement.cluster - 1 for placement in mine]
    placed = [placement.state == "placed" for placement in mine]
    return Grouping(result, np.array(labels, np.int64), np.array(placed, np.bool_), spent)


def start_of(found: Grouping) -> dict[str, int]:
    """What the next edition starts from: the cluster of every text that was given one, sure or not."""
    return {
        placement.id: placement.cluster
        for placement in found.result.placements
        if placement.cluster is not None
    }


def numbers_of_then(found: Grouping) -> Labels:
    """Each text's cluster by its number in the edition before, from 0; nowhere for a cluster that is new."""
    was = [NOWHERE if cluster.was is None else cluster.was - 1 for cluster in found.result.clusters]
    return np.array([NOWHERE if label == NOWHERE else was[label] for label in found.labels], np.int64)


def _name(text: str, order: int) -> str:
    return f"{order}:{text}" if order else text
