"""Short passages of a text for a measure: the sentence that holds most of the measure's terms."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from proposals.core.terms import Reader

LONGEST = 220
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_PIECE = re.compile(r"[^\W\d_]+|[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a text, cut at a word where it is long: (piece, is a term of the measure)."""

    pieces: tuple[tuple[str, bool], ...]
    terms: int

    @property
    def text(self) -> str:
        """The passage in one piece."""
        return "".join(piece for piece, _ in self.pieces)


def passage_of(text: str, stems: Collection[str], reader: Reader, language: str) -> Passage | None:
    """The sentence with most distinct terms among `stems`; of equals the shorter, then the earlier.

    None where no sentence holds any.
    """
    best: tuple[int, int, int] | None = None
    found = ""
    for at, match in enumerate(_SENTENCE.finditer(text)):
        sentence = match[0].strip()
        held = len({word.stem for word in reader.words(sentence, language)} & set(stems))
        rank = (-held, len(sentence), at)
        if held and (best is None or rank < best):
            best, found = rank, sentence
    if best is None:
        return None
    shown = found if len(found) <= LONGEST else found[:LONGEST].rsplit(" ", 1)[0] + "…"
    pieces = tuple(
        (piece, (reader.stem(piece.lower(), language) or "") in stems) for piece in _PIECE.findall(shown)
    )
    return Passage(pieces, -best[0])
