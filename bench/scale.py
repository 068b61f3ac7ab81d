"""What a larger corpus costs: CPU time and peak memory, each run in a process of its own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bench.children import Ran, ask_child
from bench.measures import adjusted_mutual_information, numbered
from bench.sets import Row, TextSet
from bench.tables import figure, table
from proposals.core.settings import Settings

SIZES = (3_000, 12_000, 25_000)
MOST = 120_000
LOST_IN_A_COPY = 5
SCIKIT = "Leiden, scikit-learn's neighbours"


@dataclass(frozen=True, slots=True)
class Scale:
    """Ours and Leiden at growing sizes; `scikit` is Leiden at the largest one with scikit-learn's search
    for neighbours, for whoever would have built it so.
    """

    sizes: tuple[int, ...]
    truth: tuple[tuple[str, ...], ...]
    ours: tuple[Ran, ...]
    leiden: tuple[Ran, ...]
    scikit: Ran

    def ratios(self) -> dict[str, float]:
        """What the last line tells: our CPU time and peak of memory at the largest size as multiples of
        Leiden's with each search for neighbours, and the exponent.
        """
        ours, blocks, scikit = self.ours[-1], self.leiden[-1], self.scikit
        return {
            "cpu_ratio_25k": ours.cpu / blocks.cpu,
            "memory_ratio_25k": ours.memory / blocks.memory,
            "cpu_ratio_25k_scikit": ours.cpu / scikit.cpu,
            "memory_ratio_25k_scikit": ours.memory / scikit.memory,
            "exponent": self.exponent,
        }

    @property
    def exponent(self) -> float:
        """The power of the number of texts by which our CPU time grows."""
        return exponent(self.sizes, self.ours)

    def report(self) -> str:
        """A table of both methods at every size, the exponents, the ratios, and where the time goes."""
        rows = [
            _line(size, name, ran, truth)
            for size, truth, *both in zip(self.sizes, self.truth, self.ours, self.leiden, strict=True)
            for name, ran in zip(("ours", "Leiden"), both, strict=True)
        ]
        rows.append(_line(self.sizes[-1], SCIKIT, self.scikit, self.truth[-1]))
        ours, growth, told = self.ours[-1], exponent(self.sizes, self.leiden), self.ratios()
        return "\n".join(
            [
                "Scale: from the texts to the groups, each run in a process of its own",
                table(("texts", "method", "CPU s", "MB", "groups", "AMI"), rows),
                f"CPU time grows by n^{self.exponent:.2f} (Leiden: n^{growth:.2f}); at {self.sizes[-1]:,}:",
                f"  ours / Leiden: {told['cpu_ratio_25k']:.2f} CPU, {told['memory_ratio_25k']:.2f} memory",
                f"  without our draft measures: {_first_level(ours) / self.leiden[-1].cpu:.2f} CPU",
                f"  ours / {SCIKIT}: {told['cpu_ratio_25k_scikit']:.2f} CPU,"
                f" {told['memory_ratio_25k_scikit']:.2f} memory",
                f"  ours, {told_stages(ours)}",
                f"  Leiden, {told_stages(self.leiden[-1])}",
            ]
        )


def exponent(sizes: Sequence[int], ran: Sequence[Ran]) -> float:
    """The slope of a straight line through the logarithms of size and CPU time."""
    return float(np.polyfit(np.log(sizes), np.log([max(run.cpu, 1e-9) for run in ran]), 1)[0])


def told_stages(ran: Ran) -> str:
    """Where the time went."""
    told = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in (ran.stages or {}).items())
    return f"CPU s by stage: {told}"


def measure_scale(passages: TextSet, settings: Settings, sizes: Sequence[int] = SIZES) -> Scale:
    """Ours and Leiden on the first so many passages."""
    parts = [passages.taken(range(min(size, len(passages.rows)))) for size in sizes]
    return Scale(
        sizes=tuple(len(part.rows) for part in parts),
        truth=tuple(tuple(part.labels) for part in parts),
        ours=tuple(ask_child(part, settings, "ours") for part in parts),
        leiden=tuple(ask_child(part, settings, "leiden") for part in parts),
        scikit=ask_child(parts[-1], settings, "leiden-scikit"),
    )


def many_texts(sets: Sequence[TextSet], most: int = MOST) -> TextSet:
    """So many texts out of these sets, over and over. A text that comes again has lost a fifth of its
    words, drawn from a seed: exact copies would be counted once and cost nothing.
    """
    rows: list[Row] = []
    again = 0
    while len(rows) < most:
        fresh = [_thinned(row, again) for texts in sets for row in texts.rows]
        rows += fresh[: most - len(rows)]
        again += 1
    return TextSet("many", tuple(rows))


def report_most(sets: Sequence[TextSet], settings: Settings, most: int = MOST) -> str:
    """What our analysis takes on so many texts."""
    texts = many_texts(sets, most)
    ran = ask_child(texts, settings, "ours")
    told = f"{ran.cpu:.0f} CPU s, {ran.memory:.0f} MB, {ran.groups} groups"
    names = " and ".join(found.name for found in sets)
    return f"{len(texts.rows):,} texts ({names}, over and over): {told}\n{told_stages(ran)}"


def _thinned(row: Row, again: int) -> Row:
    if not again:
        return row
    draw = random.Random(f"{again} {row.id}")
    kept = [word for word in row.text.split() if draw.randrange(LOST_IN_A_COPY)]
    return replace(row, id=f"{row.id} again {again}", text=" ".join(kept) or row.text)


def _first_level(ran: Ran) -> float:
    """Our CPU time without the draft measures of each booklet: Leiden finds one level."""
    return ran.cpu - (ran.stages or {}).get("drafts", 0.0)


def _line(size: int, name: str, ran: Ran, truth: Sequence[str]) -> list[str]:
    agreed = adjusted_mutual_information(numbered(truth), numbered(ran.labels))
    return [f"{size:,}", name, f"{ran.cpu:.1f}", f"{ran.memory:.0f}", str(ran.groups), figure(agreed)]
