"""Maps of things that are linked: where to draw each, in whole numbers, so that no two labels overlap.

Nodes stand on a staggered grid whose cells are wide enough for their labels: overlap cannot happen. Which
node stands where is settled by the links, the strongest ones short. Same nodes and ties, in any order:
same map on any machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

WIDTH = 360
LABEL_HEIGHT = 20
LABEL_DROP = 15
MARGIN = 4
THINNEST, THICKEST = 1, 6
MOST_ROUNDS = 12

# How wide a letter of 14 px can be in a common sans: the widest fonts in use, not the average one.
_NARROW = frozenset("ijlt.,:;'’|!()[] ")
_WIDE = frozenset("mwMW@œŒæÆ—…%")


@dataclass(frozen=True, slots=True)
class Node:
    """Something to draw: its key, the label under it, and how much it weighs (the area of its circle)."""

    key: str
    label: str
    weight: int


@dataclass(frozen=True, slots=True)
class Tie:
    """A link between two nodes, by their keys; the larger, the thicker and the nearer."""

    first: str
    second: str
    strength: int


@dataclass(frozen=True, slots=True)
class Style:
    """How a map is drawn: cells in a full row, and the radius of the smallest and the largest circle."""

    columns: int
    smallest: int
    largest: int

    @property
    def cell(self) -> int:
        """The width of a cell."""
        return WIDTH // self.columns

    @property
    def row(self) -> int:
        """The height of a row: the largest circle and its label."""
        return 2 * self.largest + LABEL_HEIGHT + MARGIN


TERMS = Style(columns=3, smallest=7, largest=22)
FEW_BOOKLETS = Style(columns=3, smallest=14, largest=25)
MANY_BOOKLETS = Style(columns=4, smallest=14, largest=25)
MOST_IN_WIDE_CELLS = 15


@dataclass(frozen=True, slots=True)
class Spot:
    """A node where it is drawn: the middle and the radius of its circle, and the base line of its label."""

    key: str
    label: str
    x: int
    y: int
    radius: int
    label_y: int


@dataclass(frozen=True, slots=True)
class Line:
    """A tie where it is drawn: a curve from one middle to another, bent so that it passes by what stands
    between them.
    """

    first: str
    second: str
    start: tuple[int, int]
    bend: tuple[int, int]
    end: tuple[int, int]
    width: int


@dataclass(frozen=True, slots=True)
class Map:
    """What to draw, WIDTH wide: spots by weight, lines the thinnest first."""

    height: int
    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]


def style_for_booklets(count: int) -> Style:
    """Wide cells, for whole words, as long as the map stays on one screen."""
    return FEW_BOOKLETS if count <= MOST_IN_WIDE_CELLS else MANY_BOOKLETS


def laid_out(nodes: Sequence[Node], ties: Sequence[Tie], style: Style) -> Map:
    """Put every node on its place. Keys are distinct; ties to unknown keys are left out."""
    ordered = sorted(nodes, key=lambda node: (-node.weight, node.key))
    known = {node.key for node in ordered}
    kept = sorted(
        (tie for tie in ties if {tie.first, tie.second} <= known and tie.first != tie.second),
        key=lambda tie: (tie.strength, tie.first, tie.second),
    )
    slots, rows = _slots(len(ordered), style)
    places = _arranged([node.key for node in ordered], _pulls(kept), slots)
    heaviest = max((node.weight for node in ordered), default=1)
    spots = []
    for node in ordered:
        x, y = slots[places[node.key]]
        radius = _radius(node.weight, heaviest, style)
        label = cut_to(node.label, style.cell - MARGIN)
        spots.append(Spot(node.key, label, x, y, radius, y + radius + LABEL_DROP))
    at = {spot.key: (spot.x, spot.y) for spot in spots}
    strongest = max((tie.strength for tie in kept), default=1)
    lines = tuple(_line(tie, at[tie.first], at[tie.second], strongest) for tie in kept)
    return Map(rows * style.row + MARGIN, tuple(spots), lines)


def width_of(label: str) -> int:
    """How wide a label can be, in the map's units, in the widest of the fonts that pages may use."""
    return sum(_sign_width(sign) for sign in label)


def cut_to(label: str, width: int) -> str:
    """The label, cut at a sign with an ellipsis where it would be wider."""
    if width_of(label) <= width:
        return label
    kept = ""
    for sign in label:
        if width_of(f"{kept}{sign}…") > width:
            break
        kept += sign
    return kept.rstrip() + "…"


def _sign_width(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(sign) in ("W", "F"):
        return 15
    if sign in _NARROW:
        return 6
    return 14 if sign in _WIDE else 11 if sign.isupper() else 9


def _radius(weight: int, heaviest: int, style: Style) -> int:
    """A circle whose area grows with the weight, between the smallest and the largest."""
    grown = isqrt(max(weight, 0) * style.largest * style.largest // max(heaviest, 1))
    return min(max(grown, style.smallest), style.largest)


def _slots(count: int, style: Style) -> tuple[list[tuple[int, int]], int]:
    """Enough middles of cells, row by row, every other row half a cell in; and how many rows they make."""
    slots: list[tuple[int, int]] = []
    rows = 0
    while len(slots) < max(count, 1):
        odd = rows % 2
        y = rows * style.row + style.largest + MARGIN
        start = style.cell // 2 + odd * style.cell // 2
        slots += [(start + at * style.cell, y) for at in range(style.columns - odd)]
        rows += 1
    return slots, rows


def _pulls(ties: Sequence[Tie]) -> dict[str, dict[str, int]]:
    """How strongly each node is pulled to each other."""
    pulls: dict[str, dict[str, int]] = {}
    for tie in ties:
        for one, other in ((tie.first, tie.second), (tie.second, tie.first)):
            found = pulls.setdefault(one, {})
            found[other] = found.get(other, 0) + tie.strength
    return pulls


def _arranged(
    keys: Sequence[str], pulls: Mapping[str, Mapping[str, int]], slots: Sequence[tuple[int, int]]
) -> dict[str, int]:
    """A slot for each key: the most pulled in the middle, then each beside what pulls it; then any swap
    or move that shortens the links, until none does.
    """
    far = [[isqrt(100 * ((ax - bx) ** 2 + (ay - by) ** 2)) for bx, by in slots] for ax, ay in slots]
    places = _first_places(keys, pulls, far)
    taken = {slot: key for key, slot in places.items()}

    def cost(key: str, slot: int, *, but: str = "") -> int:
        pulled = pulls.get(key, {})
        return sum(pull * far[slot][places[other]] for other, pull in pulled.items() if other != but)

    for _ in range(MOST_ROUNDS):
        moved = False
        for key in keys:
            for slot in range(len(slots)):
                here, other = places[key], taken.get(slot, "")
                if slot == here:
                    continue
                before = cost(key, here, but=other) + (cost(other, slot, but=key) if other else 0)
                after = cost(key, slot, but=other) + (cost(other, here, but=key) if other else 0)
                if after < before:
                    _swap(places, taken, key, slot, other)
                    moved = True
        if not moved:
            break
    return places


def _swap(places: dict[str, int], taken: dict[int, str], key: str, slot: int, other: str) -> None:
    here = places[key]
    places[key], taken[slot] = slot, key
    if other:
        places[other], taken[here] = here, other
    else:
        del taken[here]


def _first_places(
    keys: Sequence[str], pulls: Mapping[str, Mapping[str, int]], far: Sequence[Sequence[int]]
) -> dict[str, int]:
    free = list(range(len(far)))
    # The middle is the slot nearest to all others.
    middle = min(free, key=lambda slot: (sum(far[slot]), slot))
    places: dict[str, int] = {}
    waiting = list(keys)
    while waiting:
        pulled = [
            sum(pull for other, pull in pulls.get(key, {}).items() if other in places) for key in waiting
        ]
        if not any(pulled):
            pulled = [sum(pulls.get(key, {}).values()) for key in waiting]
        key = waiting.pop(pulled.index(max(pulled)))
        near = [(places[other], pull) for other, pull in pulls.get(key, {}).items() if other in places]
        slot = min(free, key=lambda at: (sum(pull * far[at][to] for to, pull in near), far[at][middle], at))
        free.remove(slot)
        places[key] = slot
    return places


def _line(tie: Tie, start: tuple[int, int], end: tuple[int, int], strongest: int) -> Line:
    across, down = end[0] - start[0], end[1] - start[1]
    bend = ((start[0] + end[0]) // 2 - down // 8, (start[1] + end[1]) // 2 + across // 8)
    width = max(THINNEST, THICKEST * tie.strength // max(strongest, 1))
    return Line(tie.first, tie.second, start, bend, end, width)
