"""Two runs side by side: which clusters correspond, how far they agree, what moved, and which terms did it.

A place is the number of a cluster, or 0 for what was left to be placed. Everything is counted in whole
texts, and logarithms in 1/4096 bit: two machines say the same of the same two runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from proposals.core.fixedlog import flog
from proposals.core.integers import ints
from proposals.core.placements import TermRow

TO_PLACE = 0
# Fractions of one while chances are computed: far finer than anything shown.
WHOLE = 1 << 80

# How many texts went from the first run's place to the second run's place.
Counts = Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two runs agree over the texts that both read.

    `stay` of `texts` stand in corresponding places. `beyond_chance` is the adjusted mutual information
    of the texts placed in both, in thousandths: 0 is what chance gives, 1000 is the same grouping;
    None where there is nothing to compare (one cluster on a side, or none).
    """

    texts: int
    stay: int
    placed_in_both: int
    beyond_chance: int | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What changes from one result to another over the same texts: of `texts`, those `moved`, each with the
    place before and after, in the order of their names.
    """

    texts: int
    moved: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A text as one run saw it: its stems, the rows of the frozen table for them, and the priors."""

    counts: Mapping[str, int]
    rows: Mapping[str, TermRow]
    prior: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one term said for the old place against the new one, `before` and `after` (1/4096 bit).

    The stem is empty for the line of the priors, the clusters' shares of all texts.
    """

    stem: str
    surface: str
    before: int
    after: int

    @property
    def change(self) -> int:
        """How far the term turned; below 0, towards the new place."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Turned:
    """Why a text moved: the lead of its old place over its new one in each run, and every term's part.

    before + all changes = after, exactly. Turns stand from the strongest towards the new place.
    """

    before: int
    after: int
    turns: tuple[Turn, ...]

    @property
    def change(self) -> int:
        """How far the lead turned in all."""
        return self.after - self.before


def corresponding(counts: Counts) -> dict[int, int]:
    """The second run's cluster for each cluster of the first: the pair that shares most texts first,
    then the next among those left; ties, the smaller numbers. What shares no text has no counterpart.
    "To be placed" corresponds to itself.
    """
    pairs = {TO_PLACE: TO_PLACE}
    taken = {TO_PLACE}
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    for (first, second), texts in order:
        if texts and first not in pairs and second not in taken and first != TO_PLACE:
            pairs[first] = second
            taken.add(second)
    return pairs


def table_of_correspondence(counts: Counts) -> list[tuple[int, int | None, int]]:
    """(number before, number after or None, texts shared) for each cluster before, in order."""
    pairs = corresponding(counts)
    numbers = sorted({first for first, _ in counts} - {TO_PLACE})
    return [
        (number, pairs.get(number), counts.get((number, pairs[number]), 0) if number in pairs else 0)
        for number in numbers
    ]


def agreement(counts: Counts) -> Agreement:
    """How far two runs agree."""
    pairs = corresponding(counts)
    placed = {places: texts for places, texts in counts.items() if TO_PLACE not in places}
    return Agreement(
        texts=sum(counts.values()),
        stay=sum(texts for (first, second), texts in counts.items() if pairs.get(first) == second),
        placed_in_both=sum(placed.values()),
        beyond_chance=adjusted_mutual_information(placed),
    )


def effect(before: Mapping[str, int], after: Mapping[str, int]) -> Effect:
    """What changes from one place of each text to another; texts that are not in both are left out."""
    both = sorted(set(before) & set(after))
    pairs = corresponding(Counter((before[text], after[text]) for text in both))
    moved = [(text, before[text], after[text]) for text in both if pairs.get(before[text]) != after[text]]
    return Effect(len(both), tuple(moved))


def moves(counts: Counts) -> list[tuple[int, int, int]]:
    """(from, to, texts) for what left its place, most texts first, ties by number."""
    pairs = corresponding(counts)
    left = [
        (first, second, texts)
        for (first, second), texts in counts.items()
        if texts and pairs.get(first) != second
    ]
    return sorted(left, key=lambda move: (-move[2], move[0], move[1]))


def adjusted_mutual_information(counts: Counts) -> int | None:
    """Mutual information adjusted for chance, in thousandths, with the mean of both entropies.

    Vinh, Epps and Bailey, 2010. None where both runs leave nothing to know (no texts, one cluster
    each), or nothing that chance would not tell as well (every text alone).
    """
    rows, columns = Counter[int](), Counter[int]()
    for (first, second), texts in counts.items():
        rows[first] += texts
        columns[second] += texts
    total = rows.total()
    if not total:
        return None
    logs = [0, *flog(ints(range(1, total + 1))).tolist()]
    shared = sum(
        texts * (logs[total] + logs[texts] - logs[rows[first]] - logs[columns[second]])
        for (first, second), texts in counts.items()
        if texts
    )
    by_chance: dict[tuple[int, int], int] = {}
    for pair in ((here, there) for here in rows.values() for there in columns.values()):
        if pair not in by_chance:
            by_chance[pair] = _by_chance(*pair, total, logs)
    chance = sum(by_chance[here, there] for here in rows.values() for there in columns.values())
    mean = (_surprise(rows, total, logs) + _surprise(columns, total, logs)) // 2
    return 1000 * (shared - chance) // (mean - chance) if mean > chance else None


def turned(left: Side, right: Side, old: tuple[int, int | None], new: tuple[int | None, int]) -> Turned:
    """Why a text moved from `old` to `new`, each given by its number in the left and in the right run.

    A place without counterpart in a run (None) has no table there: it says nothing, and counts as 0.
    """
    lines = [Turn("", "", _prior(left, old[0], new[0]), _prior(right, old[1], new[1]))]
    for stem in sorted({*left.rows, *right.rows}):
        before, after = _says(left, stem, old[0], new[0]), _says(right, stem, old[1], new[1])
        if before or after:
            surface = (right.rows.get(stem) or left.rows[stem]).surface
            lines.append(Turn(stem, surface, before, after))
    lines.sort(key=lambda line: (line.change, line.stem))
    return Turned(sum(line.before for line in lines), sum(line.after for line in lines), tuple(lines))


def _surprise(sizes: Counter[int], total: int, logs: list[int]) -> int:
    """The entropy of a grouping times its texts."""
    return sum(size * (logs[total] - logs[size]) for size in sizes.values())


def _by_chance(here: int, there: int, total: int, logs: list[int]) -> int:
    """What one cell of a table with these margins says by chance alone, times all texts.

    The mean over the hypergeometric distribution, whose chances follow from one another from the
    likeliest outwards, in fixed point.
    """
    least, most = max(0, here + there - total), min(here, there)
    middle = min(max((here + 1) * (there + 1) // (total + 2), least), most)
    chances = {middle: WHOLE}
    for at in range(middle, most):
        odds = (here - at) * (there - at), (at + 1) * (total - here - there + at + 1)
        chances[at + 1] = chances[at] * odds[0] // odds[1]
        if not chances[at + 1]:
            break
    for at in range(middle, least, -1):
        odds = at * (total - here - there + at), (here - at + 1) * (there - at + 1)
        chances[at - 1] = chances[at] * odds[0] // odds[1]
        if not chances[at - 1]:
            break
    known = logs[total] - logs[here] - logs[there]
    said = sum(chance * at * (known + logs[at]) for at, chance in chances.items() if at)
    return said // sum(chances.values())


def _says(side: Side, stem: str, old: int | None, new: int | None) -> int:
    """What a term says for the old place against the new one."""
    row, count = side.rows.get(stem), side.counts.get(stem, 0)
    if row is None:
        return 0
    return count * ((row.bits[old - 1] if old else 0) - (row.bits[new - 1] if new else 0))


def _prior(side: Side, old: int | None, new: int | None) -> int:
    return (side.prior[old - 1] if old else 0) - (side.prior[new - 1] if new else 0)
