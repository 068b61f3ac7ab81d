"""What changed between two wordings, word by word, and the letters that may pass for others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# A shorter word that two wordings share holds them together no more than a blank does.
SHORTEST_SHARED = 4
_PARTS = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stands in both wordings (`same`), or in one only (`gone`, `new`)."""

    kind: Literal["same", "gone", "new"]
    text: str


def changes(before: str, after: str) -> tuple[Piece, ...]:
    """The way from one wording to the other, whole words at a time.

    Joined, the pieces that are not new give `before`, those that are not gone give `after`. What two changes
    have in common between them, blanks, signs and short words, belongs to both: else a sentence that was
    written anew would read as a jumble of both.
    """
    old, new = _PARTS.findall(before), _PARTS.findall(after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    found: list[Piece] = []
    gone, come = "", ""
    for at, (how, i, j, k, m) in enumerate(steps):
        is_between = 0 < at < len(steps) - 1
        if how == "equal" and not (is_between and _says_little(old[i:j])):
            found += _changed(gone, come)
            found.append(Piece("same", "".join(old[i:j])))
            gone, come = "", ""
        else:
            gone, come = gone + "".join(old[i:j]), come + "".join(new[k:m])
    return (*found, *_changed(gone, come))


def _says_little(parts: Sequence[str]) -> bool:
    """Whether a stretch holds no word of four letters."""
    return all(len(part) < SHORTEST_SHARED or not part.isalnum() for part in parts)


def _changed(gone: str, come: str) -> list[Piece]:
    return [*([Piece("gone", gone)] if gone else []), *([Piece("new", come)] if come else [])]


def foreign_letters(text: str) -> tuple[str, ...]:
    """The letters that are not Latin, by code point and name, each once.

    A Cyrillic or Greek letter in a French word looks like ours: the page that shows a change names it.
    """
    letters = dict.fromkeys(sign for sign in text if sign.isalpha())
    names = {sign: unicodedata.name(sign, "") for sign in letters}
    ours = ("LATIN", "FEMININE ORDINAL", "MASCULINE ORDINAL")
    return tuple(
        f"U+{ord(sign):04X} {name}".strip() for sign, name in names.items() if not name.startswith(ours)
    )
