"""Numbers, dates and digests as people read them, in the language of the page."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from babel import Locale
from babel.dates import format_date, format_datetime, get_timezone_location
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

Number = int | float | Decimal | Fraction
NO_BREAK = "\u00a0"
SECONDS_A_MINUTE = 60
MINUTES_AN_HOUR = 60

# How each language writes a moment; `{day}` and `{hour}` are filled in below.
# A day and its month stay on one line.
_DAY = dict.fromkeys(("fr", "en"), f"d{NO_BREAK}MMMM y")
_WEEKDAY = dict.fromkeys(("fr", "en"), f"EEEE d{NO_BREAK}MMMM y")
_SHORT_DAY = dict.fromkeys(("fr", "en"), f"d{NO_BREAK}MMM")
_MONTH = {"fr": "MMM", "en": "MMM"}
_HOUR = {"fr": f"H'{NO_BREAK}h{NO_BREAK}'mm", "en": "HH:mm"}
_FULL_HOUR = {"fr": f"H'{NO_BREAK}h'", "en": "HH:mm"}


def tied(text: str) -> str:
    """What somebody wrote, each French sign on the line of its word, whatever the language of the page."""
    return re.sub(r" (?=[;:?!»])", NO_BREAK, text.replace("« ", f"«{NO_BREAK}"))


def inner_quotes(text: str) -> str:
    """A text with its guillemets as the language writes those within others: `“ ”`, in English `‘ ’`."""
    opening, closing = ("‘", "’") if language() == "en" else ("“", "”")
    return tied(re.sub(r"\s*»", closing, re.sub(r"«\s*", opening, text)))


def language() -> str:
    """The two letters of the page's language; French for any that has no form of its own here."""
    code = (get_language() or "fr")[:2]
    return code if code in _DAY else "fr"


def _locale() -> Locale:
    # British order of day and month: it is the French one.
    return Locale.parse("en_GB" if language() == "en" else "fr")


def moment(value: datetime | str) -> datetime:
    """A moment in our time zone; the journal keeps it as text, `2026-11-24T18:02:00Z`.

    Raises ValueError for text that is no moment.
    """
    known = parse_datetime(value) if isinstance(value, str) else value
    if known is None:
        raise ValueError(f"no moment: {value!r}")
    return timezone.localtime(known)


def day(value: date | str) -> str:
    """A day: `29 novembre 2026`, `1er octobre 2026`."""
    known = moment(value) if isinstance(value, (datetime, str)) else value
    return _first(format_date(known, _DAY[language()], _locale()), known)


def short_day(value: date) -> str:
    """A day of a year that the page names: `29 nov.`."""
    return _first(format_date(value, _SHORT_DAY[language()], _locale()), value)


def hour(value: datetime | str) -> str:
    """An hour: `20 h`, `18 h 02`; `20:00` in English."""
    known = moment(value)
    pattern = (_HOUR if known.minute else _FULL_HOUR)[language()]
    return format_datetime(known, pattern, timezone.get_current_timezone(), _locale())


def zone() -> str:
    """Our time zone in words: `heure de Paris`."""
    city = get_timezone_location(timezone.get_current_timezone(), _locale(), return_city=True)
    if city[:1] in "AEIOUYÉÎ":
        return _("heure d’%(city)s") % {"city": city}
    return _("heure de %(city)s") % {"city": city}


def when(value: datetime | str, form: str = "") -> str:
    """A moment with its zone: `29 novembre 2026, 20 h (heure de Paris)`.

    `form` may be `weekday` (the day's name too), `short` (`29 nov., 20 h`, for tables that state the
    zone once), `hour`, or the two parts of a large date: `number` (`29`) and `month` (`nov., 20 h`).
    """
    known = moment(value)
    if form == "hour":
        return hour(known)
    if form == "number":
        return str(known.day)
    if form == "month":
        return f"{format_date(known, _MONTH[language()], _locale())}, {hour(known)}"
    if form == "short":
        return f"{short_day(known)}, {hour(known)}"
    pattern = (_WEEKDAY if form == "weekday" else _DAY)[language()]
    return f"{_first(format_date(known, pattern, _locale()), known)}, {hour(known)} ({zone()})"


def remaining(value: datetime | str, now: datetime) -> str:
    """How far a moment is, by calendar days of our zone: `dans 5 jours`, `demain`, `il y a 2 heures`."""
    then, current = moment(value), moment(now)
    days = (then.date() - current.date()).days
    if abs(days) > 1:
        text = (
            ngettext("dans %(n)s jour", "dans %(n)s jours", days)
            if days > 0
            else ngettext("il y a %(n)s jour", "il y a %(n)s jours", -days)
        )
        return text % {"n": number(abs(days))}
    if days:
        return _("demain") if days > 0 else _("hier")
    return _same_day(int((then - current).total_seconds()) // SECONDS_A_MINUTE)


def _same_day(minutes: int) -> str:
    ahead, far = minutes >= 0, abs(minutes)
    if far >= MINUTES_AN_HOUR:
        far //= MINUTES_AN_HOUR
        text = (
            ngettext("dans %(n)s heure", "dans %(n)s heures", far)
            if ahead
            else ngettext("il y a %(n)s heure", "il y a %(n)s heures", far)
        )
    elif far:
        text = (
            ngettext("dans %(n)s minute", "dans %(n)s minutes", far)
            if ahead
            else ngettext("il y a %(n)s minute", "il y a %(n)s minutes", far)
        )
    else:
        return _("maintenant")
    return text % {"n": far}


def number(value: Number | str, decimals: int = 0) -> str:
    """A number with narrow spaces for thousands and a comma: `1 234`; at most `decimals` digits after it."""
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    return format_decimal(_decimal(value), pattern, _locale()).replace("-", "\u2212")  # the minus sign


def percent(value: Number | str) -> str:
    """A part of one as a percentage with at most one decimal: 0.225 or "9/40" -> `22,5 %`."""
    text = number(_decimal(value) * 100, decimals=1)
    return f"{text}{NO_BREAK}%" if language() == "fr" else f"{text}%"


def grouped(digest: str, letters: int | None = None) -> str:
    """A digest in groups of eight, whole or only its first letters."""
    text = digest[:letters]
    return " ".join(text[at : at + 8] for at in range(0, len(text), 8))


def _decimal(value: Number | str) -> Decimal:
    if isinstance(value, str):
        value = Fraction(value)
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(str(value)) if isinstance(value, float) else Decimal(value)


def _first(text: str, value: date) -> str:
    """French says `1er` for the first of a month."""
    if language() != "fr" or value.day != 1:
        return text
    return text.replace(f"1{NO_BREAK}", f"1er{NO_BREAK}", 1)
