"""The vectors of a rule's page, worked by hand, and the question each of them asks."""

import json
import re
from pathlib import Path
from typing import Any

from votes.core.choices import Choices, read_choices
from votes.core.definition import check_question
from votes.core.questions import Option, Question
from votes.core.tally.results import Result
from votes.core.tally.rules import count_question, rule_of

PAGES = Path(__file__).parents[4] / "docs" / "rules"
Vector = dict[str, Any]


def vectors_of(page: str) -> list[Vector]:
    """The blocks marked `json vector` of a page of docs/rules."""
    written = (PAGES / f"{page}.md").read_text()
    return [json.loads(block) for block in re.findall(r"```json vector\n(.*?)```", written, re.DOTALL)]


def a_question(codes: list[str], rule: str, most: int | None = None, **settings: Any) -> Question:
    options = tuple(Option(code, code) for code in codes)
    limit = most or len(codes)
    question = Question("q", 1, "Que choisir ?", rule, limit, True, options, settings=settings)
    check_question(question)
    return question


def ballots_of(vector: Vector) -> list[Choices]:
    """The ballots of a vector; one written `[times, choices]` stands for so many."""
    ballots: list[Choices] = []
    for written in vector["ballots"]:
        times, choices = written if isinstance(written[0], int) else (1, written)
        ballots += [read_choices(choices, "vector")] * times
    return ballots


def count_vector(vector: Vector, rule: str) -> Result:
    """Count a vector, its ballots checked, and what is published read back."""
    question = a_question(vector["options"], rule, vector.get("most"), **vector.get("settings", {}))
    ballots = ballots_of(vector)
    for ballot in ballots:
        rule_of(question).check_choices(question, ballot)
    result = count_question(question, ballots, vector["seats"], vector.get("seed", ""))
    assert rule_of(question).read_result(json.loads(json.dumps(result.published()))) == result
    assert rule_of(question).is_possible(question, result, vector.get("seed", ""))
    return result


def check_vector(vector: Vector, rule: str) -> None:
    """The counted result has what the vector says. `options` are rows of the vector's `columns`."""
    found: Any = count_vector(vector, rule).published()
    columns = vector.get("columns", ["code", "votes", "rank"])
    found["options"] = [[line[column] for column in columns] for line in found["options"]]
    assert {name: found[name] for name in vector["result"]} == vector["result"]
