"""Why a text is where it is: the sum, term by term, in plain integers that anyone can add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from proposals.core.placements import TermRow
from proposals.core.termtexts import heads_of


@dataclass(frozen=True, slots=True)
class Part:
    """What one term of a family brings: `count` times in the text, `here` and `there` as for a line."""

    stem: str
    surface: str
    count: int
    here: int
    there: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sum: the words of one family, under the commonest of them in the corpus.

    `count` of them stand in the text; they bring `here` to the text's cluster and `there` to the second
    one (for each of `parts` its count x b, in 1/4096 bit; `there` is 0 without second).
    """

    family: str
    surface: str
    parts: tuple[Part, ...]

    @property
    def count(self) -> int:
        """How many words of the family stand in the text."""
        return sum(part.count for part in self.parts)

    @property
    def here(self) -> int:
        """What they bring to the text's cluster."""
        return sum(part.here for part in self.parts)

    @property
    def there(self) -> int:
        """What they bring to the second one."""
        return sum(part.there for part in self.parts)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole sum: `score` = `prior` + all `lines[].here`; the same for the second cluster.

    Lines stand from the strongest for the cluster to the strongest against it, ties by family.
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
    held = [row for row in rows if counts.get(row.stem, 0)]
    lines = [_line(family, counts, cluster, second) for family in _by_family(held)]
    lines.sort(key=lambda line: (-line.here, line.family))
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


def _by_family(rows: Iterable[TermRow]) -> list[list[TermRow]]:
    """The rows of each family, the commonest first; families that a plural parts are one."""
    known = list(rows)
    heads = heads_of([(row.stem, row.surface) for row in known], {row.stem: row.family for row in known})
    found: dict[str, list[TermRow]] = {}
    for row in sorted(known, key=lambda row: (-row.total, row.stem)):
        found.setdefault(heads[row.stem], []).append(row)
    return list(found.values())


def _line(rows: Sequence[TermRow], counts: Mapping[str, int], cluster: int, second: int | None) -> Line:
    parts = tuple(
        Part(
            row.stem,
            row.surface,
            counts[row.stem],
            counts[row.stem] * row.bits[cluster - 1],
            counts[row.stem] * row.bits[second - 1] if second is not None else 0,
        )
        for row in rows
    )
    return Line(rows[0].family, rows[0].surface, parts)
