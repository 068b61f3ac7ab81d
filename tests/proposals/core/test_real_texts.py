"""A real consultation of 2,524 texts, where it is at hand; none of its sentences is in the project."""

import csv
import gzip
from pathlib import Path

import pytest

from proposals.core.analysis import Result, analyse
from proposals.core.corpus import Corpus, CorpusText, corpus_of
from proposals.core.coverage import coverage_of
from proposals.core.explain import explain
from proposals.core.lists import lists_for
from proposals.core.settings import Settings
from proposals.core.terms import Reader
from tests.proposals.core.agreement import adjusted_mutual_information

TEXTS = Path(__file__).parents[3].parent / "shared/data/texts/fr_repnum.dev.csv.gz"
pytestmark = pytest.mark.skipif(
    not TEXTS.exists(), reason="real texts: ../shared/data/texts/fr_repnum.dev.csv.gz is absent"
)
FRENCH = lists_for("fr")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with gzip.open(TEXTS, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def corpus(rows: list[dict[str, str]]) -> Corpus:
    return corpus_of(
        CorpusText(row["id"], row["text"], "answer" if row["kind"] == "argument" else "proposal")
        for row in rows
    )


@pytest.fixture(scope="module")
def found(corpus: Corpus) -> Result:
    return analyse(corpus, Settings(), FRENCH)


def test_about_twelve_booklets_and_most_texts_placed(found: Result) -> None:
    coverage = coverage_of(found.placements, found.made)
    assert found.made in (11, 12)
    assert coverage.placed / coverage.texts > 0.75
    assert min(share.placed for share in coverage.shares) >= 5


def test_the_grouping_agrees_with_people_as_far_as_the_method_is_known_to(
    found: Result, rows: list[dict[str, str]]
) -> None:
    label = {row["id"]: row["label"] for row in rows}
    grouped = [placement for placement in found.placements if placement.cluster is not None]
    sure = [placement for placement in grouped if placement.state == "placed"]
    everything, placed = (
        adjusted_mutual_information([label[p.id] for p in some], [p.cluster for p in some])
        for some in (grouped, sure)
    )
    assert everything >= 0.19
    assert placed >= 1.08 * everything


def test_every_sum_is_exact(found: Result, corpus: Corpus) -> None:
    reader, row_of = Reader(FRENCH), found.table.row_of()
    for text, placed in zip(corpus.texts, found.placements, strict=True):
        assert placed.id == text.id
        counts = reader.counts(text.text, text.language)
        rows = [row_of[stem] for stem in counts if stem in row_of]
        if placed.cluster is None:
            assert not rows
            continue
        told = explain(counts, rows, found.table.prior, placed.cluster, placed.second)
        assert (told.score, told.second_score) == (placed.score, placed.second_score)


def test_drafts_stand_on_proposals(found: Result, corpus: Corpus) -> None:
    kinds = {text.id: text.kind for text in corpus.texts}
    assert {kinds[draft.medoid] for draft in found.drafts} == {"proposal"}
    assert {draft.cluster for draft in found.drafts} == set(range(1, found.made + 1))
