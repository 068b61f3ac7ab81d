"""The bench from its command line: tables to read, then one line of JSON."""

import json
from pathlib import Path

import pytest

from bench import analysis
from bench.analysis import main
from tests.bench.peers import needs_peers
from tests.bench.texts import small_file


@needs_peers
def test_any_labelled_file_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--texts", str(small_file(tmp_path)), "--booklets", "5", "--quick"]
    assert main([*asked, "--level2", "--stability", "--warm"]) == 0
    printed = capsys.readouterr().out.splitlines()
    last = json.loads(printed[-1])
    assert set(last) == {"ami", "best_peer", "ratio"}
    assert last["ratio"] == pytest.approx(last["ami"] / last["best_peer"])
    assert 0.8 < last["ami"] <= 1
    text = "\n".join(printed)
    for method in ("KMeans", "LSA + KMeans", "NMF", "GSDMM", "Leiden"):
        assert f"\n{method} " in text
    assert "small: the same: " in text
    assert "best peer: " in text


@needs_peers
def test_groups_that_could_not_be_made_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--texts", str(small_file(tmp_path)), "--booklets", "40", "--quick"]
    assert main(asked) == 0
    assert "of the 40 groups asked for" in capsys.readouterr().out


@needs_peers
def test_choosing_on_halves_needs_two_sets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "other").mkdir()
    files = [str(small_file(tmp_path)), str(small_file(tmp_path / "other"))]
    assert main(["--texts", files[0], "--booklets", "5", "--quick", "--folds"]) == 0
    assert "two sets or more are needed" in capsys.readouterr().out


@needs_peers
def test_a_file_that_is_no_set_is_skipped_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.csv"
    path.write_text("id,words\n1,a\n")
    assert main(["--texts", str(path)]) == 0
    told = capsys.readouterr()
    assert "no columns label, text" in told.err
    assert "No labelled texts to measure on" in told.out
    assert json.loads(told.out.splitlines()[-1]) == {"ami": None, "best_peer": None, "ratio": None}


def test_without_the_peers_it_says_how_to_install_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(analysis, "PEER_MODULES", ("no_such_peer",))
    assert main([]) == 1
    assert "pip install -r requirements-bench.txt" in capsys.readouterr().out
