"""Opposition words: a hint that a text asks against something. A hint only, never a decision.

The lists are ours, short, and published in `docs/rules/stance.md`: whoever finds a word missing or wrong can
say so. They are matched on folded words (small letters, no accents); a star stands for any ending. What
they cannot see: irony, a refusal without such a word, a double refusal, who is against what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from proposals.core.texts import folded

# Words and phrases that speak against something.
OPPOSITION = {
    "fr": (
        "contre", "non a", "non au", "non aux", "stop a", "stop au", "stop aux", "fin de", "fin du",
        "fin des", "mettre fin", "abroge*", "abrogation*", "aboli*", "annul*", "arret de", "arret des",
        "arret du", "arreter*", "cesser", "empecher", "hors de question", "inacceptable*", "interdi*",
        "inutile*", "moratoire*", "nuisible*", "oppose*", "opposition", "opposons", "pas d'accord",
        "refus*", "rejet*", "renoncer", "retrait", "retirer", "supprim*", "suppression*", "desaccord*",
        "defavorable*",
    ),
    "en": (
        "against", "no to", "stop", "end the", "ban", "banned", "banning", "bans", "abolish*", "cancel*",
        "cease", "disagree*", "forbid*", "harmful", "moratorium", "oppose*", "opposing", "opposition",
        "prohibit*", "reject*", "remove", "removing", "repeal*", "refus*", "scrap", "scrapping",
        "unacceptable", "useless", "withdraw*",
    ),
    "de": (
        "gegen", "nein zu", "nein zum", "nein zur", "stopp", "abschaff*", "abzuschaffen", "ablehn*",
        "abgelehnt", "aufheb*", "beenden", "dagegen", "moratorium", "schadlich*", "streich*", "unnotig*",
        "untersag*", "verbiet*", "verbot*", "verhinder*", "verweiger*", "verzicht*", "zuruckzieh*",
    ),
    "es": (
        "contra", "no a", "no al", "basta de", "poner fin", "aboli*", "anula*", "cancela*", "cesar",
        "danino*", "deroga*", "eliminar", "eliminacion", "inaceptable*", "inutil*", "moratoria*",
        "opone*", "oposicion", "oponer*", "prohib*", "rechaz*", "retirar", "retirada", "suprim*",
        "supresion*",
    ),
}  # fmt: skip
# Phrases that hold such a word and say nothing against the demand: taken out before looking.
HARMLESS = {
    "fr": (
        "lutte contre", "luttes contre", "lutter contre", "luttons contre", "par contre", "contre-*",
        "protege* contre", "proteger contre", "protection contre", "agir contre", "combat contre",
        "interdit bancaire", "sans contrepartie*", "opposition parlementaire", "en fin de",
        "a la fin de", "a la fin du", "a la fin des",
    ),
    "en": (
        "fight against", "fighting against", "protection against", "protect against", "bus stop*",
    ),
    "de": (
        "kampf gegen", "schutz gegen", "gegenuber", "gegenseitig*",
    ),
    "es": (
        "lucha contra", "luchar contra", "proteccion contra", "en contra de la corriente",
    ),
}  # fmt: skip
SMALLER_PERCENT = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text as it was written; `opposes` when it is an opposition word."""

    text: str
    opposes: bool


def opposes(text: str, language: str) -> bool:
    """Whether a text holds an opposition word of its language; never where we have no list."""
    return bool(_found(folded(text), language))


def opposes_folded(text: str, language: str) -> bool:
    """The same for a text that is folded already, as it is kept for search."""
    return bool(_found(text, language))


def marked(text: str, language: str) -> tuple[Piece, ...]:
    """A text cut at its opposition words. Joined, the pieces are the text."""
    parts = [folded(sign) for sign in text]
    # Where each sign of the folded text comes from, and one place more for the end.
    origins = [at for at, part in enumerate(parts) for _ in part] + [len(text)]
    pieces: list[Piece] = []
    last = 0
    for start, end in _found("".join(parts), language):
        pieces.append(Piece(text[last : origins[start]], False))
        last = origins[end - 1] + 1
        pieces.append(Piece(text[origins[start] : last], True))
    pieces.append(Piece(text[last:], False))
    return tuple(piece for piece in pieces if piece.text)


def words_in(text: str, language: str) -> tuple[str, ...]:
    """The opposition words of a text as they are written there, each once."""
    found = (piece.text for piece in marked(text, language) if piece.opposes)
    return tuple(dict.fromkeys(word.lower() for word in found))


def looks_mixed(texts: int, opposing: int) -> bool:
    """Whether a measure's texts look as if they asked for opposite things.

    Some hold opposition words, some do not, and the smaller part is a fifth of them or more: one text with
    such a word among thirty is shown on the measure's page, but nobody is made to look at it.
    """
    smaller = min(opposing, texts - opposing)
    return smaller > 0 and smaller * 100 >= texts * SMALLER_PERCENT


def _found(text: str, language: str) -> list[tuple[int, int]]:
    """Where opposition words stand in a folded text: (start, end), in order."""
    if language not in OPPOSITION:
        return []
    harmless = [found.span() for found in _pattern(HARMLESS[language]).finditer(text)]
    found = (match.span() for match in _pattern(OPPOSITION[language]).finditer(text))
    return [
        (start, end)
        for start, end in found
        if not any(first <= start and end <= last for first, last in harmless)
    ]


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all phrases of a list, the longest first; blanks stand for any white space."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    forms = (re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")
