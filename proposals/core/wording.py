"""What changed between two wordings, word by word, and the letters that may pass for others."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PARTS = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stands in both wordings (`same`), or in one only (`gone`, `new`)."""

    kind: Literal["same", "gone", "new"]
    text: str


def changes(before: str, after: str) -> tuple[Piece, ...]:
    """The way from one wording to the other, whole words at a time.

    Joined, the pieces that are not new give `before`, those that are not gone give `after`.
    """
    old, new = _PARTS.findall(before), _PARTS.findall(after)
    found: list[Piece] = []
    for how, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Piece("same", "".join(old[i:j])))
            continue
        found += [Piece("gone", "".join(old[i:j]))] if j > i else []
        found += [Piece("new", "".join(new[k:m]))] if m > k else []
    return tuple(found)


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
