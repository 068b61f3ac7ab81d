"""The nearest texts by BM25: the published example by hand, order, exactness, several indexes as one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.integers import ints
from proposals.core.similar import Given, Index, Shelf, build_index
from proposals.core.tongues import Tongues

TONGUES = Tongues()
# The example of docs/rules/similar.md: five texts, their terms told there.
EXAMPLE = (
    "Réparer les fuites du réseau d’eau",
    "Réparer les trottoirs",
    "Une piscine par canton",
    "L’eau de la piscine est froide",
    "Fuites, fuites, fuites : l’eau se perd",
)
words = st.sampled_from(("fuite", "fuites", "eau", "école", "école", "piscine", "le", "canton", "réseaux"))
texts = st.lists(st.lists(words, max_size=9).map(" ".join), min_size=1, max_size=12)


def make(found: Sequence[str], *, first: int = 1, beside: Index | None = None) -> Index:
    rows = [Given(key, key % 2 == 1, text, "fr") for key, text in enumerate(found, first)]
    return build_index(rows, TONGUES, beside)


def alone(index: Index) -> Shelf:
    return Shelf((index,), (ints([]),))


def nearest(
    shelf: Shelf, typed: str, most: int = 5, *, proposals_only: bool = False
) -> list[tuple[int, int]]:
    hits = shelf.nearest(TONGUES.stems(typed, "fr"), most, proposals_only=proposals_only)
    return [(hit.key, hit.score) for hit in hits]


def test_the_example_of_the_page_by_hand() -> None:
    shelf = alone(make(EXAMPLE))
    # log2(6 / 2.5) = 1.2630 for fuit, in 2 texts; log2(6 / 3.5) = 0.7776 for eau, in 3.
    assert shelf.rarities(["fuit", "eau", "absent"]) == {"fuit": 5174, "eau": 3186, "absent": 14684}
    # Lengths 4, 2, 2, 3, 5: 16 words, mean 3.2. Text 1: 22 / (10 + 3 + 9 x 4 / 3.2) = 0.9072 = 3715/4096.
    # Text 5, with fuites three times: 66 / (30 + 3 + 9 x 5 / 3.2) = 1.4025 = 5744/4096, and eau once:
    # 22 / (13 + 14.0625) = 0.8129 = 3329/4096. Text 4: 22 / (13 + 8.4375) = 1.0262 = 4203/4096.
    assert nearest(shelf, "Des fuites d’eau") == [
        (5, 5174 * 5744 + 3186 * 3329),
        (1, 5174 * 3715 + 3186 * 3715),
        (4, 3186 * 4203),
    ]


def test_it_is_the_bm25_of_the_books() -> None:
    def bm25(tf: int, length: int, df: int) -> float:
        return math.log2(6 / (df + 0.5)) * 2.2 * tf / (tf + 1.2 * (1 - 0.75 + 0.75 * length / 3.2))

    for key, score in nearest(alone(make(EXAMPLE)), "Des fuites d’eau"):
        expected = {5: bm25(3, 5, 2) + bm25(1, 5, 3), 1: bm25(1, 4, 2) + bm25(1, 4, 3), 4: bm25(1, 3, 3)}
        assert math.isclose(score / 4096**2, expected[key], rel_tol=1e-3)


@given(texts, st.lists(words, max_size=6).map(" ".join))
def test_a_score_is_the_exact_sum_over_the_stems_both_hold(found: list[str], typed: str) -> None:
    index = make(found)
    rarities = alone(index).rarities(TONGUES.stems(typed, "fr"))
    by_hand: dict[int, int] = {}
    for stem, weight in rarities.items():
        place = index.place_of(stem)
        if place is not None:
            for row, share in zip(index.rows[place].tolist(), index.shares[place].tolist(), strict=True):
                by_hand[row + 1] = by_hand.get(row + 1, 0) + weight * share
    expected = sorted(
        ((key, score) for key, score in by_hand.items() if score), key=lambda hit: (-hit[1], hit[0])
    )
    assert nearest(alone(index), typed, 50) == expected
    assert nearest(alone(index), typed, 3) == expected[:3]


@given(texts, st.randoms(use_true_random=False))
def test_the_order_of_the_texts_given_changes_nothing(found: list[str], order: Random) -> None:
    rows = [Given(key, True, text, "fr") for key, text in enumerate(found)]
    mixed = rows.copy()
    order.shuffle(mixed)
    one, other = build_index(rows, TONGUES), build_index(mixed, TONGUES)
    for name in ("keys", "starts", "rows", "shares"):
        assert np.array_equal(getattr(one, name), getattr(other, name))


def test_equal_scores_give_the_oldest_first_and_ties_are_not_cut_at_random() -> None:
    shelf = alone(make(["Les fuites du réseau"] * 9))
    assert [key for key, _ in nearest(shelf, "réseau", 3)] == [1, 2, 3]


def test_proposals_alone_can_be_asked_for() -> None:
    assert [key for key, _ in nearest(alone(make(EXAMPLE)), "fuites, piscine", proposals_only=True)] == [
        5,
        3,
        1,
    ]


def test_all_words_must_stand_in_a_text_to_hold_all() -> None:
    shelf = alone(make(EXAMPLE))
    assert [hit.key for hit in shelf.holding_all(TONGUES.stems("eau fuite", "fr"))] == [5, 1]
    assert shelf.holding_all(TONGUES.stems("eau trottoir", "fr")) == []
    assert shelf.holding_all(TONGUES.stems("eau absente", "fr")) == []
    assert shelf.holding_all(frozenset()) == []


@given(texts, texts, st.lists(words, min_size=1, max_size=4).map(" ".join))
def test_two_indexes_together_find_what_one_of_all_texts_finds(
    old: list[str], new: list[str], typed: str
) -> None:
    main = make(old)
    tail = make(new, first=len(old) + 1, beside=main)
    both = Shelf((main, tail), (ints([]), ints([])))
    whole = alone(make([*old, *new]))
    stems = TONGUES.stems(typed, "fr")
    assert both.texts() == whole.texts()
    assert both.rarities(stems) == whole.rarities(stems)
    assert {hit.key for hit in both.holding_all(stems)} == {hit.key for hit in whole.holding_all(stems)}
    assert {hit.key for hit in both.nearest(stems, 99)} == {hit.key for hit in whole.nearest(stems, 99)}


def test_a_wording_that_is_gone_is_not_found() -> None:
    main = make(EXAMPLE)
    tail = build_index([Given(5, True, "Des bancs publics", "fr")], TONGUES, main)
    shelf = Shelf((main, tail), (ints([4]), ints([])))
    assert [key for key, _ in nearest(shelf, "fuites")] == [1]
    assert [hit.key for hit in shelf.holding_all(TONGUES.stems("fuites", "fr"))] == [1]
    assert [key for key, _ in nearest(shelf, "banc public")] == [5]
    assert shelf.texts() == 5


def test_nothing_indexed_and_nothing_asked_are_answered() -> None:
    assert nearest(alone(make([])), "fuites") == []
    assert nearest(alone(make(["le la les", ""])), "fuites le") == []
    assert nearest(Shelf((), ()), "fuites") == []
    assert Shelf((), ()).rarities(["eau"]) == {"eau": 4096}


def test_a_text_of_one_word_ten_thousand_times_stays_within_bounds() -> None:
    index = make(["fuite " * 20_000, "fuite", "réseau"])
    assert index.shares.max() <= 2.2 * 4096
    assert nearest(alone(index), "fuite")[0][0] in (1, 2)


def test_each_text_is_read_in_its_own_language() -> None:
    rows = [Given(1, True, "Leaking pipes everywhere", "en"), Given(2, True, "Des fuites", "fr")]
    shelf = alone(build_index([*rows, Given(3, True, "Fuites", "xx")], TONGUES))
    assert [hit.key for hit in shelf.nearest(TONGUES.stems("pipe", "en"), 5)] == [1]
    assert {hit.key for hit in shelf.nearest(TONGUES.stems("fuite", "fr"), 5)} == {2, 3}
