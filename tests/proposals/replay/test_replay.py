"""The replay command: exit codes, what it names, both languages, and no Django anywhere."""

import io
import json
import os
import re
import string
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from proposals.core.analysis import METHOD, Result, analyse
from proposals.core.bundle import write_bundle
from proposals.core.corpus import corpus_of
from proposals.core.lists import lists_for
from proposals.core.runsheet import sheet_of
from proposals.core.settings import Settings
from proposals.replay.__main__ import main
from proposals.replay.words import SENTENCES
from tests.proposals.core.texts import small_corpus

ROOT = Path(__file__).parents[3]
FRENCH = lists_for("fr")
FIVE = Settings(booklets=5)
Change = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def result() -> Result:
    return analyse(small_corpus(), FIVE, FRENCH)


@pytest.fixture
def bundle(result: Result, tmp_path: Path) -> Path:
    corpus = small_corpus()
    path = tmp_path / "run.zip"
    path.write_bytes(write_bundle(sheet_of(corpus, FIVE, FRENCH, result), corpus, FRENCH, result))
    return path


def tamper(bundle: Path, member: str, change: Change) -> None:
    """Change one member and leave the rest as it was."""
    with zipfile.ZipFile(io.BytesIO(bundle.read_bytes())) as old:
        contents = {name: old.read(name) for name in old.namelist()}
    contents[member] = change(contents[member])
    with zipfile.ZipFile(bundle, "w") as new:
        for name, content in contents.items():
            new.writestr(name, content)


def answer(bundle: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    code = main([str(bundle), "--json"], {})
    return code, json.loads(capsys.readouterr().out)


def test_the_same_bundle_gives_the_same_digest(
    bundle: Path, result: Result, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = answer(bundle, capsys)
    assert code == 0
    assert found == {
        "differs": [],
        "erased": 0,
        "recomputed": result.digest(),
        "stated": result.digest(),
        "verdict": "same",
        "versions": {},
    }


@pytest.mark.parametrize(
    ("member", "change", "differs"),
    [
        (
            "corpus.jsonl",
            lambda c: c.replace("gares fermées".encode(), "écoles fermées".encode()),
            ["corpus", "result"],
        ),
        ("corpus.jsonl", lambda c: c.replace(b'"salt":"salt train-0"', b'"salt":"other"'), []),
        ("corpus.jsonl", lambda c: c.replace(b'"salt":"salt train 0"', b'"salt":"other"'), ["corpus"]),
        ("lists.json", lambda c: c.replace(b'"zut"', b'"zutt"'), ["lists"]),
        ("start.json", lambda _: b'[["train-0",1]]', ["start", "result"]),
        ("result.json", lambda c: c.replace(b'"asked":5', b'"asked":6'), ["result"]),
        ("sheet.json", lambda c: c.replace(b'"booklets":5', b'"booklets":2'), ["result"]),
        (
            "sheet.json",
            lambda c: re.sub(rb'"result":"[0-9a-f]{64}"', b'"result":"' + b"0" * 64 + b'"', c),
            ["result"],
        ),
    ],
)
def test_what_was_changed_is_named(
    bundle: Path, member: str, change: Change, differs: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    tamper(bundle, member, change)
    code, found = answer(bundle, capsys)
    assert (code, found["differs"]) == (1 if differs else 0, differs)


@pytest.mark.parametrize(
    ("member", "change", "sentence"),
    [
        ("sheet.json", lambda c: c[:-1], "sheet.json is not canonical JSON."),
        ("corpus.jsonl", lambda c: c + b"[]\n", "Line 51 of corpus.jsonl is no text."),
        ("lists.json", lambda c: c + b"\n", "lists.json is not canonical JSON."),
        ("start.json", lambda _: b"[[1,1]]", "This bundle cannot be repeated (start.not-a-start)."),
        ("result.json", lambda c: c.replace(b":5", b":5.0", 1), "result.json is not canonical JSON."),
    ],
)
def test_a_damaged_member_is_named(
    bundle: Path, member: str, change: Change, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper(bundle, member, change)
    assert main([str(bundle)], {}) == 2
    assert capsys.readouterr().out == f"{sentence}\n"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_bundle_of_the_method_before_names_the_livret_to_install(
    bundle: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper(bundle, "sheet.json", lambda c: c.replace(METHOD.encode(), b"livret-analysis-1"))
    assert main([str(bundle), "--language", language], {}) == 2
    told = capsys.readouterr().out
    assert "livret-analysis-1" in told
    assert "Livret 0.1.0" in told
    code, found = answer(bundle, capsys)
    assert (code, found["refused"]) == (2, "run-sheet.older-method")


def test_a_bundle_of_a_method_to_come_is_told_by_its_name(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper(bundle, "sheet.json", lambda c: c.replace(METHOD.encode(), b"livret-analysis-99"))
    assert main([str(bundle)], {}) == 2
    assert "livret-analysis-99" in capsys.readouterr().out


def test_nothing_that_is_written_tells_when_or_how_long(bundle: Path) -> None:
    again = analyse(small_corpus(), FIVE, FRENCH)
    corpus = small_corpus()
    assert bundle.read_bytes() == write_bundle(sheet_of(corpus, FIVE, FRENCH, again), corpus, FRENCH, again)
    with zipfile.ZipFile(bundle) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_another_version_is_noted_and_forgiven(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tamper(bundle, "sheet.json", lambda c: re.sub(rb'"numpy":"[^"]*"', b'"numpy":"1.0"', c))
    code, found = answer(bundle, capsys)
    assert code == 0
    assert isinstance(found["versions"], dict)
    assert found["versions"]["numpy"][0] == "1.0"


def test_an_erased_text_is_told_apart_from_a_fraud(result: Result, tmp_path: Path) -> None:
    corpus = small_corpus()
    after = corpus_of(corpus.texts[1:], [corpus.texts[0].leaf()])
    path = tmp_path / "erased.zip"
    path.write_bytes(write_bundle(sheet_of(corpus, FIVE, FRENCH, result), after, FRENCH, result))
    assert main([str(path)], {}) == 3
    tamper(path, "corpus.jsonl", lambda c: c.replace("école".encode(), b"usine"))
    assert main([str(path)], {}) == 1


@pytest.mark.parametrize("content", [b"", b"no bundle", b"PK\x03\x04 broken"])
def test_what_is_no_bundle_gets_a_sentence(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert main([str(path)], {"LANG": "fr_FR.UTF-8"}) == 2
    assert "archive zip" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["absent.zip", "."])
def test_what_cannot_be_opened_gets_a_sentence(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / name)], {}) == 2
    assert capsys.readouterr().out == "This file cannot be read.\n"


@pytest.mark.parametrize(
    ("arguments", "environment", "sentence"),
    [
        ([], {"LANG": "fr_FR.UTF-8"}, "Identique"),
        ([], {"LANG": "de_DE.UTF-8"}, "Same"),
        ([], {"LC_ALL": "fr_BE", "LANG": "en_US"}, "Identique"),
        (["--language", "en"], {"LANG": "fr_FR.UTF-8"}, "Same"),
        (["--language=fr"], {}, "Identique"),
    ],
)
def test_it_speaks_both_languages(
    bundle: Path,
    arguments: list[str],
    environment: dict[str, str],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([str(bundle), *arguments], environment) == 0
    assert sentence in capsys.readouterr().out


def test_both_languages_say_the_same_things_with_the_same_facts() -> None:
    def facts(sentence: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(sentence)} - {None}

    assert SENTENCES["fr"].keys() == SENTENCES["en"].keys()
    for name, sentence in SENTENCES["fr"].items():
        assert facts(sentence) == facts(SENTENCES["en"][name])


def test_it_runs_where_django_cannot_be_imported(bundle: Path, result: Result) -> None:
    program = (
        "import runpy, sys; sys.modules['django'] = None;"
        f"sys.argv = ['replay', {str(bundle)!r}, '--language', 'en'];"
        "runpy.run_module('proposals.replay', run_name='__main__')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ},
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert f"Recomputed digest: {result.digest()}" in ended.stdout


def test_its_requirements_stay_a_part_of_those_of_the_project() -> None:
    lines = (ROOT / "requirements-replay.txt").read_text().splitlines()
    everything = (ROOT / "requirements.txt").read_text().splitlines()
    names = {re.split("[=;]", line)[0] for line in lines if line[:1].isalpha()}
    assert names == {"numpy", "scipy", "snowballstemmer", "stopwordsiso"}
    assert [line for line in everything if line in set(lines)] == lines
