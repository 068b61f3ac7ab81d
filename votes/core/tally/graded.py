"""What the rules of graded ballots share: each option may get one grade of a scale, a whole number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from votes.core import choices as shapes
from votes.core.choices import Choices
from votes.core.questions import Question
from votes.core.tally.draw import TIES
from votes.core.tally.quorum import SETTING as QUORUM
from votes.core.tally.quorum import check_quorum
from votes.core.tally.results import Numbers, pile
from votes.core.tally.settings import check_names, check_short, choice, flag, refuse

ScaleOf: TypeAlias = Callable[[Question], range]


@dataclass(frozen=True, slots=True)
class Given:
    """The numbers of a question's ballots, and how many of them gave each option each grade."""

    numbers: Numbers
    grades: Mapping[str, tuple[int, ...]]


def check_common(question: Question, *names: str) -> None:
    """Refuse settings other than `complete`, `ties`, `quorum` and those named, a limit, and long lists.

    Raises RuleBroken `question.settings-wrong`.
    """
    check_names(question, *names, "complete", "ties", QUORUM)
    check_short(question)
    if question.most != len(question.options):
        refuse(question, "most")
    is_complete(question)
    choice(question, "ties", TIES)
    check_quorum(question)


def is_complete(question: Question) -> bool:
    """Whether a ballot has to grade every option. Raises RuleBroken `question.settings-wrong`."""
    return flag(question, "complete", default=False)


def checking(scale: ScaleOf) -> Callable[[Question, Choices], None]:
    """The check of choices by a rule with this scale; it raises as `check_grades`."""
    return lambda question, choices: shapes.check_grades(
        question, choices, scale(question), is_complete(question)
    )


def patterns(scale: ScaleOf) -> Callable[[Question], int]:
    """How many different legal ballots a question has, by a rule with this scale."""
    return lambda question: shapes.grades_patterns(question, scale(question), is_complete(question))


def given_by(question: Question, choices: Iterable[Choices], scale: range, seats: int) -> Given:
    """Count the grades of each option, the lowest first; what is not on the scale is not counted."""
    piles = pile(choices, seats)
    given = {code: [0] * len(scale) for code in question.codes()}
    for graded, times in piles.alike.items():
        for each in graded:
            if not isinstance(each, str) and each[0] in given and each[1] in scale:
                given[each[0]][each[1] - scale.start] += times
    return Given(piles.numbers, {code: tuple(counts) for code, counts in given.items()})
