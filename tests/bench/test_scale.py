"""Growing corpora, and runs in a process of their own."""

from pathlib import Path

import pytest

from bench.children import Ran, ask_child
from bench.scale import Scale, exponent, many_texts
from proposals.core.settings import Settings
from tests.bench.texts import small_set


def test_the_exponent_is_the_slope_in_logarithms() -> None:
    sizes = (100, 1_000, 10_000)
    runs = [Ran(cpu=size**1.5, memory=1, groups=1, labels=[]) for size in sizes]
    assert exponent(sizes, runs) == pytest.approx(1.5)


def test_the_last_line_names_both_peers() -> None:
    ours, blocks, scikit = (
        Ran(cpu=cpu, memory=memory, groups=1, labels=[0]) for cpu, memory in ((9, 200), (6, 160), (18, 1600))
    )
    scale = Scale((50, 100), (("a",), ("a",)), (ours, ours), (blocks, blocks), scikit)
    assert {name: round(ratio, 3) for name, ratio in scale.ratios().items() if name != "exponent"} == {
        "cpu_ratio_25k": 1.5,
        "memory_ratio_25k": 1.25,
        "cpu_ratio_25k_scikit": 0.5,
        "memory_ratio_25k_scikit": 0.125,
    }


def test_a_text_that_comes_again_has_lost_words_and_has_another_name(tmp_path: Path) -> None:
    texts = small_set(tmp_path)
    many = many_texts([texts], 120)
    assert len({row.id for row in many.rows}) == len(many.rows) == 120
    assert many.rows[:50] == texts.rows
    again = many.rows[50]
    assert again.label == texts.rows[0].label
    assert set(again.text.split()) <= set(texts.rows[0].text.split())
    assert many == many_texts([texts], 120)


def test_a_child_tells_its_cost_and_the_same_result_in_another_order(tmp_path: Path) -> None:
    texts, settings = small_set(tmp_path), Settings(booklets=5)
    one = ask_child(texts, settings, "ours")
    other = ask_child(texts, settings, "ours", order=1, hash_seed=7, threads=2)
    assert one.digest == other.digest
    assert one.labels == other.labels[::-1]
    assert one.groups == 5
    assert one.memory > 1
    assert one.stages is not None
    assert "reading" in one.stages
