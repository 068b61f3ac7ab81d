"""Words of one family (democracy, democratic), shown and counted together wherever a person reads.

Families play no part in where a text goes: stems do. They keep a list of words from saying one thing
three times.
"""

from __future__ import annotations

from collections.abc import Iterable

from proposals.core.folding import fold

SHARED_LETTERS = 6
SHORTEST_FORM = 5
SHORTEST_WORD = 3


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


def plain_form(surface: str) -> str:
    """The form that a written word shares with its plural and, in -ique, with its masculine in -ic.

    A stemmer does not always see that they are one (loyer and loyers, loi and lois, public and publique).
    A last s or x is cut off words that keep five letters; of shorter ones, that keep three, only an s after
    a, i, o or u, and an x after u, where the French stemmer leaves the plural as it is.
    """
    form = fold(surface)
    cut = form[:-1] if form.endswith(("s", "x")) else form
    if len(cut) < SHORTEST_FORM:
        short = cut.endswith(tuple("aiou")) if form.endswith("s") else cut.endswith("u")
        return cut if short and len(cut) >= SHORTEST_WORD else form
    return f"{cut[:-3]}c" if cut.endswith("ique") else cut


def one_of_each(surfaces: Iterable[str]) -> tuple[str, ...]:
    """The written words in their order, of each form the first one only."""
    found: dict[str, str] = {}
    for surface in surfaces:
        found.setdefault(plain_form(surface), surface)
    return tuple(found.values())


def _shared_letters(one: str, other: str) -> int:
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))
