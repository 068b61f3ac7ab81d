"""The table of counting rules: the only place that knows them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from votes.core import choices as shapes
from votes.core import reading
from votes.core.choices import Choices, Shape
from votes.core.questions import Question, Vote, question_reference
from votes.core.tally import (
    approval,
    borda,
    choose,
    graded,
    instant_runoff,
    majority_judgement,
    ranked_pairs,
    schulze,
    score,
    stv_meek,
    stv_scottish,
    transferable,
    yes_no,
)
from votes.core.tally.draw import draw_seed
from votes.core.tally.results import Result

Count: TypeAlias = Callable[[Question, Iterable[Choices], int, str], Result]


class ModuleOfRule(Protocol):
    """What the module of a rule offers, besides the check of its settings."""

    def count(self, question: Question, choices: Iterable[Choices], seats: int, seed: str, /) -> Result:
        """Count the choices of each ballot."""

    def read_result(self, value: Json, /) -> Result:
        """Read a published result. Raises Malformed."""

    def is_possible(self, question: Question, result: Result, seed: str, /) -> bool:
        """Whether some ballots may have given a result."""


class ModuleOfGrades(ModuleOfRule, Protocol):
    """What the module of a rule offers whose scale depends on the question."""

    def check_settings(self, question: Question, /) -> None:
        """Raises RuleBroken `question.settings-wrong`."""

    def scale(self, question: Question, /) -> range:
        """The grades that a ballot may give. Raises RuleBroken `question.settings-wrong`."""


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


def _approvals(module: ModuleOfRule, check_settings: Callable[[Question], None]) -> Rule:
    return Rule(
        Shape.APPROVALS,
        check_settings,
        shapes.check_approvals,
        shapes.approvals_patterns,
        module.count,
        module.read_result,
        module.is_possible,
    )


def _ranking(module: ModuleOfRule, check_settings: Callable[[Question], None]) -> Rule:
    return Rule(
        Shape.RANKING,
        check_settings,
        shapes.check_ranking,
        shapes.ranking_patterns,
        module.count,
        module.read_result,
        module.is_possible,
    )


def _grades(module: ModuleOfGrades) -> Rule:
    return Rule(
        Shape.GRADES,
        module.check_settings,
        graded.checking(module.scale),
        graded.patterns(module.scale),
        module.count,
        module.read_result,
        module.is_possible,
    )


RULES: dict[str, Rule] = {
    "yes-no": _approvals(yes_no, yes_no.check_settings),
    "choose": _approvals(choose, choose.check_settings),
    "approval": _approvals(choose, approval.check_settings),
    "score": _grades(score),
    "majority-judgement": _grades(majority_judgement),
    "borda": _ranking(borda, borda.check_settings),
    "schulze": _ranking(schulze, schulze.check_settings),
    "ranked-pairs": _ranking(ranked_pairs, ranked_pairs.check_settings),
    "instant-runoff": _ranking(instant_runoff, instant_runoff.check_settings),
    "stv-scottish": _ranking(stv_scottish, transferable.check_settings),
    "stv-meek": _ranking(stv_meek, transferable.check_settings),
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
