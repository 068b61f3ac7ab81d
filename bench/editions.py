"""The last tenth of a corpus arrives: how many placed texts keep their booklet, when the run starts from the
edition before (warm) and from nothing (cold).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from bench.measures import adjusted_mutual_information
from bench.ours import group_set, numbers_of_then, start_of
from bench.quality import agreement
from bench.sets import TextSet
from bench.steadiness import kept_rows, matched_share
from bench.tables import figure, share, table
from proposals.core.settings import Settings

SPLITS = 4


@dataclass(frozen=True, slots=True)
class Arrival:
    """One way for the last tenth to arrive. `warm` is the share of the texts placed before that stand in
    the same cluster, by its number of then; `cold_paired` the share when clusters are paired so that most
    stay. `warm_same` and `cold_same` are the AMI between before and after on these texts, `warm_ami` and
    `cold_ami` that with the labels afterwards.
    """

    warm: float
    cold_paired: float
    warm_ami: float
    cold_ami: float
    warm_same: float
    cold_same: float


def arrival(texts: TextSet, settings: Settings, seed: int) -> Arrival:
    """Nine tenths of the texts are grouped; then the rest arrives, and all are grouped, warm and cold."""
    rows = kept_rows(len(texts.rows), seed)
    before = group_set(texts.taken(rows), settings)
    warm = group_set(texts, settings, start=start_of(before))
    cold = group_set(texts, settings)
    placed = np.flatnonzero(before.placed)
    then = before.labels[placed]
    there = np.array(rows, np.int64)[placed]
    everywhere = np.arange(len(texts.rows))
    return Arrival(
        warm=float((numbers_of_then(warm)[there] == then).mean()),
        cold_paired=matched_share(then, cold.labels[there]),
        warm_ami=agreement(texts.labels, warm.labels, everywhere),
        cold_ami=agreement(texts.labels, cold.labels, everywhere),
        warm_same=adjusted_mutual_information(then, warm.labels[there]),
        cold_same=adjusted_mutual_information(then, cold.labels[there]),
    )


def report_editions(sets: Sequence[TextSet], settings: Settings, splits: int = SPLITS) -> str:
    """A line for each set, the mean of its splits; then the mean over sets and the worst set."""
    rows, kept = [], []
    for texts in sets:
        found = [arrival(texts, settings, seed) for seed in range(splits)]
        kept.append(fmean(one.warm for one in found))
        rows.append(
            [
                texts.name,
                share(kept[-1], 1),
                share(min(one.warm for one in found), 1),
                share(fmean(one.cold_paired for one in found), 1),
                figure(fmean(one.warm_same for one in found)),
                figure(fmean(one.cold_same for one in found)),
                figure(fmean(one.warm_ami for one in found)),
                figure(fmean(one.cold_ami for one in found)),
            ]
        )
    head = (
        "set",
        "kept, warm",
        "worst split",
        "kept, cold",
        "AMI old/new, warm",
        "cold",
        "AMI, warm",
        "cold",
    )
    title = f"Editions: the last tenth arrives ({splits} splits); share of the texts placed before that stay"
    return f"{title}\n{table(head, rows)}\nmean {share(fmean(kept), 1)}, worst set {share(min(kept), 1)}"
