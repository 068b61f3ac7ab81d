"""Why a text is where it is: the sum, term by term, in plain integers that anyone can add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from proposals.core.placements import TermRow


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sum. `count` times the term stands in the text; it brings `here` to the text's
    cluster and `there` to the second one (both count x b, in 1/4096 bit; `there` is 0 without second).
    """

    stem: str
    surface: str
    count: int
    here: int
    there: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole sum: `score` = `prior` + all `lines[].here`; the same for the second cluster.

    Lines stand from the strongest for the cluster to the strongest against it, ties by stem.
    """

    cluster: int
    prior: int
    score: int
    second: int | None
    second_prior: int
    second_score: int
    lines: tuple[Line, ...]

    def words_for(self) -> tuple[Line, ...]:
        """The terms that speak for the cluster, strongest first."""
        return tuple(line for line in self.lines if line.here > 0)

    def words_against(self) -> tuple[Line, ...]:
        """The terms that speak against it, strongest first."""
        return tuple(line for line in reversed(self.lines) if line.here < 0)


def explain(
    counts: Mapping[str, int],
    rows: Iterable[TermRow],
    prior: Sequence[int],
    cluster: int,
    second: int | None,
) -> Explanation:
    """Redo the sum of one text for its cluster and the second (both numbered from 1).

    `counts` are the text's stems (`Reader.counts`); `rows` the frozen table, or just the rows of
    these stems: stems without a row count for nothing.
    """
    lines = []
    for row in rows:
        count = counts.get(row.stem, 0)
        if count:
            there = count * row.bits[second - 1] if second is not None else 0
            lines.append(Line(row.stem, row.surface, count, count * row.bits[cluster - 1], there))
    lines.sort(key=lambda line: (-line.here, line.stem))
    second_prior = prior[second - 1] if second is not None else 0
    return Explanation(
        cluster=cluster,
        prior=prior[cluster - 1],
        score=prior[cluster - 1] + sum(line.here for line in lines),
        second=second,
        second_prior=second_prior,
        second_score=second_prior + sum(line.there for line in lines),
        lines=tuple(lines),
    )


def scores_of(counts: Mapping[str, int], rows: Iterable[TermRow], prior: Sequence[int]) -> list[int]:
    """The plain sum of one text for every cluster, in their order, in 1/4096 bit.

    This is all it takes to score a text that came after the run.
    """
    sums = list(prior)
    for row in rows:
        count = counts.get(row.stem, 0)
        if count:
            sums = [total + count * bits for total, bits in zip(sums, row.bits, strict=True)]
    return sums
