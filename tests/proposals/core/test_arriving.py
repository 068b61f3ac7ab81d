"""A text that comes after the run: the same sum, the same rule of evidence, nothing counted twice."""

import pytest

from proposals.core.analysis import Result, analyse
from proposals.core.arriving import Vouching, place_arrival
from proposals.core.explain import scores_of
from proposals.core.fixedlog import BIT
from proposals.core.lists import lists_for
from proposals.core.placements import TermRow
from proposals.core.settings import Settings
from proposals.core.terms import Reader
from tests.proposals.core.texts import small_corpus, theme_of

ROWS = [
    TermRow("train", "trains", "train", 9, (8, 1), (3 * BIT, -2 * BIT)),
    TermRow("gar", "gare", "gar", 5, (5, 0), (BIT, -BIT)),
    TermRow("ecol", "école", "ecol", 5, (0, 5), (-BIT, 4 * BIT)),
]
PRIOR = (-BIT, -BIT)
SETTINGS = Settings()


@pytest.fixture(scope="module")
def found() -> Result:
    return analyse(small_corpus(), Settings(booklets=5), lists_for("fr"))


def test_a_sum_worked_by_hand() -> None:
    placed = place_arrival("new", {"train": 1, "gar": 2, "nowhere": 7}, ROWS, PRIOR, SETTINGS)
    assert (placed.state, placed.cluster, placed.second) == ("placed", 1, 2)
    assert (placed.score, placed.second_score) == (4 * BIT, -5 * BIT)
    assert (placed.own, placed.margin) == (0, 9 * BIT)


WEAK = [TermRow(f"w{at}", f"w{at}", f"w{at}", 9, (5, 4), (10, -10)) for at in range(3)]


def test_one_strong_term_is_not_enough_but_for_a_short_text() -> None:
    counts = {"train": 1, "w0": 1, "w1": 1, "w2": 1}
    assert place_arrival("new", counts, [*ROWS, *WEAK], PRIOR, SETTINGS).state == "to-place"
    one = Settings(evidence_terms=1)
    assert place_arrival("new", counts, [*ROWS, *WEAK], PRIOR, one).state == "placed"
    short = {"train": 1, "w0": 1, "w1": 1}
    assert place_arrival("new", short, [*ROWS, *WEAK], PRIOR, SETTINGS).state == "placed"
    assert place_arrival("new", {"w0": 1}, [*ROWS, *WEAK], PRIOR, SETTINGS).state == "to-place"


def test_a_thin_margin_is_not_enough() -> None:
    placed = place_arrival("new", {"train": 1, "gar": 1, "ecol": 1}, ROWS, PRIOR, Settings(margin=3 * BIT))
    assert (placed.margin, placed.state) == (2 * BIT, "to-place")


def test_an_earlier_wording_does_not_vouch_for_a_new_one() -> None:
    counts = {"train": 1, "gar": 1}
    again = place_arrival("old", counts, ROWS, PRIOR, SETTINGS, Vouching(1, 7 * BIT))
    assert (again.own, again.margin, again.state) == (7 * BIT, 0, "to-place")
    elsewhere = place_arrival("old", counts, ROWS, PRIOR, SETTINGS, Vouching(2, 7 * BIT))
    assert (elsewhere.own, elsewhere.state) == (0, "placed")


def test_without_a_term_or_without_a_cluster_there_is_no_sum() -> None:
    assert place_arrival("new", {"nowhere": 2}, ROWS, PRIOR, SETTINGS).state == "no-terms"
    nothing = place_arrival("new", {"train": 2}, [], (), SETTINGS)
    assert (nothing.state, nothing.cluster) == ("to-place", None)


def test_with_one_cluster_there_is_no_second_and_no_margin() -> None:
    rows = [
        TermRow("train", "trains", "train", 9, (9,), (3 * BIT,)),
        TermRow("gar", "gare", "gar", 5, (5,), (BIT,)),
    ]
    placed = place_arrival("new", {"train": 1, "gar": 1}, rows, (-BIT,), SETTINGS)
    assert (placed.cluster, placed.second, placed.margin, placed.state) == (1, None, 0, "to-place")


def test_ties_go_to_the_smaller_number() -> None:
    rows = [TermRow("train", "trains", "train", 9, (4, 4), (BIT, BIT))]
    placed = place_arrival("new", {"train": 1}, rows, (0, 0), SETTINGS)
    assert (placed.cluster, placed.second, placed.margin) == (1, 2, 0)


def test_a_copy_of_a_text_goes_where_the_text_went(found: Result) -> None:
    reader = Reader(lists_for("fr"))
    texts = {text.id: text.text for text in small_corpus().texts}
    for placed in found.placements:
        counts = reader.counts(texts[placed.id], "fr")
        again = place_arrival("copy", counts, found.table.rows, found.table.prior, Settings(booklets=5))
        assert (again.cluster, again.score, again.second_score) == (
            placed.cluster, placed.score, placed.second_score,
        )  # fmt: skip
        assert again.score == max(scores_of(counts, found.table.rows, found.table.prior))
        # The very same words again: they may vouch no more than they did in the run.
        same = place_arrival(
            placed.id, counts, found.table.rows, found.table.prior, Settings(booklets=5),
            Vouching(placed.cluster or 0, placed.own),
        )  # fmt: skip
        assert same.margin == placed.margin


def test_a_new_text_joins_its_theme(found: Result) -> None:
    homes = {theme_of(placed.id): placed.cluster for placed in found.placements if placed.state == "placed"}
    counts = Reader(lists_for("fr")).counts(
        "Des trains régionaux dans chaque gare, avec un billet unique.", "fr"
    )
    placed = place_arrival("new", counts, found.table.rows, found.table.prior, Settings(booklets=5))
    assert (placed.state, placed.cluster) == ("placed", homes["train"])
