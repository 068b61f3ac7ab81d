"""Maps: within their frame, no two labels over each other, the same for any order of the same things."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from proposals.core.maps import (
    FEW_BOOKLETS,
    MANY_BOOKLETS,
    TERMS,
    WIDTH,
    Map,
    Node,
    Spot,
    Style,
    Tie,
    cut_to,
    laid_out,
    style_for_booklets,
    width_of,
)

LABELS = st.text(max_size=40)
STYLES = st.sampled_from([TERMS, FEW_BOOKLETS, MANY_BOOKLETS])


@st.composite
def drawings(draw: st.DrawFn) -> tuple[list[Node], list[Tie]]:
    """Any nodes and ties, ties to unknown nodes among them."""
    count = draw(st.integers(0, 30))
    nodes = [Node(str(number), draw(LABELS), draw(st.integers(0, 5000))) for number in range(count)]
    ends = st.integers(0, count).map(str)
    ties = draw(st.lists(st.builds(Tie, ends, ends, st.integers(1, 100)), max_size=40))
    return nodes, ties


def box_of(spot: Spot) -> tuple[int, int, int, int]:
    """What a label covers at most: left, top, right, bottom."""
    half = -(-width_of(spot.label) // 2)
    return spot.x - half, spot.label_y - 12, spot.x + half, spot.label_y + 4


def meet(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    """Whether two boxes cover a common point."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@settings(max_examples=60, deadline=None)
@given(drawing=drawings(), style=STYLES)
def test_everything_is_within_the_frame_and_nothing_overlaps(
    drawing: tuple[list[Node], list[Tie]], style: Style
) -> None:
    nodes, ties = drawing
    drawn = laid_out(nodes, ties, style)
    assert {spot.key for spot in drawn.spots} == {node.key for node in nodes}
    for spot in drawn.spots:
        assert style.smallest <= spot.radius <= style.largest
        assert spot.radius <= spot.x <= WIDTH - spot.radius
        assert spot.radius <= spot.y <= drawn.height - spot.radius
        left, _, right, bottom = box_of(spot)
        assert left >= 0
        assert right <= WIDTH
        assert bottom <= drawn.height
    for at, spot in enumerate(drawn.spots):
        circle = (spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius)
        for other in drawn.spots[at + 1 :]:
            round_other = (
                other.x - other.radius, other.y - other.radius, other.x + other.radius, other.y + other.radius
            )  # fmt: skip
            assert not meet(box_of(spot), box_of(other)), (spot, other)
            assert not meet(circle, round_other)
            assert not meet(circle, box_of(other))
            assert not meet(box_of(spot), round_other)


@settings(max_examples=40, deadline=None)
@given(drawing=drawings(), seed=st.integers(0, 99))
def test_the_order_of_nodes_and_ties_does_not_matter(
    drawing: tuple[list[Node], list[Tie]], seed: int
) -> None:
    nodes, ties = drawing
    shuffled = random.Random(seed)
    again = laid_out(shuffled.sample(nodes, len(nodes)), shuffled.sample(ties, len(ties)), TERMS)
    assert again == laid_out(nodes, ties, TERMS)


def distance(drawn: Map, one: str, other: str) -> int:
    """How far two nodes are drawn from each other, squared."""
    at = {spot.key: spot for spot in drawn.spots}
    return (at[one].x - at[other].x) ** 2 + (at[one].y - at[other].y) ** 2


def test_what_is_linked_stands_together() -> None:
    nodes = [Node(f"{group}{number}", "", 10) for group in "ab" for number in range(4)]
    ties = [
        Tie(one.key, two.key, 50)
        for one in nodes
        for two in nodes
        if one.key < two.key and one.key[0] == two.key[0]
    ]
    drawn = laid_out(nodes, ties, TERMS)
    keys = [node.key for node in nodes]
    within = [distance(drawn, one, two) for one in keys for two in keys if one < two and one[0] == two[0]]
    across = [distance(drawn, one, two) for one in keys for two in keys if one < two and one[0] != two[0]]
    assert sum(within) / len(within) < sum(across) / len(across)


def test_the_area_of_a_circle_is_the_weight() -> None:
    drawn = laid_out([Node("a", "", 400), Node("b", "", 100)], [], TERMS)
    assert [spot.radius for spot in drawn.spots] == [TERMS.largest, TERMS.largest // 2]


def test_a_tie_is_as_thick_as_it_is_strong_and_never_to_itself() -> None:
    nodes = [Node(key, key, 1) for key in "abc"]
    drawn = laid_out(
        nodes, [Tie("a", "b", 60), Tie("b", "c", 10), Tie("a", "a", 90), Tie("a", "z", 90)], TERMS
    )
    assert [(line.first, line.second, line.width) for line in drawn.lines] == [("b", "c", 1), ("a", "b", 6)]


@given(label=LABELS, width=st.integers(20, 120))
def test_a_cut_label_fits_and_begins_as_it_did(label: str, width: int) -> None:
    cut = cut_to(label, width)
    assert width_of(cut) <= width
    assert cut == label or (cut.endswith("…") and label.startswith(cut[:-1]))


def test_many_booklets_stand_in_narrower_cells() -> None:
    assert [style_for_booklets(count) for count in (2, 15, 16, 60)] == [
        FEW_BOOKLETS, FEW_BOOKLETS, MANY_BOOKLETS, MANY_BOOKLETS,
    ]  # fmt: skip
    names = [Node(str(number), "Logements", number) for number in range(1, 61)]
    assert laid_out(names, [], MANY_BOOKLETS).height < 1500
