"""What the verifier says, French and English: `words` holds the tables, here they are joined and spoken.

`SENTENCES` say what was found, `ADVICE` what to do (by code, else by the part before the dot, else the
usual); the rest are `words.labels`. A `{name}` is a fact of the finding. Both languages hold the same codes.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Mapping

from deliberation.core.errors import Fact
from votes.core.reading import DECEIVING
from votes.verifier.findings import Finding
from votes.verifier.words import (
    ballots,
    checkpoints,
    journal,
    packs,
    remarks,
    remembered,
    results,
    rolls,
    seats,
    votes,
)

FRENCH, ENGLISH = "fr", "en"
LANGUAGES = (FRENCH, ENGLISH)
LONGEST_FACT = 120

_MODULES = (
    packs, seats, journal, votes, rolls, ballots, checkpoints, remarks, results, remembered,
)  # fmt: skip
SENTENCES = {code: said for module in _MODULES for code, said in module.SENTENCES.items()}
OTHERWISE = "otherwise"  # the advice where no other is better
ADVICE = {
    OTHERWISE: (
        "Gardez ce fichier, déposez une observation qui cite ce constat, et comparez avec le journal du"
        " site.",
        "Keep this file, file a remark that quotes this finding, and compare with the journal of the site.",
    ),
    **{code: said for module in _MODULES for code, said in module.ADVICE.items()},
}


def say(table: Mapping[str, tuple[str, str]], key: str, language: str, **facts: Fact) -> str:
    """The words of a key in a language, its facts filled in and made harmless for a terminal."""
    shown = {name: harmless(str(value)) for name, value in facts.items()}
    return table[key][LANGUAGES.index(language)].format(**shown)


def sentence(found: Finding, language: str) -> str:
    """What a finding or a note says."""
    shortened = {name: _short(value) for name, value in found.facts.items()}
    return say(SENTENCES, found.code, language, **shortened)


def advice(found: Finding, language: str) -> str:
    """What to do about a finding."""
    family = found.code.split(".")[0]
    return say(ADVICE, next(key for key in (found.code, family, OTHERWISE) if key in ADVICE), language)


def harmless(text: str) -> str:
    """A text from a pack without what would steer a terminal or turn its line around."""
    return "".join("\ufffd" if _steers(sign) else sign for sign in text)


def _steers(sign: str) -> bool:
    space = sign == "\n" or unicodedata.category(sign) == "Zs"
    return (not sign.isprintable() and not space) or sign in DECEIVING


def _short(value: Fact) -> Fact:
    return textwrap.shorten(value, LONGEST_FACT, placeholder="…") if isinstance(value, str) else value
