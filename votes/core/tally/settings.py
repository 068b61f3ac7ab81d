"""Reading the settings of a question: what a rule does not know, or not so, is refused by its name.

`read_` functions assume settings that were checked; where a setting is left out, its default holds.
"""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from typing import NoReturn

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from votes.core import reading
from votes.core.questions import Question

# More is no ballot that anyone fills in; and who may send 500 ranks can make a count last for hours.
MOST_RANKED = 50


def refuse(question: Question, setting: str) -> NoReturn:
    """Raise RuleBroken `question.settings-wrong` for a setting."""
    raise RuleBroken("question.settings-wrong", question=question.slug, setting=setting)


def check_names(question: Question, *names: str) -> None:
    """Refuse a setting that the rule does not know."""
    for name in sorted(question.settings):
        if name not in names:
            refuse(question, name)


def check_short(question: Question) -> None:
    """Refuse more options than people rank or grade. Raises RuleBroken `question.settings-wrong`."""
    if len(question.options) > MOST_RANKED:
        refuse(question, "options")


def choice(question: Question, name: str, offered: Collection[str]) -> str:
    """A setting that is one of a few words; the first offered where it is left out."""
    value = question.settings.get(name, next(iter(offered)))
    if not isinstance(value, str) or value not in offered:
        refuse(question, name)
    return value


def number(question: Question, name: str, default: int, least: int, most: int) -> int:
    """A setting that is an integer within bounds."""
    value = question.settings.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        refuse(question, name)
    return value


def flag(question: Question, name: str, default: bool) -> bool:
    """A setting that is true or false."""
    value = question.settings.get(name, default)
    if not isinstance(value, bool):
        refuse(question, name)
    return value


def share(question: Question, name: str, value: Json) -> Fraction:
    """A part of a whole, from above 0 up to 1, as an exact ratio like `2/3`."""
    try:
        found = reading.ratio(value, name)
    except reading.Malformed:
        refuse(question, name)
    if not 0 < found <= 1:
        refuse(question, name)
    return found
