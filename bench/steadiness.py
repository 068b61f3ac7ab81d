"""What stays when the corpus changes: other draws of nine texts in ten, the last tenth arriving, and the same
texts given in another order.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

import numpy as np
from scipy.optimize import linear_sum_assignment

from bench.children import ask_child
from bench.graphs import leiden_own_count
from bench.ground import read_ground
from bench.measures import NOWHERE, Labels, adjusted_mutual_information
from bench.ours import group_set
from bench.peers import group_by
from bench.sets import TextSet
from bench.tables import figure, table
from proposals.core.settings import Settings

DRAWS = 5
KEPT = 9, 10
ORDERS = 3
STEADY_SETS = 6_000


def kept_rows(count: int, seed: int) -> list[int]:
    """Nine rows in ten, drawn from a seed, in their order."""
    part, whole = KEPT
    return sorted(random.Random(seed).sample(range(count), count * part // whole))


@dataclass(frozen=True, slots=True)
class Steadiness:
    """Mean AMI between the groupings of any two draws, on the texts that both have: ours and Leiden's."""

    name: str
    ours: float
    leiden: float


def steadiness(texts: TextSet, settings: Settings, draws: int = DRAWS) -> Steadiness:
    """Group several draws of nine texts in ten, each from scratch, and compare them two by two."""
    ours, leiden = [], []
    for seed in range(draws):
        rows = kept_rows(len(texts.rows), seed)
        part = texts.taken(rows)
        ground = read_ground(part)
        ours.append((rows, group_set(part, settings).labels))
        leiden.append((rows, group_by(leiden_own_count, ground, settings.booklets, seed)))
    return Steadiness(texts.name, _between(ours), _between(leiden))


def _between(found: Sequence[tuple[list[int], Labels]]) -> float:
    told = []
    for (rows, one), (others, other) in combinations(found, 2):
        both = sorted({*rows} & {*others})
        left, right = np.searchsorted(rows, both), np.searchsorted(others, both)
        told.append(adjusted_mutual_information(one[left], other[right]))
    return fmean(told)


def report_steadiness(sets: Sequence[TextSet], settings: Settings, draws: int = DRAWS) -> str:
    """A table of AMI between draws, and the mean of ours as a multiple of Leiden's."""
    found = [steadiness(texts, settings, draws) for texts in sets if len(texts.rows) <= STEADY_SETS]
    if not found:
        return "Steadiness: no set of at most 6,000 texts."
    ours, leiden = fmean(f.ours for f in found), fmean(f.leiden for f in found)
    rows = [[f.name, figure(f.ours), figure(f.leiden), f"{f.ours / f.leiden:.2f}"] for f in found]
    rows.append(["mean", figure(ours), figure(leiden), f"{ours / leiden:.2f}"])
    title = f"Steadiness: AMI between {draws} draws of nine texts in ten, each grouped from scratch"
    return f"{title}\n{table(('set', 'ours', 'Leiden', 'ours / Leiden'), rows)}"


def matched_share(old: Labels, new: Labels) -> float:
    """The share of texts that stay in their group, groups being paired so that most do."""
    width = int(max(old.max(initial=0), new.max(initial=0))) + 1
    inside = (old != NOWHERE) & (new != NOWHERE)
    together = np.bincount(old[inside] * width + new[inside], minlength=width * width).reshape(width, width)
    rows, columns = linear_sum_assignment(together, maximize=True)
    return float(together[rows, columns].sum() / max(len(old), 1))


def report_determinism(sets: Sequence[TextSet], settings: Settings) -> str:
    """For each set the digest of its result, run in processes of their own: three orders of the input,
    three seeds of Python's hashes, one and two threads.
    """
    lines = ["Determinism: digest of the result (three input orders, hash seeds 0 to 2, one and two threads)"]
    for texts in sets:
        digests = {
            ask_child(texts, settings, "ours", order=at, hash_seed=at, threads=1 + at % 2).digest
            for at in range(ORDERS)
        }
        told = "the same: " if len(digests) == 1 else "DIFFERENT: "
        lines.append(f"{texts.name}: {told}{', '.join(sorted(digests))}")
    return "\n".join(lines)
