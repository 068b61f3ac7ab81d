"""The second level: measures inside booklets, against the finer label that a set may have (the proposal
that a text is about, the section it stands in).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bench.graphs import leiden_by_resolution, leiden_own_count
from bench.ground import read_ground
from bench.measures import NOWHERE, Labels, adjusted_mutual_information, numbered, share_of_pairs
from bench.ours import group_set
from bench.peers import group_by
from bench.sets import TextSet
from bench.tables import figure, share, table
from proposals.core.settings import Settings

FEWEST_TEXTS = 10
HEAD = ("texts of", "groups", "texts", "ours", "Leiden", "Leiden, about K", "ours / Leiden")


@dataclass(frozen=True, slots=True)
class Inside:
    """AMI with the finer label inside one part of a set: ours, Leiden, and Leiden brought to our count."""

    texts: int
    ours: float
    leiden: float
    leiden_near: float


def inner_settings(settings: Settings) -> Settings:
    """The settings of the second level as those of a run of its own."""
    return replace(
        settings,
        booklets=max(settings.drafts, 2),
        neighbours=settings.draft_neighbours,
        smallest=settings.draft_smallest,
        common_percent=settings.draft_common_percent,
    )


def report_levels(sets: Sequence[TextSet], settings: Settings) -> str:
    """Both ways to look at the second level, for each set whose texts have a finer label."""
    finer = [texts for texts in sets if len({row.inner for row in texts.rows} - {""}) > 1]
    if not finer:
        return "Second level: no set has a column `section` or `parent`."
    rows, pairs = [], []
    for texts in finer:
        rows.append(_line(f"{texts.name}, each label", _inside_labels(texts, settings)))
        booklets, told = _inside_booklets(texts, settings)
        rows.append(_line(f"{texts.name}, each booklet of ours", booklets))
        pairs.append([texts.name, *(f"{share(same)} of {count:,}" for same, count in told.values())])
    head = ("set", "whole corpus", "in a booklet", "in a measure", "in the core of one")
    return "\n".join(
        [
            "Second level: AMI with the finer label, mean over groups weighted by texts",
            table(HEAD, rows),
            "",
            "Pairs of texts with the same finer label",
            table(head, pairs),
        ]
    )


def _line(name: str, found: Sequence[Inside]) -> list[str]:
    texts = sum(one.texts for one in found)
    means = [
        sum(one.texts * value for one, value in zip(found, values, strict=True)) / max(texts, 1)
        for values in (
            [one.ours for one in found],
            [one.leiden for one in found],
            [one.leiden_near for one in found],
        )
    ]
    ratio = f"{means[0] / means[1]:.2f}" if means[1] > 0 else "-"
    return [name, str(len(found)), f"{texts:,}", *(figure(mean) for mean in means), ratio]


def _inside_labels(texts: TextSet, settings: Settings) -> list[Inside]:
    """Our whole method, with the settings of the second level, on the texts of each label."""
    found = []
    for label in sorted(set(texts.labels) - {""}):
        part = texts.taken([at for at, row in enumerate(texts.rows) if row.label == label and row.inner])
        if _worth_measuring(part):
            found.append(_compared(part, group_set(part, inner_settings(settings)).labels, settings))
    return found


def _inside_booklets(
    texts: TextSet, settings: Settings
) -> tuple[list[Inside], Mapping[str, tuple[float, int]]]:
    """The draft measures of a whole run, and the pairs of texts with one finer label at every level."""
    run = group_set(texts, settings)
    at = {row.id: number for number, row in enumerate(texts.rows)}
    measure, core = (np.full(len(at), NOWHERE, np.int64) for _ in range(2))
    for number, draft in enumerate(run.result.drafts):
        for source in draft.sources:
            measure[at[source.id]] = number
            core[at[source.id]] = number if source.core else NOWHERE
    found = []
    for booklet in range(run.result.made):
        rows = np.flatnonzero((run.labels == booklet) & (measure != NOWHERE))
        part = texts.taken(rows.tolist())
        if _worth_measuring(part):
            found.append(_compared(part, measure[rows], settings))
    truth = numbered([row.inner for row in texts.rows])
    booklets = np.where(run.placed, run.labels, NOWHERE)
    everyone = np.zeros_like(truth)
    levels = {"corpus": everyone, "booklet": booklets, "measure": measure, "core": core}
    return found, {name: share_of_pairs(labels, truth) for name, labels in levels.items()}


def _worth_measuring(part: TextSet) -> bool:
    return len(part.rows) >= FEWEST_TEXTS and len({row.inner for row in part.rows}) > 1


def _compared(part: TextSet, ours: Labels, settings: Settings) -> Inside:
    truth = numbered([row.inner for row in part.rows])
    ground = read_ground(part, settings.draft_common_percent)
    leiden, near = (
        adjusted_mutual_information(truth, group_by(peer, ground, settings.drafts, 0))
        for peer in (leiden_own_count, leiden_by_resolution)
    )
    return Inside(len(part.rows), adjusted_mutual_information(truth, ours), leiden, near)
