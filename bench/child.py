"""The child of `bench.children`: groups the texts of one file by one method and tells what it took.

Each method imports what it needs and no more: a library that it does not use is no memory of its own.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from bench.children import Ran, read_asked
from bench.clock import cpu_seconds, peak_megabytes
from bench.sets import TextSet
from proposals.core.settings import Settings

if TYPE_CHECKING:
    from bench.graphs import Search


def ours(texts: TextSet, settings: Settings) -> Ran:
    """Our whole analysis, with the time of each of its stages."""
    from bench.ours import group_set

    begun = [("reading", cpu_seconds())]

    def progress(stage: str, _done: int, _of: int) -> None:
        if stage != begun[-1][0]:
            begun.append((stage, cpu_seconds()))

    found = group_set(texts, settings, progress=progress)
    stages: dict[str, float] = {}
    for (stage, start), (_next, end) in pairwise(begun):
        stages[stage] = stages.get(stage, 0.0) + end - start
    made, digest = found.result.made, found.result.digest()
    return Ran(found.cpu, peak_megabytes(), made, found.labels.tolist(), digest, stages)


def leiden(texts: TextSet, settings: Settings) -> Ran:
    """Leiden on the graph of nearest texts, from the texts on: reading, tf-idf, neighbours, communities."""
    from bench.graphs import by_blocks

    return _leiden(texts, by_blocks)


def leiden_scikit(texts: TextSet, settings: Settings) -> Ran:
    """The same with scikit-learn's search for neighbours."""
    from bench.graphs import by_scikit_learn

    return _leiden(texts, by_scikit_learn)


def _leiden(texts: TextSet, search: Search) -> Ran:
    from bench import graphs
    from bench.ground import read_ground
    from bench.measures import NOWHERE, groups_of

    started = cpu_seconds()
    ground = read_ground(texts)
    graph = graphs.nearest_texts(ground.counts, search=search)
    found = cpu_seconds()
    labels = graphs.leiden(graph, 0)
    labels[ground.silent] = NOWHERE
    ended = cpu_seconds()
    stages = {
        "reading": ground.cpu,
        "neighbours": found - started - ground.cpu,
        "communities": ended - found,
    }
    return Ran(ended - started, peak_megabytes(), groups_of(labels), labels.tolist(), stages=stages)


METHODS: Mapping[str, Callable[[TextSet, Settings], Ran]] = {
    "ours": ours,
    "leiden": leiden,
    "leiden-scikit": leiden_scikit,
}


def in_order(texts: TextSet, order: int) -> TextSet:
    """The rows as given (0), reversed (1) or shuffled (2)."""
    rows = list(range(len(texts.rows)))
    if order == 1:
        rows.reverse()
    elif order == 2:
        random.Random(order).shuffle(rows)
    return texts.taken(rows)


if __name__ == "__main__":
    method, order, texts, settings = read_asked(Path(sys.argv[1]))
    print(json.dumps(asdict(METHODS[method](in_order(texts, order), settings))))
