"""Words brought to the form in which they are compared."""

from __future__ import annotations

import unicodedata

_LIGATURES = {ord("œ"): "oe", ord("æ"): "ae", ord("ß"): "ss", ord("ø"): "o"}


def fold(word: str) -> str:
    """Lower case without accents (compatibility decomposition, combining marks dropped); œ is oe."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.lower()).translate(_LIGATURES)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
