"""Reading any labelled CSV: what is taken, what is refused and with which words."""

import gzip
from pathlib import Path

import pytest

from bench.sets import NotASet, read_set
from tests.bench.texts import small_set


def written(folder: Path, words: str) -> Path:
    path = folder / "some.csv"
    path.write_text(words, encoding="utf-8")
    return path


def test_a_plain_file_and_a_packed_one_read_the_same(tmp_path: Path) -> None:
    words = "id,text,label,lang\n1,un texte,a,fr\n2,ein Text,b,de\n"
    plain = written(tmp_path, words)
    packed = tmp_path / "some.dev.csv.gz"
    packed.write_bytes(gzip.compress(words.encode()))
    assert read_set(plain) == read_set(packed)
    assert [(row.language, row.label) for row in read_set(plain).rows] == [("fr", "a"), ("de", "b")]


def test_an_id_that_stands_twice_is_made_unique(tmp_path: Path) -> None:
    found = read_set(written(tmp_path, "id,text,label\n7,un,a\n7,deux,b\n8,trois,a\n"))
    assert [row.id for row in found.rows] == ["7", "7#2", "8"]


def test_a_language_nobody_told_is_guessed_from_the_texts(tmp_path: Path) -> None:
    german = "Wir wollen mehr Züge in den Dörfern und einen günstigen Fahrschein für alle Menschen"
    found = read_set(written(tmp_path, f"id,text,label\n1,{german},a\n2,{german} heute,b\n"))
    assert {row.language for row in found.rows} == {"de"}


def test_the_finer_label_is_the_section_or_the_proposal_answered(tmp_path: Path) -> None:
    words = "id,text,label,kind,parent\n1,un,a,opinion,\n2,deux,b,argument,1\n"
    rows = read_set(written(tmp_path, words)).rows
    assert [(row.inner, row.kind) for row in rows] == [("1", "proposal"), ("1", "answer")]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("id,words,label\n1,a,b\n", "no columns text"),
        ("id,text\n1,a\n", "no columns label"),
        ("id,text,label\n", "no texts"),
        ("id,text,label\n1,a,same\n2,b,\n", "fewer than two labels"),
    ],
)
def test_what_cannot_be_measured_on_is_refused_with_the_reason(tmp_path: Path, words: str, why: str) -> None:
    with pytest.raises(NotASet, match=why):
        read_set(written(tmp_path, words))


def test_a_sample_is_the_same_each_time_and_keeps_the_order(tmp_path: Path) -> None:
    texts = small_set(tmp_path)
    drawn = texts.sample(10)
    assert drawn == texts.sample(10)
    assert len(drawn.rows) == 10
    places = [texts.rows.index(row) for row in drawn.rows]
    assert places == sorted(places)
    assert texts.sample(1_000) is texts
