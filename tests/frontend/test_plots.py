"""Maps and curves as SVG: whole numbers, escaped labels, hues by number, and words for the days."""

from datetime import date

from frontend.templatetags.plots import curve_box, curve_shapes, map_box, map_shapes
from proposals.core.curves import by_day, drawn
from proposals.core.maps import FEW_BOOKLETS, TERMS, Node, Tie, laid_out


def test_a_label_is_escaped() -> None:
    shapes = map_shapes(laid_out([Node("a", "<b>&", 1)], [], TERMS))
    assert "&lt;b&gt;&amp;" in shapes
    assert "<b>" not in shapes


def test_with_hues_each_circle_has_its_own_and_its_number() -> None:
    drawn_map = laid_out([Node("1", "Eau", 3), Node("2", "École", 2)], [Tie("1", "2", 9)], FEW_BOOKLETS)
    shapes = map_shapes(drawn_map, {"1": "lagon", "2": "brique"})
    assert 'class="hue-lagon"' in shapes
    assert 'class="hue-brique"' in shapes
    assert shapes.count("<text") == 4
    assert shapes.count("<path") == 1
    assert map_box(drawn_map) == f"0 0 360 {drawn_map.height}"


def test_without_hues_only_labels_are_written() -> None:
    shapes = map_shapes(laid_out([Node("eau", "eau", 3)], [], TERMS))
    assert shapes.count("<text") == 1
    assert "hue-" not in shapes


def test_curves_name_their_first_and_last_day_and_their_levels() -> None:
    days = by_day({date(2026, 9, 1): 3, date(2026, 9, 20): 9}, {date(2026, 9, 1): 2})
    shapes = curve_shapes(drawn(days))
    assert ">1er\u00a0sept.<" in shapes
    assert ">20\u00a0sept.<" in shapes
    assert ">15<" in shapes
    assert shapes.count('class="line') == 2
    assert curve_box() == "0 0 360 220"


def test_one_day_is_named_once() -> None:
    shapes = curve_shapes(drawn(by_day({date(2026, 9, 1): 1}, {})))
    assert shapes.count("sept.") == 1
