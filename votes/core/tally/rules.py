"""The table of counting rules: the only place that knows them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from votes.core import choices as shapes
from votes.core import reading
from votes.core.choices import Choices, Shape
from votes.core.questions import Question, Vote, question_reference
from votes.core.tally import approval, choose, yes_no
from votes.core.tally.draw import draw_seed
from votes.core.tally.results import Result

Count: TypeAlias = Callable[[Question, Iterable[Choices], int, str], Result]


@dataclass(frozen=True, slots=True)
class Rule:
    """A counting rule: what its ballots look like, what a question may set, how ballots are counted.

    `check_settings` and `check_choices` raise RuleBroken; `patterns` is the number of different legal
    ballots; `is_possible` says of a result without its ballots whether some ballots may have given it.
    """

    shape: Shape
    check_settings: Callable[[Question], None]
    check_choices: Callable[[Question, Choices], None]
    patterns: Callable[[Question], int]
    count: Count
    read_result: Callable[[Json], Result]
    is_possible: Callable[[Question, Result, str], bool]


RULES: dict[str, Rule] = {
    "yes-no": Rule(
        Shape.APPROVALS,
        yes_no.check_settings,
        shapes.check_approvals,
        shapes.approvals_patterns,
        yes_no.count,
        yes_no.read_result,
        yes_no.is_possible,
    ),
    "choose": Rule(
        Shape.APPROVALS,
        choose.check_settings,
        shapes.check_approvals,
        shapes.approvals_patterns,
        choose.count,
        choose.read_result,
        choose.is_possible,
    ),
    "approval": Rule(
        Shape.APPROVALS,
        approval.check_settings,
        shapes.check_approvals,
        shapes.approvals_patterns,
        choose.count,
        choose.read_result,
        choose.is_possible,
    ),
}


def rule_of(question: Question) -> Rule:
    """The rule of a question. Raises RuleBroken `question.unknown-rule`."""
    if question.rule not in RULES:
        raise RuleBroken("question.unknown-rule", question=question.slug)
    return RULES[question.rule]


def seed_of(vote: Vote, question: Question, roll_root: str) -> str:
    """What a question's draw is made from, once the vote is confirmed and its roll frozen."""
    return draw_seed(question_reference(vote.slug, question.slug), roll_root, vote.digest())


def count_question(question: Question, choices: Iterable[Choices], seats: int, seed: str) -> Result:
    """The result of a question by its own rule, from the choices of each ballot and the seats.

    `seed` is `seed_of` it. Raises RuleBroken `question.unknown-rule`.
    """
    return rule_of(question).count(question, choices, seats, seed)


def read_result(value: Json) -> Result:
    """One result of a tally.json, by the rule that it names. Raises Malformed."""
    named = reading.mapping(value, "result").get("rule")
    if not isinstance(named, str) or named not in RULES:
        raise reading.Malformed("result", "rule that exists")
    return RULES[named].read_result(value)
