"""The worked example of the documents: every number on the page is computed again from its own texts."""

import hashlib
import re
from pathlib import Path

import numpy as np
import pytest

from proposals.core.analysis import Result, analyse
from proposals.core.corpus import Corpus, CorpusText, corpus_of
from proposals.core.explain import explain
from proposals.core.fixedlog import flog_of
from proposals.core.lists import lists_for
from proposals.core.settings import Settings
from proposals.core.terms import Reader, read_texts, usable_terms
from proposals.core.vectors import text_vectors

PAGE = (Path(__file__).parents[3] / "docs/rules/analysis-example.md").read_text()
ENGLISH = lists_for("en")
THREE = Settings(booklets=3)
Row = dict[str, str]


def table(*headings: str) -> list[Row]:
    """The rows of the table of the page that has these headings, by heading."""
    lines = PAGE.split("| " + " | ".join(headings) + " |\n", 1)[1].splitlines()
    rows: list[Row] = []
    for line in lines[1:]:
        if not line.startswith("|"):
            break
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        rows.append(dict(zip(headings, cells, strict=True)))
    return rows


def numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split())


TEXTS = table("place", "id", "digest", "text", "terms")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return corpus_of(CorpusText(row["id"], row["text"], language="en") for row in TEXTS)


@pytest.fixture(scope="module")
def found(corpus: Corpus) -> Result:
    return analyse(corpus, THREE, ENGLISH)


def test_the_texts_stand_in_the_order_of_their_digests(corpus: Corpus) -> None:
    assert len(TEXTS) == 20
    assert [text.id for text in corpus.texts] == [row["id"] for row in TEXTS]
    for row in TEXTS:
        assert hashlib.sha256(f"{row['id']}\0{row['text']}".encode()).hexdigest().startswith(row["digest"])


def test_each_text_has_its_terms(found: Result) -> None:
    reader, terms = Reader(ENGLISH), {row.stem for row in found.table.rows}
    for row in TEXTS:
        assert sorted(set(reader.counts(row["text"], "en")) & terms) == row["terms"].split()
    assert found.copies == 3


def test_two_texts_are_as_near_as_the_page_says(corpus: Corpus) -> None:
    reading = read_texts([(text.text, "en") for text in corpus.texts], Reader(ENGLISH))
    columns = usable_terms(reading.counts, THREE.corpus_level(20)).tolist()
    counts = reading.counts[:, columns].toarray()
    _, firsts = np.unique(counts, axis=0, return_index=True)
    drawn = reading.counts[np.sort(firsts)][:, columns]
    ids = [corpus.texts[at].id for at in np.sort(firsts)]
    vectors = text_vectors(drawn).toarray()
    one, other = vectors[ids.index("t04")], vectors[ids.index("t07")]
    stems = [reading.stems[column] for column in columns]
    for row in table("term", "df", "weight", "in t04, scaled", "in t07, scaled"):
        at, texts = stems.index(row["term"]), int(row["df"])
        assert int((drawn.toarray()[:, at] > 0).sum()) == texts
        assert flog_of(1024 * (len(ids) + 1)) - flog_of(1024 * texts + 512) == int(row["weight"])
        assert (one[at], other[at]) == (int(row["in t04, scaled"]), int(row["in t07, scaled"]))
    (said,) = re.findall(r"Their similarity is (\d+)", PAGE)
    assert int(one @ other) == int(said)
    assert f"{said} >> 14 = {int(said) >> 14}" in PAGE


def test_the_network_is_the_one_on_the_page(found: Result) -> None:
    said = {row["term"]: row["goes with"] for row in table("term", "goes with")}
    ours = {
        term.stem: ", ".join(f"{link.stem} {link.percent}" for link in term.links) for term in found.network
    }
    assert ours == said


def test_the_table_is_the_one_on_the_page_and_the_formula(found: Result) -> None:
    *rows, prior = table("term", "words in all", "words", "b")
    assert found.table.prior == numbers(prior["b"])
    words = [sum(held) for held in zip(*(numbers(row["words"]) for row in rows), strict=True)]
    everything = sum(int(row["words in all"]) for row in rows)
    smoothing = 2 * everything // 3
    assert f"mu = 2 x {everything} // 3 = {smoothing}" in PAGE
    for row, ours in zip(rows, found.table.rows, strict=True):
        total, held = int(row["words in all"]), numbers(row["words"])
        assert (ours.stem, ours.total, ours.held, ours.bits) == (row["term"], total, held, numbers(row["b"]))
        by_hand = [
            flog_of(held[at] * everything + smoothing * total)
            - flog_of(words[at] + smoothing)
            - flog_of(total)
            for at in range(3)
        ]
        assert by_hand == list(ours.bits)


def test_every_placement_is_on_the_page(found: Result) -> None:
    rows = table("id", "state", "cluster", "score", "own", "second", "second score", "margin")
    ours = [
        (p.id, p.state, p.cluster, p.score, p.own, p.second, p.second_score, p.margin)
        for p in found.placements
    ]
    assert [tuple(str(value) for value in placement) for placement in ours] == [
        tuple(row.values()) for row in rows
    ]


def test_the_sum_of_the_text_that_hesitates_adds_up(found: Result) -> None:
    text = next(row["text"] for row in TEXTS if row["id"] == "t11")
    lines = table("line", "cluster 2", "cluster 3")
    told = explain(Reader(ENGLISH).counts(text, "en"), found.table.rows, found.table.prior, 2, 3)
    assert [(line["line"], int(line["cluster 2"]), int(line["cluster 3"])) for line in lines] == [
        *((line.family, line.here, line.there) for line in told.lines),
        ("(prior)", told.prior, told.second_prior),
        ("sum", told.score, told.second_score),
    ]
    for column in ("cluster 2", "cluster 3"):
        assert sum(int(line[column]) for line in lines[:-1]) == int(lines[-1][column])


def test_logarithms_on_the_page_are_the_fixed_ones() -> None:
    (said,) = re.findall(r"= log (\d+) - log (\d+) - log (\d+) = (\d+) - (\d+) - (\d+) = (\d+):", PAGE)
    values, logs, result = said[:3], [int(log) for log in said[3:6]], int(said[6])
    assert [flog_of(int(value)) for value in values] == logs
    assert logs[0] - logs[1] - logs[2] == result
