"""Each rule gives what its page worked out by hand; each rule has a page, each page enough vectors."""

import pytest

from tests.votes.core.tally.vectors import PAGES, Vector, check_vector, vectors_of
from votes.core.tally.rules import RULES

VECTORS = {rule: vectors_of(rule) for rule in RULES}
EACH = [pytest.param(rule, vector, id=f"{rule} {number}")
        for rule, vectors in VECTORS.items() for number, vector in enumerate(vectors, 1)]  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_page_of_vectors_and_stands_in_the_list(rule: str) -> None:
    assert len(VECTORS[rule]) >= 2
    assert f"]({rule}.md) | `{rule}` |" in (PAGES / "counting.md").read_text()


@pytest.mark.parametrize(("rule", "vector"), EACH)
def test_a_vector_worked_by_hand(rule: str, vector: Vector) -> None:
    check_vector(vector, rule)


def test_no_vector_is_lost_in_the_reading() -> None:
    assert {rule: len(vectors) for rule, vectors in VECTORS.items()} == {
        "yes-no": 6, "choose": 6, "approval": 2, "score": 3, "majority-judgement": 4, "borda": 4,
        "schulze": 6, "ranked-pairs": 6, "instant-runoff": 5, "stv-scottish": 3, "stv-meek": 3,
    }  # fmt: skip
