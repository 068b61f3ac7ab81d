"""Choosing settings on half of the sets and reporting on the other half, in every way to halve them.

A setting that only fits the sets it was chosen on shows here: its ratio falls on the halves it never saw.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from itertools import combinations, product
from statistics import fmean

from bench.measures import adjusted_mutual_information, numbered
from bench.ours import group_set
from bench.peers import PEERS
from bench.quality import Measured
from bench.sets import TextSet
from bench.tables import figure, table
from proposals.core.settings import Settings

# Only what `Settings` leaves open; everything else is fixed by the method.
GRID: Mapping[str, Sequence[int]] = {"neighbours": (10, 20, 30), "common_percent": (20, 30)}

Choice = tuple[tuple[str, int], ...]


def grid(base: Settings) -> dict[Choice, Settings]:
    """Every combination of the grid, the other settings as they are in `base`; `base` itself comes first."""
    here = tuple((name, int(asdict(base)[name])) for name in GRID)
    choices = [here, *(tuple(zip(GRID, values, strict=True)) for values in product(*GRID.values()))]
    return {choice: replace(base, **dict(choice)) for choice in choices}


def halves(names: Sequence[str]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Every ordered way to part the sets in two halves; of an odd number the first half is the smaller."""
    found = []
    for size in {len(names) // 2, len(names) - len(names) // 2}:
        for one in combinations(names, size):
            found.append((one, tuple(name for name in names if name not in one)))
    return found


def report_folds(found: Sequence[Measured], base: Settings, orders: int) -> str:
    """Ours with each choice on every set, what each half chose, and the ratio on the halves held out."""
    if len(found) < 2:
        return "Folds: two sets or more are needed."
    by_name = {measured.texts.name: measured for measured in found}
    ours = {
        choice: {name: _mean_ami(m.texts, settings, orders) for name, m in by_name.items()}
        for choice, settings in grid(base).items()
    }
    default = next(iter(ours))
    chosen: Counter[Choice] = Counter()
    held_out, untouched = [], []
    for one, other in halves(list(by_name)):
        choice = max(ours, key=lambda key: fmean(ours[key][name] for name in one))
        chosen[choice] += 1
        peers = [by_name[name] for name in other]
        best = max(fmean(measured.ami(peer) for measured in peers) for peer in PEERS)
        held_out.append(fmean(ours[choice][name] for name in other) / best)
        untouched.append(fmean(ours[default][name] for name in other) / best)
    rows = [
        [told(choice), figure(fmean(amis.values())), str(chosen[choice])] for choice, amis in ours.items()
    ]
    return "\n".join(
        [
            f"Folds: settings chosen on half of {len(found)} sets, reported on the other half",
            table(("settings", "mean AMI", "chosen by halves"), rows),
            f"ours / best peer on the halves held out: {fmean(held_out):.2f} ({min(held_out):.2f} to "
            f"{max(held_out):.2f}); with the published settings: {fmean(untouched):.2f}",
        ]
    )


def told(choice: Choice) -> str:
    """A choice in words."""
    return ", ".join(f"{name} {value}" for name, value in choice)


def _mean_ami(texts: TextSet, settings: Settings, orders: int) -> float:
    rows = [at for at, label in enumerate(texts.labels) if label]
    truth = numbered([texts.labels[at] for at in rows])
    return fmean(
        adjusted_mutual_information(truth, group_set(texts, settings, order).labels[rows])
        for order in range(orders)
    )
