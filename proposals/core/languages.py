"""The language of a text, as a guess that its author may correct; a recorded input of the corpus.

It is guessed once, when a text is written or imported, never in a run: the library's sums are floats.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Protocol

FEWEST_WORDS = 6
# How much likelier (natural logarithm) the other language must be: on short titles the model errs by
# up to 15; a foreign sentence of ten words leads by 25 and more.
LEAST_LEAD = 20
MOST_SIGNS = 2_000
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_WORD = re.compile(r"[^\W\d_]{2,}")


class Language(StrEnum):
    """The languages whose words we can read: those with a stemmer and a stop list."""

    GERMAN = "de"
    ENGLISH = "en"
    SPANISH = "es"
    FRENCH = "fr"


class _Identifier(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...


def detected(text: str, usual: str) -> str:
    """The language of a text: the `usual` one of its campaign, unless the text is long enough and the
    evidence strong that it is written in another one that we can read.

    Only the beginning is looked at (2,000 signs), without addresses. A text in a language that we
    cannot read keeps the usual one.
    """
    words = _WORD.findall(_ADDRESS.sub(" ", text[:MOST_SIGNS]))
    if len(words) < FEWEST_WORDS:
        return usual
    scores = _scores(" ".join(words).lower())
    best = max(scores, key=lambda language: scores[language])
    known = best in set(Language)
    return best if known and scores[best] - scores.get(usual, scores[best]) >= LEAST_LEAD else usual


def _scores(words: str) -> Mapping[str, float]:
    """The log-likelihood of each of the library's languages."""
    return dict(_identifier().rank(words))


@cache
def _identifier() -> _Identifier:
    """Made once, on first use: it takes a tenth of a second and 40 MB; replay never needs it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    return identifier
