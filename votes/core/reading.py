"""Taking restricted JSON apart with its shape checked: what is not as the format page says is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction

from deliberation.core.canonical import Json

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
HEXADECIMAL = re.compile(r"[0-9a-f]*")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
RATIO = re.compile(r"[0-9]{1,40}/[0-9]{1,40}")
LONGEST_LINE = 500
LONGEST_TEXT = 20_000
# Signs that show nothing or turn what follows: they make two texts look alike, or one text read otherwise.
# (U+200C and U+200D stay: Persian words and emoji need them.)
DECEIVING = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2800\u3164\ufeff\uffa0"
) | {
    chr(code) for first, last in ((0x2028, 0x202E), (0x2060, 0x206F), (0xFFF9, 0xFFFB), (0xE0000, 0xE0FFF))
    for code in range(first, last + 1)
}  # fmt: skip


class Malformed(ValueError):
    """A value has not the shape of the format page: `where` it stands, `what` was expected there."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what


def record(value: Json, where: str, *names: str) -> Mapping[str, Json]:
    """An object with exactly these keys."""
    if not isinstance(value, Mapping) or set(value) != set(names):
        raise Malformed(where, "object with " + ", ".join(names))
    return value


def mapping(value: Json, where: str) -> Mapping[str, Json]:
    """An object with any keys."""
    if not isinstance(value, Mapping):
        raise Malformed(where, "object")
    return value


def rows(value: Json, where: str) -> Sequence[Json]:
    """An array."""
    if not isinstance(value, (list, tuple)):
        raise Malformed(where, "array")
    return value


def count(value: Json, where: str) -> int:
    """An integer of zero or more."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Malformed(where, "integer, 0 or more")
    return value


def flag(value: Json, where: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Malformed(where, "true or false")
    return value


def text(value: Json, where: str) -> str:
    """Any string."""
    if not isinstance(value, str):
        raise Malformed(where, "string")
    return value


def slug(value: Json, where: str) -> str:
    """A public name: small ASCII letters, digits and hyphens, 80 at most."""
    if not isinstance(value, str) or not SLUG.fullmatch(value):
        raise Malformed(where, "small letters, digits and hyphens")
    return value


def ratio(value: Json, where: str) -> Fraction:
    """An exact ratio of zero or more in lowest terms, `2/3`; a whole number has the denominator 1."""
    if isinstance(value, str) and RATIO.fullmatch(value):
        above, below = map(int, value.split("/"))
        if below and written_ratio(Fraction(above, below)) == value:
            return Fraction(above, below)
    raise Malformed(where, "ratio like 2/3, in lowest terms")


def written_ratio(value: Fraction) -> str:
    """A ratio as it is published, `2/3`."""
    return f"{value.numerator}/{value.denominator}"


def hexadecimal(value: Json, where: str, digits: int = 64) -> str:
    """So many small hexadecimal digits (64 for a SHA-256)."""
    if not isinstance(value, str) or len(value) != digits or not HEXADECIMAL.fullmatch(value):
        raise Malformed(where, f"{digits} hexadecimal digits")
    return value


def moment(value: Json, where: str) -> str:
    """A moment in UTC to the second, `2026-11-24T18:02:00Z`; such texts sort as the moments do."""
    if isinstance(value, str) and MOMENT.fullmatch(value):
        try:
            datetime.fromisoformat(value)
            return value
        except ValueError:
            pass
    raise Malformed(where, "moment like 2026-11-24T18:02:00Z")


def day(value: Json, where: str) -> str:
    """A day, `2026-11-24`."""
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            date.fromisoformat(value)
            return value
        except ValueError:
            pass
    raise Malformed(where, "day like 2026-11-24")


def is_plain_text(value: str, longest: int = LONGEST_TEXT, lines: bool = False) -> bool:
    """Whether a wording is what it looks like: no control, zero-width or directional signs, not empty.

    `lines` allows line feeds; `longest` counts code points.
    """
    if not value.strip() or len(value) > longest:
        return False
    return not any(
        sign in DECEIVING or (unicodedata.category(sign) in ("Cc", "Cs") and not (lines and sign == "\n"))
        for sign in value
    )
