"""The rule "approval": the vectors of its page, and that a ballot may name everything."""

from dataclasses import replace

import pytest

from deliberation.core.errors import RuleBroken
from tests.votes.core.tally.vectors import Vector, a_question, check_vector, vectors_of
from votes.core.definition import check_question

VECTORS = vectors_of("approval")


def test_the_page_has_its_vectors() -> None:
    assert len(VECTORS) == 2


@pytest.mark.parametrize("vector", VECTORS)
def test_hand_worked_vectors_of_the_page(vector: Vector) -> None:
    check_vector(vector, "approval")


def test_a_limit_below_the_number_of_options_is_another_rule() -> None:
    with pytest.raises(RuleBroken, match=r"question\.settings-wrong"):
        check_question(replace(a_question(["a", "b", "c"], "approval"), most=2))
