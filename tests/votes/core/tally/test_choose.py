"""The rule "choose up to n", and approval: what must hold for any ballots."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.core.errors import RuleBroken
from tests.votes.core.tally.vectors import a_question
from votes.core.choices import BLANK, Choices
from votes.core.definition import check_question
from votes.core.tally.choose import count

CODES = ["a", "b", "c", "d"]
LEGAL = st.one_of(
    st.just(BLANK),
    st.sets(st.sampled_from(CODES), min_size=1, max_size=3).map(lambda chosen: tuple(sorted(chosen))),
)


@given(st.lists(LEGAL, max_size=60))
def test_totals_add_up_and_ranks_follow_votes(ballots: list[Choices]) -> None:
    result = count(a_question(CODES, "choose", 3), ballots, 100, "")
    assert result.blank + result.expressed == result.ballots == len(ballots)
    assert sum(line.votes for line in result.options) == sum(len(b) for b in ballots if b != BLANK)
    for line in result.options:
        assert line.votes == sum(line.code in ballot for ballot in ballots)
        assert line.rank == 1 + sum(other.votes > line.votes for other in result.options)
    tied = {code for tie in result.ties for code in tie}
    votes = [line.votes for line in result.options]
    assert tied == {line.code for line in result.options if votes.count(line.votes) > 1}


@given(st.lists(LEGAL, max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_the_ballots_changes_nothing(ballots: list[Choices], draw: Random) -> None:
    mixed = list(ballots)
    draw.shuffle(mixed)
    question = a_question(CODES, "choose", 3)
    assert count(question, mixed, 9, "") == count(question, ballots, 9, "")


@given(st.lists(LEGAL, max_size=30), st.text(max_size=5))
def test_a_draw_changes_the_order_among_equals_only(ballots: list[Choices], seed: str) -> None:
    declared = count(a_question(CODES, "choose", 3), ballots, 9, seed)
    drawn = count(a_question(CODES, "choose", 3, ties="draw"), ballots, 9, seed)
    assert [line.rank for line in drawn.options] == [1, 2, 3, 4]
    assert drawn.ties == declared.ties
    assert {line.code: line.votes for line in drawn.options} == {
        line.code: line.votes for line in declared.options
    }
    assert [line.votes for line in drawn.options] == [line.votes for line in declared.options]
    assert drawn.draw is not None
    for before, after in zip(drawn.options, drawn.options[1:], strict=False):
        if before.votes == after.votes:
            assert drawn.draw.place(before.code) < drawn.draw.place(after.code)


def test_an_approval_with_a_limit_below_the_number_of_options_is_another_rule() -> None:
    with pytest.raises(RuleBroken, match=r"question\.settings-wrong"):
        check_question(replace(a_question(CODES, "approval"), most=2))
