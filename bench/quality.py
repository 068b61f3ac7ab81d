"""How well each method groups each set: every method on the same terms, in the same process, one thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

import numpy as np

from bench.clock import cpu_seconds
from bench.ground import Ground, read_ground
from bench.measures import (
    Labels,
    adjusted_mutual_information,
    adjusted_rand_index,
    groups_of,
    mean_npmi,
    numbered,
)
from bench.ours import Grouping, group_set
from bench.peers import PEERS, group_by
from bench.sets import TextSet
from bench.tables import figure, share, table
from proposals.core.settings import Settings

OURS = "ours"
HEAD = ("method", "AMI", "+-", "ARI", "NPMI", "groups", "placed", "AMI of placed", "CPU s")


@dataclass(frozen=True, slots=True)
class Score:
    """One grouping, measured. `groups` are those with a text in them; `placed` is the share of texts that
    the method says it is sure of, and `ami_placed` the agreement on them (None for peers, who never doubt).
    """

    ami: float
    ari: float
    npmi: float
    groups: int
    cpu: float
    placed: float | None = None
    ami_placed: float | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """One method on one set, measured once for each seed (for ours, once for each order of the texts)."""

    name: str
    scores: tuple[Score, ...]

    def mean(self, of: Callable[[Score], float]) -> float:
        """The mean of one figure over the seeds."""
        return fmean(of(score) for score in self.scores)

    @property
    def ami(self) -> float:
        """Mean AMI over the seeds."""
        return self.mean(lambda score: score.ami)

    def cells(self) -> list[str]:
        """Its line of a table."""
        sure = [score for score in self.scores if score.placed is not None]
        groups = sorted({score.groups for score in self.scores})
        return [
            self.name,
            figure(self.ami),
            figure(pstdev(score.ami for score in self.scores)),
            figure(self.mean(lambda score: score.ari)),
            figure(self.mean(lambda score: score.npmi)),
            f"{groups[0]}" if len(groups) == 1 else f"{groups[0]} to {groups[-1]}",
            share(fmean(score.placed or 0 for score in sure)) if sure else "all",
            figure(fmean(score.ami_placed or 0 for score in sure)) if sure else "",
            f"{self.mean(lambda score: score.cpu):.2f}",
        ]


@dataclass(frozen=True, slots=True)
class Measured:
    """All methods on one set; `fewer` tells how many groups ours made where too few were, and why."""

    texts: TextSet
    methods: Mapping[str, Method]
    asked: int
    fewer: tuple[tuple[int, str], ...]

    def ami(self, name: str = OURS) -> float:
        """The mean AMI of a method here."""
        return self.methods[name].ami

    def report(self) -> str:
        """The set's name and its table."""
        labels = len(set(self.texts.labels) - {""})
        languages = ", ".join(self.texts.languages)
        head = f"{self.texts.name}: {len(self.texts.rows):,} texts, {labels} labels, {languages}"
        lines = [head, table(HEAD, [method.cells() for method in self.methods.values()])]
        lines += [f"ours made {made} of the {self.asked} groups asked for: {why}" for made, why in self.fewer]
        return "\n".join(lines)


def measure_set(texts: TextSet, settings: Settings, seeds: int) -> Measured:
    """Ours in so many orders of the texts, and each peer with so many seeds."""
    ground = read_ground(texts)
    groupings = [group_set(texts, settings, order) for order in range(seeds)]
    methods = {OURS: Method(OURS, tuple(score_ours(texts, ground, found) for found in groupings))}
    for name, peer in PEERS.items():
        scores = []
        for seed in range(seeds):
            started = cpu_seconds()
            labels = group_by(peer, ground, settings.booklets, seed)
            scores.append(score(texts, ground, labels, ground.cpu + cpu_seconds() - started))
        methods[name] = Method(name, tuple(scores))
    results = [found.result for found in groupings]
    fewer = tuple((result.made, result.fewer) for result in results if result.made < settings.booklets)
    return Measured(texts, methods, settings.booklets, fewer)


def score_ours(texts: TextSet, ground: Ground, found: Grouping) -> Score:
    """Our grouping over all texts (each at its best candidate), and over those it is sure of."""
    whole = score(texts, ground, found.labels, found.cpu)
    sure = agreement(texts.labels, found.labels, np.flatnonzero(found.placed))
    return Score(whole.ami, whole.ari, whole.npmi, whole.groups, whole.cpu, float(found.placed.mean()), sure)


def score(texts: TextSet, ground: Ground, labels: Labels, cpu: float) -> Score:
    """A grouping against the labels of the set; rows that nobody labelled count only for the NPMI."""
    told = np.flatnonzero([bool(label) for label in texts.labels])
    truth = numbered([texts.labels[at] for at in told.tolist()])
    return Score(
        ami=adjusted_mutual_information(truth, labels[told]),
        ari=adjusted_rand_index(truth, labels[told]),
        npmi=mean_npmi(ground.counts, labels),
        groups=groups_of(labels),
        cpu=cpu,
    )


def agreement(truth: Sequence[str], labels: Labels, rows: Labels) -> float:
    """AMI over some rows, those without a label left out."""
    told = [at for at in rows.tolist() if truth[at]]
    return adjusted_mutual_information(numbered([truth[at] for at in told]), labels[told]) if told else 0.0


def mean_ami(found: Sequence[Measured], name: str) -> float:
    """The mean AMI of a method over sets."""
    return fmean(measured.ami(name) for measured in found)


def best_peer(found: Sequence[Measured]) -> str:
    """The peer with the best mean AMI over these sets."""
    return max(PEERS, key=lambda name: mean_ami(found, name))


def summary(found: Sequence[Measured]) -> str:
    """Every method's mean over the sets, ours as a multiple of it, and the worst set for ours."""
    rows = []
    for name in (OURS, *PEERS):
        mean = mean_ami(found, name)
        ratios = {m.texts.name: m.ami() / m.ami(name) if m.ami(name) > 0 else float("inf") for m in found}
        worst = min(ratios, key=lambda key: ratios[key])
        npmi = fmean(measured.methods[name].mean(lambda score: score.npmi) for measured in found)
        cpu = fmean(measured.methods[name].mean(lambda score: score.cpu) for measured in found)
        times = [f"{mean_ami(found, OURS) / mean:.2f}" if mean > 0 else "-", f"{ratios[worst]:.2f} {worst}"]
        rows.append([name, figure(mean), *(times if name != OURS else ["", ""]), figure(npmi), f"{cpu:.2f}"])
    head = ("mean of the sets", "AMI", "ours / it", "worst set, ours / it", "NPMI", "CPU s")
    best = best_peer(found)
    return f"{table(head, rows)}\nbest peer: {best} ({figure(mean_ami(found, best))})"
