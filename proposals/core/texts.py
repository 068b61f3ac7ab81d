"""What a text may be: its length, the signs it may hold, its form for search, its words in the corpus."""

from __future__ import annotations

import re
import unicodedata

from deliberation.core.errors import RuleBroken

LONGEST_TITLE = 120
LONGEST_TYPED = 20_000
LONGEST_IMPORTED = 20_000
MOST_MARKS = 6  # accents on one letter; what is written by people needs four at most
MOST_SEARCHED = 8

# Signs that turn the direction of what follows: one text may be read as another.
_TURNING = "\u202a-\u202e\u2066-\u2069"
# Signs that show nothing and come along when one copies from a page or a word processor.
_EMPTY = "\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufeff"
# Signs that join letters (emoji, Persian) or show as a blank: right in a body, hiding in a title.
_HIDING = "\u034f\u115f\u1160\u17b4\u17b5\u200c\u200d\u2800\u3164\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
_CONTROL = "\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff"
_REFUSED_IN_BODY = re.compile(f"[{_CONTROL}{_TURNING}]")
_REFUSED_IN_TITLE = re.compile(f"[{_CONTROL}{_TURNING}{_EMPTY}{_HIDING}]")
_DROPPED_IN_BODY = re.compile(f"[{_EMPTY}]")
_DROPPED_IN_TITLE = re.compile("[\ufe0e\ufe0f]")
_LINE_END = re.compile("\r\n?|[\u0085\u2028\u2029]")
_BLANKS = re.compile("[ \t\n]+")
_JOINED = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})


def normal(text: str) -> str:
    """The text as it is kept: NFC, lines ended by one line feed, no white space around it."""
    return unicodedata.normalize("NFC", _LINE_END.sub("\n", text)).strip()


def signs(text: str) -> int:
    """How many signs a text has: the code points of its kept form."""
    return len(normal(text))


def check_title(title: str, most: int = LONGEST_TITLE) -> str:
    """The title in one line, or a refusal.

    `text.title-empty`, `text.title-too-long` (used, most), `text.hidden-sign` (sign, place),
    `text.too-many-marks` (place).
    """
    line = _BLANKS.sub(" ", _DROPPED_IN_TITLE.sub("", normal(title)))
    _check_signs(line, _REFUSED_IN_TITLE)
    if not _says_something(line):
        raise RuleBroken("text.title-empty")
    if len(line) > most:
        raise RuleBroken("text.title-too-long", used=len(line), most=most)
    return line


def check_body(body: str, most: int) -> str:
    """The body as it is kept, or a refusal. Empty signs that copying brings along are taken out.

    `text.body-empty`, `text.body-too-long` (used, most, over), `text.hidden-sign` (sign, place),
    `text.too-many-marks` (place).
    """
    kept = normal(_DROPPED_IN_BODY.sub("", body))
    _check_signs(kept, _REFUSED_IN_BODY)
    if not _says_something(kept):
        raise RuleBroken("text.body-empty")
    if len(kept) > most:
        raise RuleBroken("text.body-too-long", used=len(kept), most=most, over=len(kept) - most)
    return kept


def title_from(words: str) -> str:
    """A title out of the first words of a body: what a title may not hold is taken out."""
    return _BLANKS.sub(" ", _DROPPED_IN_TITLE.sub("", _REFUSED_IN_TITLE.sub("", normal(words)))).strip()


def folded(text: str) -> str:
    """The text for search: small letters without accents, `œ` as `oe`, straight apostrophes."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_JOINED))
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).translate(_JOINED)


def searched(query: str) -> list[str]:
    """The words that a search asks for, folded; at most eight, no word twice."""
    return list(dict.fromkeys(folded(query).split()))[:MOST_SEARCHED]


def corpus_words(title: str, body: str) -> str:
    """What a run reads of a text: title and body, or the body alone when it begins with the title.

    A title made of the first words must not count twice. Only letters and digits are compared, so
    that Markdown's signs do not matter.
    """
    begins = _letters(body[: 4 * len(title) + 400]).startswith(_letters(title))
    return body if begins else f"{title}\n\n{body}"


def _letters(text: str) -> str:
    return "".join(sign for sign in folded(text) if sign.isalnum())


def _says_something(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _check_signs(text: str, refused: re.Pattern[str]) -> None:
    found = refused.search(text)
    if found:
        raise RuleBroken("text.hidden-sign", sign=f"U+{ord(found[0]):04X}", place=found.start() + 1)
    run = 0
    for place, sign in enumerate(text, 1):
        run = run + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if run > MOST_MARKS:
            raise RuleBroken("text.too-many-marks", place=place)
