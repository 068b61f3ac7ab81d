"""Mergers lose the least likelihood, by the definition and without computing everything again."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.core.progress import silent
from proposals.core.fixedlog import flog_of
from proposals.core.integers import ints
from proposals.core.merging import _merged, merged_down, x_log_x_up_to
from proposals.core.placing import occurrences
from tests.proposals.core.test_neighbours import counts_of

HELD = st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=2, max_size=7)


def likelihood(words: list[int]) -> int:
    """Sum n log n - N log N, in 1/4096 bit."""
    total = sum(words)
    return sum(n * flog_of(n) for n in words if n) - (total * flog_of(total) if total else 0)


def cheapest(clusters: dict[int, list[int]]) -> tuple[int, int]:
    def loss(pair: tuple[int, int]) -> int:
        one, other = clusters[pair[0]], clusters[pair[1]]
        together = [a + b for a, b in zip(one, other, strict=True)]
        return likelihood(one) + likelihood(other) - likelihood(together)

    return min(combinations(sorted(clusters), 2), key=lambda pair: (loss(pair), pair))


@given(HELD, st.integers(1, 5))
@settings(deadline=None)
def test_each_merger_is_the_cheapest_of_that_moment(rows: list[list[int]], mergers: int) -> None:
    mergers = min(mergers, len(rows) - 1)
    clusters = {at: list(row) for at, row in enumerate(rows)}
    names = list(range(len(rows)))
    for _ in range(mergers):
        first, second = cheapest(clusters)
        gone = clusters.pop(second)
        clusters[first] = [a + b for a, b in zip(clusters[first], gone, strict=True)]
        names = [first if name == second else name for name in names]
    assert _merged(ints(rows), mergers, x_log_x_up_to(200)).tolist() == names


def test_it_stops_at_the_number_asked_for_and_keeps_the_past() -> None:
    rows = [[3 * int(at // 6 == theme) for at in range(24)] for theme in range(4) for _ in range(6)]
    seen = occurrences(counts_of(rows), 2)
    labels, was = merged_down(seen, ints([at // 6 for at in range(24)]), [7, 3, 9, 4], 2, silent)
    assert sorted(set(labels.tolist())) == [0, 1]
    assert len(was) == 2
    assert set(was) <= {7, 3, 9, 4}
