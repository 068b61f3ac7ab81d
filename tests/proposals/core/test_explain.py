"""The sum shown to a member is the score that placed the text, to the last unit."""

import pytest

from proposals.core.analysis import Result, analyse
from proposals.core.explain import explain, scores_of
from proposals.core.lists import lists_for
from proposals.core.placements import TermRow
from proposals.core.settings import Settings
from proposals.core.terms import Reader
from tests.proposals.core.texts import small_corpus

FRENCH = lists_for("fr")


@pytest.fixture(scope="module")
def found() -> Result:
    return analyse(small_corpus(), Settings(booklets=5), FRENCH)


def test_contributions_and_prior_are_the_score_of_every_text(found: Result) -> None:
    reader = Reader(FRENCH)
    texts = {text.id: text.text for text in small_corpus().texts}
    assert len(found.placements) == len(texts)
    for placed in found.placements:
        assert placed.cluster is not None
        told = explain(
            reader.counts(texts[placed.id], "fr"),
            found.table.rows,
            found.table.prior,
            placed.cluster,
            placed.second,
        )
        assert told.prior + sum(line.here for line in told.lines) == told.score == placed.score
        assert told.second_prior + sum(line.there for line in told.lines) == placed.second_score


def test_the_cluster_is_the_best_of_all_sums(found: Result) -> None:
    reader = Reader(FRENCH)
    texts = {text.id: text.text for text in small_corpus().texts}
    for placed in found.placements:
        sums = scores_of(reader.counts(texts[placed.id], "fr"), found.table.rows, found.table.prior)
        assert (placed.cluster or 0) - 1 == sums.index(max(sums))


ROWS = [
    TermRow("train", "trains", "train", 9, (8, 1), (3000, -2000)),
    TermRow("ecol", "école", "ecol", 5, (0, 5), (-1500, 4000)),
    TermRow("velo", "vélo", "velo", 2, (1, 1), (0, 0)),
]


def test_a_sum_worked_by_hand() -> None:
    told = explain({"train": 2, "ecol": 1, "velo": 1, "unknown": 7}, ROWS, (-100, -200), 1, 2)
    assert (told.score, told.second_score) == (-100 + 6000 - 1500, -200 - 4000 + 4000)
    assert [line.surface for line in told.lines] == ["trains", "vélo", "école"]
    assert [line.family for line in told.words_for()] == ["train"]
    assert [(line.here, line.there) for line in told.lines if line.here < 0] == [(-1500, 4000)]


def test_without_a_second_cluster_nothing_is_there() -> None:
    told = explain({"train": 1}, ROWS, (0,), 1, None)
    assert (told.second, told.second_score, told.lines[0].there) == (None, 0, 0)


FAMILY = [
    TermRow("democrat", "démocratique", "democrat", 9, (8, 1), (3000, -2000)),
    TermRow("democratis", "démocratiser", "democrat", 2, (1, 1), (-500, 100)),
]


def test_words_of_one_family_are_one_line_under_the_commonest() -> None:
    told = explain({"democrat": 2, "democratis": 1, "train": 1}, [*FAMILY, ROWS[0]], (0, 0), 1, 2)
    (line,) = [line for line in told.lines if line.family == "democrat"]
    assert (line.surface, line.count, line.here, line.there) == ("démocratique", 3, 5500, -3900)
    assert [(part.surface, part.count, part.here) for part in line.parts] == [
        ("démocratique", 2, 6000),
        ("démocratiser", 1, -500),
    ]
    assert told.score == 5500 + 3000


def test_a_plural_that_the_stemmer_misses_is_one_line_and_the_sum_stays() -> None:
    rows = [
        TermRow("loi", "loi", "loi", 9, (8, 1), (3000, -2000)),
        TermRow("lois", "lois", "lois", 4, (4, 0), (2000, -1000)),
    ]
    told = explain({"loi": 1, "lois": 2}, rows, (0, 0), 1, 2)
    [line] = told.lines
    assert (line.family, line.surface, line.count, line.here) == ("loi", "loi", 3, 7000)
    assert [part.surface for part in line.parts] == ["loi", "lois"]
    assert told.score == 7000
