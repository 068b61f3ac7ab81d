"""The rule "choose up to n": the vectors of its page, and what must hold for any ballots."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.core.ballots import BLANK, check_choices
from votes.core.questions import RULES, Option, Question
from votes.core.tally.choose import count, read_result
from votes.core.tally.rules import COUNTS, count_question

PAGE = Path(__file__).parents[3] / "docs" / "rules" / "choose.md"
VECTORS = [
    json.loads(block) for block in re.findall(r"```json vector\n(.*?)```", PAGE.read_text(), re.DOTALL)
]


def a_question(codes: list[str], most: int) -> Question:
    return Question(
        "q", 1, "Que choisir ?", "choose", most, True, tuple(Option(code, code) for code in codes)
    )


def test_the_page_has_its_vectors() -> None:
    assert len(VECTORS) == 5


@pytest.mark.parametrize("vector", VECTORS)
def test_hand_worked_vectors_of_the_page(vector: dict) -> None:  # type: ignore[type-arg]
    question = a_question(vector["options"], vector["most"])
    ballots = [tuple(ballot) for ballot in vector["ballots"]]
    for ballot in ballots:
        check_choices(question, ballot)
    result = count(question, ballots, vector["seats"])
    expected = vector["result"]
    assert [[option.code, option.votes, option.rank] for option in result.options] == expected["options"]
    assert [list(tie) for tie in result.ties] == expected["ties"]
    assert (result.ballots, result.blank, result.expressed) == (
        expected["ballots"],
        expected["blank"],
        expected["expressed"],
    )
    assert (result.seats, result.rule, result.most) == (vector["seats"], "choose", vector["most"])


def test_every_rule_a_question_may_name_can_be_counted() -> None:
    assert set(COUNTS) == set(RULES)


CODES = ["a", "b", "c", "d"]
LEGAL = st.one_of(
    st.just(BLANK),
    st.sets(st.sampled_from(CODES), min_size=1, max_size=3).map(lambda chosen: tuple(sorted(chosen))),
)


@given(st.lists(LEGAL, max_size=60))
def test_totals_add_up_and_ranks_follow_votes(ballots: list[tuple[str, ...]]) -> None:
    question = a_question(CODES, 3)
    result = count_question(question, ballots, 100)
    assert result.blank + result.expressed == result.ballots == len(ballots)
    assert sum(option.votes for option in result.options) == sum(len(b) for b in ballots if b != BLANK)
    for option in result.options:
        assert option.votes == sum(option.code in ballot for ballot in ballots)
        assert option.rank == 1 + sum(other.votes > option.votes for other in result.options)
    tied = {code for tie in result.ties for code in tie}
    votes = [option.votes for option in result.options]
    assert tied == {option.code for option in result.options if votes.count(option.votes) > 1}


@given(st.lists(LEGAL, max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_the_ballots_changes_nothing(ballots: list[tuple[str, ...]], draw) -> None:  # type: ignore[no-untyped-def]
    mixed = list(ballots)
    draw.shuffle(mixed)
    question = a_question(CODES, 3)
    assert count(question, mixed, 9) == count(question, ballots, 9)


def test_a_published_result_reads_back() -> None:
    result = count(a_question(CODES, 2), [("a", "b"), BLANK, ("b",)], 12)
    assert read_result(result.published()) == result
