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

    None where no sentence holds any. The first term shows, however long the sentence.
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
    first = next(
        (match.end() for match in _PIECE.finditer(found) if _is_term(match[0], stems, reader, language)), 0
    )
    shown = _cut(found, first)
    pieces = tuple((piece, _is_term(piece, stems, reader, language)) for piece in _PIECE.findall(shown))
    return Passage(pieces, -best[0])


def _is_term(piece: str, stems: Collection[str], reader: Reader, language: str) -> bool:
    return (reader.stem(piece.lower(), language) or "") in stems


def _cut(sentence: str, end: int) -> str:
    """The sentence, cut at words where it is long; `end` is where its first term ends, which must show."""
    if len(sentence) <= LONGEST:
        return sentence
    begun = ""
    if end > LONGEST:
        begun, sentence = (
            "… ",
            sentence[end - LONGEST // 2 :].partition(" ")[2] or sentence[end - LONGEST // 2 :],
        )
    kept = LONGEST - len(begun)
    return begun + (sentence if len(sentence) <= kept else sentence[:kept].rsplit(" ", 1)[0] + "…")
