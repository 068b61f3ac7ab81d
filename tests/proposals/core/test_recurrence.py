"""The recurrence network against its definition."""

from math import log

from hypothesis import given
from hypothesis import strategies as st

from proposals.core.recurrence import Link, TermLinks, links_of, recurrence
from tests.proposals.core.test_neighbours import counts_of

TOGETHER = [[1, 2, 0, 1]] * 3 + [[0, 0, 1, 1]] * 3 + [[0, 0, 1, 0]] * 2


def test_terms_that_go_together_are_linked_both_ways() -> None:
    found = links_of(recurrence(counts_of(TOGETHER)), ["a", "b", "c", "d"])
    assert found[0] == TermLinks("a", (Link("b", 100), Link("d", 29)))
    assert found[1] == TermLinks("b", (Link("a", 100), Link("d", 29)))
    assert [term.stem for term in found] == ["a", "b", "d"]


def test_at_most_ten_links_the_first_of_equal_ones() -> None:
    found = links_of(
        recurrence(counts_of([[1] * 14] * 3 + [[0] * 14] * 3)), [f"s{at:02}" for at in range(14)]
    )
    assert [link.stem for link in found[13].links] == [f"s{at:02}" for at in range(10)]


@given(st.lists(st.lists(st.integers(0, 2), min_size=5, max_size=5), min_size=1, max_size=14))
def test_a_percent_is_the_normalised_information(rows: list[list[int]]) -> None:
    texts, network = len(rows), recurrence(counts_of(rows)).toarray()
    for one in range(5):
        for other in range(5):
            together = sum(1 for row in rows if row[one] and row[other])
            if one == other or together < 3 or together == texts:
                assert network[one, other] == 0 or together == texts
                continue
            alone = [sum(1 for row in rows if row[at]) for at in (one, other)]
            npmi = 100 * log(texts * together / (alone[0] * alone[1])) / log(texts / together)
            assert abs(network[one, other] - npmi) <= 1.1 or (network[one, other] == 0 and npmi < 12)
