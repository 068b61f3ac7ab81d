"""Words of one family (democracy, democratic), shown and counted together wherever a person reads.

Families play no part in where a text goes: stems do. They keep a list of words from saying one thing
three times.
"""

from __future__ import annotations

from collections.abc import Iterable

SHARED_LETTERS = 6


def families(stems: Iterable[str]) -> dict[str, str]:
    """The family of each stem, named by its first stem in the order of code points.

    A stem joins the family before it when it begins as that family's first stem does: with six
    letters at least, and seven tenths at least of the longer of the two. Six letters alone would make
    one family of transport and transparency.
    """
    found: dict[str, str] = {}
    first = ""
    for stem in sorted(set(stems)):
        shared = _shared_letters(first, stem)
        if shared < SHARED_LETTERS or 10 * shared < 7 * max(len(first), len(stem)):
            first = stem
        found[stem] = first
    return found


def _shared_letters(one: str, other: str) -> int:
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))
