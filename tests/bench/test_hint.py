"""The bench of the hint on a few invented texts: it runs whole, ends with its line, says what is missing."""

from __future__ import annotations

import csv
import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from bench import hint
from bench.hints import Fts5, Ours
from bench.sets import read_set

needs_rapidfuzz = pytest.mark.skipif(
    find_spec("rapidfuzz") is None, reason="the peers of the bench are not installed"
)

SUBJECTS = ("fuites du réseau", "cantine des écoles", "bus du soir", "toit du gymnase", "haies et chemins")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "invented.csv"
    with path.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("id", "text", "lang", "parent"))
        for number in range(60):
            subject = SUBJECTS[number % 5]
            text = f"Demande numéro {number} : réparer les {subject}, avant la fin de l’année prochaine."
            writer.writerow((number, text, "fr", subject))
    return path


@needs_rapidfuzz
def test_it_ends_with_one_line_of_json(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text(
        "premise,hypothesis,label\n"
        "Réparer les fuites du réseau,Réparer le réseau et ses fuites,0\n"
        "Réparer les fuites du réseau,Ouvrir la cantine,2\n"
    )
    asked = ["--quick", "--texts", str(texts), "--found", str(texts), "--pairs", str(pairs)]
    assert hint.main(asked) == 0
    said = capsys.readouterr().out
    last = json.loads(said.splitlines()[-1])
    assert set(last) == {"p95_ratio", "precision_ratio"}
    assert last["p95_ratio"] > 0
    assert "AUC of the badge's measure 1.000" in said
    assert "1 of 1 same and 0 of 1 others" in said
    for name in ("ours", "FTS5", "FTS5 without stop words", "rapidfuzz", "CPU s"):
        assert name in said


def test_ours_and_fts5_find_the_same_plain_thing(texts: Path, tmp_path: Path) -> None:
    rows = read_set(texts, labelled=False)
    ours, fts5 = Ours(rows, tmp_path / "index"), Fts5(rows)
    for finder in (ours, fts5):
        assert {at % 5 for at in finder.first("la cantine des écoles", 5)} == {1}
    assert Fts5(rows, stops=True).first("le la les", 5) == []


@needs_rapidfuzz
def test_without_texts_it_says_so_and_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hint.main(["--texts", str(tmp_path / "absent.csv"), "--found", str(tmp_path / "absent.csv")]) == 0
    assert "No texts to measure on" in capsys.readouterr().out


@needs_rapidfuzz
def test_texts_without_parents_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "flat.csv"
    path.write_text("id,text,lang\n1,Des fuites,fr\n2,Des bancs,fr\n")
    assert hint.main(["--quick", "--texts", str(path), "--found", str(path)]) == 1
    assert "no parents or sections" in capsys.readouterr().out
