"""Why two texts are alike: the terms both hold, each with its weight, as a sum one can redo by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

# A text is near when it shares two terms, and these are a fifth of the weight of what is typed.
FEWEST_SHARED = 2
NEAR_PERCENT = 20
# "Same demand?" is asked from a fifth of the weight of all terms of both texts on (docs/rules/similar.md).
SAME_PERCENT = 20

_PIECE = re.compile(r"[^\W\d_]+|[\W\d_]+")
_BEFORE = 40  # signs of a quote before its first shared term

StemOf = Callable[[str], "str | None"]
Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A term that both texts hold: its stem, how the other text writes it first, its weight (1/4096 bit)."""

    stem: str
    surface: str
    weight: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """The shared terms, heaviest first; their weight together, that of the typed text's terms, and that
    of all terms of either text. A term weighs its rarity, once, however often it stands in a text.
    """

    shared: tuple[Shared, ...]
    common: int
    typed: int
    all: int

    @property
    def percent(self) -> int:
        """The part of all weight that is common, in hundredths, rounded down."""
        return 100 * self.common // self.all if self.all else 0

    @property
    def is_near(self) -> bool:
        """Whether enough of what is typed is shared to show the other text at all."""
        return len(self.shared) >= FEWEST_SHARED and 100 * self.common >= NEAR_PERCENT * self.typed

    @property
    def is_same(self) -> bool:
        """Whether to ask "same demand?": a question to a person, never an answer."""
        return len(self.shared) >= FEWEST_SHARED and 100 * self.common >= SAME_PERCENT * self.all


def likeness(
    typed: frozenset[str], other: Sequence[tuple[str, str]], rarities: Mapping[str, int]
) -> Likeness:
    """What two texts share. `other` are the (stem, surface) of the other text in reading order;
    `rarities` has the weight of every stem of both.
    """
    surfaces: dict[str, str] = {}
    for stem, surface in other:
        surfaces.setdefault(stem, surface)
    shared = [Shared(stem, surfaces[stem], rarities[stem]) for stem in typed & surfaces.keys()]
    return Likeness(
        shared=tuple(sorted(shared, key=lambda term: (-term.weight, term.stem))),
        common=sum(term.weight for term in shared),
        typed=sum(rarities[stem] for stem in typed),
        all=sum(rarities[stem] for stem in typed | surfaces.keys()),
    )


def marked(text: str, weights: Mapping[str, int], stem_of: StemOf) -> Pieces:
    """The text cut into (piece, is a shared term); `weights` are those of the shared stems."""
    return tuple((piece, stem_of(piece.lower()) in weights) for piece in _PIECE.findall(text))


def quoted(text: str, weights: Mapping[str, int], stem_of: StemOf, signs: int) -> Pieces:
    """About `signs` signs of a text in one line, where the shared terms weigh most, cut between words.

    Each term counts once in a place; of equally heavy places the first is taken.
    """
    pieces = _PIECE.findall(" ".join(text.split()))
    ends = list(accumulate(map(len, pieces)))
    stems = [stem_of(piece.lower()) for piece in pieces]
    best, start = -1, 0
    for at, stem in enumerate(stems):
        if stem not in weights and at:
            continue
        begins = ends[at] - len(pieces[at])
        seen = {stems[later] for later in range(at, len(pieces)) if ends[later] - begins <= signs - _BEFORE}
        weight = sum(weights[found] for found in seen if found is not None and found in weights)
        if weight > best:
            best, start = weight, at
    return _window(pieces, ends, stems, weights, start, signs)


def _window(
    pieces: Sequence[str],
    ends: Sequence[int],
    stems: Sequence[str | None],
    weights: Mapping[str, int],
    start: int,
    signs: int,
) -> Pieces:
    if not pieces:
        return ()
    first, begins = start, ends[start] - len(pieces[start])
    while first and begins - (ends[first - 1] - len(pieces[first - 1])) <= _BEFORE:
        first -= 1
    # A quote starts with a word, not with the blank before it.
    first += first < start and not pieces[first][0].isalpha()
    opens = ends[first] - len(pieces[first])
    last = first
    while last + 1 < len(pieces) and ends[last + 1] - opens <= signs:
        last += 1
    shown = [(pieces[at], stems[at] in weights) for at in range(first, last + 1)]
    before, after = [("… ", False)] * bool(first), [("…", False)] * (last + 1 < len(pieces))
    return (*before, *shown, *after)
