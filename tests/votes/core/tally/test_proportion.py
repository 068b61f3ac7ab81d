"""What the transferable votes are for: a group that holds together gets its share of the places."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.votes.core.tally.vectors import a_question
from votes.core.choices import Choices
from votes.core.tally import stv_meek, stv_scottish
from votes.core.tally.rules import count_question
from votes.core.tally.stv_scottish import quota_of

CODES = ["a", "b", "c", "d", "e", "f"]
RULES = ["stv-scottish", "stv-meek"]
BALLOTS = 60


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=60)
@given(st.integers(0, 10**9), st.integers(1, 4), st.integers(1, 4), st.integers(1, 4))
def test_who_hold_together_get_their_share(
    rule: str, seed: int, places: int, liked: int, quotas: int
) -> None:
    """As many voters as so many quotas (and one, for what rounding takes) put some options before all others,
    in any order: so many of these are elected, or all of them.
    """
    draw = random.Random(seed)
    quotas = min(quotas, places)
    group = draw.sample(CODES, liked)
    others = [code for code in CODES if code not in group]
    united = min(BALLOTS, quotas * quota_of(BALLOTS, places) + 1)
    ballots: list[Choices] = []
    for number in range(BALLOTS):
        first, then = draw.sample(group, liked), draw.sample(others, len(others))
        order = [*first, *then] if number < united else draw.sample(CODES, draw.randint(1, 6))
        ballots.append(tuple(order))
    result = count_question(a_question(CODES, rule, places=places), ballots, 99, "seed")
    assert isinstance(result, (stv_scottish.Result, stv_meek.Result))
    assert len(result.elected) == len(set(result.elected)) == places
    assert len(set(result.elected).intersection(group)) >= min(quotas, liked)


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=40)
@given(st.integers(0, 10**9))
def test_with_one_place_a_majority_of_first_choices_elects(rule: str, seed: int) -> None:
    draw = random.Random(seed)
    ballots: list[Choices] = [tuple(draw.sample(CODES, draw.randint(1, 6))) for _ in range(20)]
    result = count_question(a_question(CODES, rule), [*ballots, *[("c",)] * 21], 99, "seed")
    assert [line.code for line in result.options if line.rank == 1] == ["c"]


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=40)
@given(st.integers(0, 10**9), st.integers(1, 5))
def test_no_vote_is_lost_in_any_step(rule: str, seed: int, places: int) -> None:
    draw = random.Random(seed)
    ballots: list[Choices] = [
        tuple(draw.sample(CODES, draw.randint(1, 6))) for _ in range(draw.randint(1, 50))
    ]
    result = count_question(a_question(CODES, rule, places=places), ballots, 99, "seed")
    assert isinstance(result, (stv_scottish.Result, stv_meek.Result))
    for step in result.steps:
        lost = step.lost if isinstance(step, stv_scottish.Step) else 0
        assert sum(each.votes for each in step.votes) + step.exhausted + lost == len(ballots) * result.unit
