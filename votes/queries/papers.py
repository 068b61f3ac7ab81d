"""What a ballot says, in words: the note under an option, the words of a grade, a ballot read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from votes.core.choices import Choices, Shape
from votes.core.questions import Question as PlainQuestion
from votes.core.tally import score
from votes.core.tally.rules import rule_of
from votes.models import Option


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade of a scale: the integer that ballots hold, and its word."""

    value: int
    word: str


@dataclass(frozen=True, slots=True)
class Said:
    """One option that a ballot names, and what it says of it: a rank, a grade, or nothing more."""

    option: Option
    said: str


def grades_of(question: PlainQuestion) -> list[Grade]:
    """The grades of a question, the best first; none where its rule has no scale."""
    if rule_of(question).shape is not Shape.GRADES:
        return []
    words = question.settings.get("grades")
    if isinstance(words, (list, tuple)):
        return [Grade(value, str(word)) for value, word in enumerate(words)][::-1]
    return [Grade(value, str(value)) for value in reversed(score.scale(question))]


def grade_word(question: PlainQuestion, value: int) -> str:
    """The word of a grade; the number itself where the scale has none."""
    return next((grade.word for grade in grades_of(question) if grade.value == value), str(value))


def read_back(question: PlainQuestion, options: Mapping[str, Option], choices: Choices) -> list[Said]:
    """What a ballot of the box says: ranks in their order, else the order of the question; none if blank."""
    ranked = rule_of(question).shape is Shape.RANKING
    said = []
    for place, choice in enumerate(choices, start=1):
        code = choice if isinstance(choice, str) else choice[0]
        if code in options:
            grade = "" if isinstance(choice, str) else grade_word(question, choice[1])
            said.append(Said(options[code], str(place) if ranked else grade))
    return said


def note_of(option: Option) -> str:
    """What stands under an option: the number it has in its booklet, or of its booklet."""
    booklet, _dash, measure = option.code.rpartition("-")
    measure = measure or option.code
    kind, number = measure[:1], measure[1:]
    if booklet[:1] == "b" and booklet[1:].isdecimal() and kind == "m":
        return _("livret %(booklet)s, mesure %(number)s") % {"booklet": booklet[1:], "number": number}
    if kind == "m" and number.isdecimal():
        return _("mesure %(number)s") % {"number": number}
    if kind == "b" and number.isdecimal():
        return _("livret %(number)s") % {"number": number}
    return ""
