"""What a ballot may hold: three shapes of choices, whether they are legal, how many there can be.

Approvals: option codes in the order of the question. A ranking: option codes from the first to the
last, as many as the voter likes; no two at one rank. Grades: pairs of an option code and an integer, in
the order of the question. A blank ballot is BLANK in every shape; a form sent empty is not blank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import comb, perm
from typing import TypeAlias

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from votes.core import reading
from votes.core.questions import BLANK_CODE, Question

Choice: TypeAlias = str | tuple[str, int]
Choices: TypeAlias = tuple[Choice, ...]
BLANK: Choices = (BLANK_CODE,)


class Shape(StrEnum):
    """What the choices of a ballot look like."""

    APPROVALS = "approvals"
    RANKING = "ranking"
    GRADES = "grades"


def published_choices(choices: Choices) -> list[Json]:
    """The choices as JSON: a code is a string, a grade is `[code, integer]`."""
    return [choice if isinstance(choice, str) else list(choice) for choice in choices]


def read_choices(value: Json, where: str) -> Choices:
    """The choices of a published ballot. Raises Malformed; legality is the rule's to say."""
    return tuple(_read_choice(each, where) for each in reading.rows(value, where))


def in_question_order(question: Question, chosen: Iterable[Choice]) -> Choices:
    """What was chosen, in the order of the options; a code of no option comes last."""
    place = {code: number for number, code in enumerate(question.codes())}

    def key(choice: Choice) -> tuple[int, str]:
        code = choice if isinstance(choice, str) else choice[0]
        return place.get(code, len(place)), code

    return tuple(sorted(chosen, key=key))


def check_approvals(question: Question, choices: Choices) -> None:
    """Refuse what does not name 1 to `most` options in their order, or blank where it is offered.

    Raises RuleBroken `ballot.empty`, `ballot.blank-not-offered`, `ballot.blank-with-options`,
    `ballot.wrong-shape`, `ballot.unknown-option`, `ballot.repeated-option`, `ballot.too-many` or
    `ballot.wrong-order` (an order of one's own would be a signature).
    """
    if _is_blank(question, choices):
        return
    codes = _plain_codes(question, choices)
    _check_codes(question, codes)
    _check_order(question, codes)


def check_ranking(question: Question, choices: Choices) -> None:
    """Refuse what does not rank 1 to `most` options, or blank. Raises as `check_approvals`, but for order."""
    if not _is_blank(question, choices):
        _check_codes(question, _plain_codes(question, choices))


def check_grades(question: Question, choices: Choices, scale: range, complete: bool = False) -> None:
    """Refuse what does not give options a grade of the scale, in the order of the options, or blank.

    `complete`: every option needs one. Raises as `check_approvals`, and RuleBroken
    `ballot.grade-not-on-scale` or `ballot.grade-missing`.
    """
    if _is_blank(question, choices):
        return
    graded = [choice for choice in choices if not isinstance(choice, str)]
    if len(graded) != len(choices):
        raise RuleBroken("ballot.wrong-shape", question=question.slug)
    codes = tuple(code for code, _grade in graded)
    _check_codes(question, codes)
    for code, grade in graded:
        if grade not in scale:
            raise RuleBroken("ballot.grade-not-on-scale", question=question.slug, option=code)
    _check_order(question, codes)
    if complete and len(codes) != len(question.options):
        raise RuleBroken("ballot.grade-missing", question=question.slug)


def approvals_patterns(question: Question) -> int:
    """How many different legal approvals there are, with blank where it is offered."""
    options = len(question.options)
    return sum(comb(options, chosen) for chosen in range(1, question.most + 1)) + question.blank


def ranking_patterns(question: Question) -> int:
    """How many different legal rankings there are, with blank where it is offered."""
    options = len(question.options)
    return sum(perm(options, ranked) for ranked in range(1, question.most + 1)) + question.blank


def grades_patterns(question: Question, scale: range, complete: bool = False) -> int:
    """How many different legal ways to grade there are, with blank where it is offered."""
    options = len(question.options)
    given: int = len(scale) ** options if complete else (len(scale) + 1) ** options - 1
    return given + question.blank


def _is_blank(question: Question, choices: Choices) -> bool:
    """Whether this is a legal blank ballot; refuses blank anywhere else, and an empty ballot."""
    if choices == BLANK and question.blank:
        return True
    if not choices:
        raise RuleBroken("ballot.empty", question=question.slug)
    if any((each if isinstance(each, str) else each[0]) == BLANK_CODE for each in choices):
        offered = "ballot.blank-with-options" if question.blank else "ballot.blank-not-offered"
        raise RuleBroken(offered, question=question.slug)
    return False


def _plain_codes(question: Question, choices: Choices) -> tuple[str, ...]:
    codes = tuple(choice for choice in choices if isinstance(choice, str))
    if len(codes) != len(choices):
        raise RuleBroken("ballot.wrong-shape", question=question.slug)
    return codes


def _check_codes(question: Question, codes: Sequence[str]) -> None:
    offered = question.codes()
    for code, times in Counter(codes).items():
        if code not in offered:
            raise RuleBroken("ballot.unknown-option", question=question.slug, option=code)
        if times > 1:
            raise RuleBroken("ballot.repeated-option", question=question.slug, option=code)
    if len(codes) > question.most:
        raise RuleBroken("ballot.too-many", question=question.slug, most=question.most, chosen=len(codes))


def _check_order(question: Question, codes: tuple[str, ...]) -> None:
    named = frozenset(codes)
    if codes != tuple(code for code in question.codes() if code in named):
        raise RuleBroken("ballot.wrong-order", question=question.slug)


def _read_choice(value: Json, where: str) -> Choice:
    if isinstance(value, str):
        return value
    pair = reading.rows(value, where)
    if len(pair) != 2:
        raise reading.Malformed(where, "code, or code and integer")
    return reading.text(pair[0], where), reading.count(pair[1], where)
