"""The replay command with changes: what it writes reads back as a rival run, or it says why it cannot."""

import io
import json
from pathlib import Path

import pytest

from proposals.core.analysis import analyse
from proposals.core.bundle import read_bundle, write_bundle
from proposals.core.corpus import corpus_of
from proposals.core.lists import lists_for
from proposals.core.rivals import COLD_START, check_rival, rival_from
from proposals.core.runsheet import sheet_of
from proposals.core.settings import Settings
from proposals.replay.__main__ import main
from tests.proposals.core.texts import small_corpus

FRENCH = lists_for("fr")
FIVE = Settings(booklets=5)


@pytest.fixture(scope="module")
def content() -> bytes:
    """The bundle of an edition: it started from the clusters of a run before."""
    corpus = small_corpus()
    first = analyse(corpus, FIVE, FRENCH)
    start = {placed.id: placed.cluster for placed in first.placements if placed.cluster is not None}
    result = analyse(corpus, FIVE, FRENCH, start=start)
    return write_bundle(sheet_of(corpus, FIVE, FRENCH, result, start), corpus, FRENCH, result, start)


@pytest.fixture
def bundle(content: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "run.zip"
    path.write_bytes(content)
    return path


def file(folder: Path, name: str, value: object) -> str:
    path = folder / name
    path.write_text(json.dumps(value, indent=1) if not isinstance(value, str) else value)
    return str(path)


def test_a_changed_setting_and_list_make_a_rival_run(
    bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "rival.json"
    settings = file(tmp_path, "settings.json", {"booklets": 3})
    lists = file(tmp_path, "lists.json", {"added": ["Élèves"], "synonyms": [["ferme", "Exploitation"]]})
    command = [str(bundle), "--settings", settings, "--lists", lists, "--sheet", str(out)]
    assert main(command, {"LANG": "fr_FR.UTF-8"}) == 0
    said = capsys.readouterr().out
    rival = rival_from(out.read_bytes())
    assert rival.sheet.result in said
    assert "3 regroupements" in said
    assert rival.sheet.settings.booklets == 3
    assert rival.lists.edits.added == ("eleves",)
    assert rival.lists.edits.synonyms == (("exploitation", "ferme"),)
    official = read_bundle(io.BytesIO(bundle.read_bytes()))
    check_rival(rival, official.sheet)
    assert not rival.is_cold
    # Anybody who repeats it finds the same.
    again = analyse(official.corpus, rival.sheet.settings, rival.lists, start=official.start)
    assert again.digest() == rival.sheet.result


def test_a_whole_list_or_a_cold_start_will_do_too(bundle: Path, tmp_path: Path) -> None:
    out = tmp_path / "rival.json"
    whole = FRENCH.as_json()
    lists = file(tmp_path, "lists.json", whole | {"shortest": 4})
    assert main([str(bundle), "--lists", lists, "--cold", "--sheet", str(out), "--json"], {}) == 0
    rival = rival_from(out.read_bytes())
    assert (rival.lists.shortest, rival.sheet.start) == (4, COLD_START)


@pytest.mark.parametrize(
    ("given", "value", "code"),
    [
        ("--settings", {"booklets": 61}, "settings.out-of-range"),
        ("--settings", {"colour": 1}, "settings.not-settings"),
        ("--settings", {"booklets": "8"}, "settings.not-settings"),
        ("--settings", "{", "replay.not-json"),
        ("--settings", "[" * 100_000, "replay.not-json"),
        ("--settings", [1], "replay.not-json"),
        ("--lists", {"added": "gare"}, "lists.not-lists"),
        ("--lists", {"added": [1]}, "lists.not-lists"),
        ("--lists", {"stop": []}, "lists.not-lists"),
        ("--lists", {"languages": []}, "lists.not-lists"),
        ("--lists", {"added": ["deux mots"]}, "edits.not-a-word"),
        ("--lists", {"synonyms": [["vélo"]]}, "edits.too-few-synonyms"),
    ],
)
def test_what_cannot_be_rerun_says_why(
    bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], given: str, value: object, code: str
) -> None:
    out = tmp_path / "rival.json"
    command = [str(bundle), given, file(tmp_path, "given.json", value), "--sheet", str(out), "--json"]
    assert main(command, {}) == 2
    assert json.loads(capsys.readouterr().out)["refused"] == code
    assert not out.exists()


def test_changes_need_a_place_to_write_to(
    bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(bundle), "--cold", "--json"], {}) == 2
    assert json.loads(capsys.readouterr().out)["refused"] == "replay.needs-sheet"
    assert main([str(bundle), "--cold", "--sheet", str(tmp_path / "no" / "where"), "--json"], {}) == 2
    assert json.loads(capsys.readouterr().out)["refused"] == "replay.unwritable"


def test_an_erased_text_cannot_be_rerun(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = small_corpus()
    rest = corpus_of(whole.texts[1:], [whole.texts[0].leaf()])
    result = analyse(rest, FIVE, FRENCH)
    path = tmp_path / "run.zip"
    path.write_bytes(write_bundle(sheet_of(rest, FIVE, FRENCH, result), rest, FRENCH, result))
    assert main([str(path), "--cold", "--sheet", str(tmp_path / "out"), "--json"], {}) == 2
    assert json.loads(capsys.readouterr().out)["refused"] == "replay.erased"
