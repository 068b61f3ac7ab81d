"""The table of counting rules: the only place that knows them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from deliberation.core.errors import RuleBroken
from votes.core.questions import CHOOSE, Question
from votes.core.tally import choose
from votes.core.tally.choose import Result

Count: TypeAlias = Callable[[Question, Iterable[tuple[str, ...]], int], Result]
COUNTS: dict[str, Count] = {CHOOSE: choose.count}


def count_question(question: Question, choices: Iterable[tuple[str, ...]], seats: int) -> Result:
    """The result of a question by its own rule, from the choices of each ballot and the seats.

    Raises RuleBroken `question.unknown-rule`.
    """
    if question.rule not in COUNTS:
        raise RuleBroken("question.unknown-rule", question=question.slug)
    return COUNTS[question.rule](question, choices, seats)
