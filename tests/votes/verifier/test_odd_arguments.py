"""Odd arguments for each command of an observer: a sentence and exit code 2, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from tests.votes.core.building import a_story
from tests.votes.verifier.tampering import repacked
from votes.mirror import command as mirror
from votes.verifier import command as verifier
from votes.verifier.single_file import main as write_files

TAKING = ("--known-head", "--receipt", "--anchors", "--seat", "--remarks", "--language")
VALUES = (
    "", "-", "--", "x", "9" * 5000, "/dev/zero", "\udcff\udcfe", "\udced\udca0\udc80", "😀", "\u202e",
    "a\x00b", "{" + '"a":' * 3000, '{"a":NaN}', '{"a":' + "9" * 5000 + "}", "٣:" + "a" * 64, "../" * 50,
    "%s%n", "a" * 5000,
)  # fmt: skip
ADDRESSES = (
    "", "http://", "http://:80", "http://[::1", "http://127.0.0.1:abc", "http://127.0.0.1:-1", "http://..",
    "http://127.0.0.1:99999", "file:///etc/passwd", "http://\udcff", "http://x\x01y",
    "http://127.0.0.1:9/ a\n",
    "http://127.0.0.1:9/é", "http://" + "a" * 300 + ".x", "http://user:word@127.0.0.1:9",
)  # fmt: skip


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("packs") / "pack.zip"
    file.write_bytes(repacked(a_story(7).members()))
    return file


def ended(command: Callable[[list[str]], int | str | None], arguments: list[str]) -> int | str | None:
    """How a command ended, by its answer or by leaving."""
    try:
        return command(arguments)
    except SystemExit as left:
        return left.code


@pytest.mark.parametrize("option", TAKING)
def test_the_verifier_says_what_is_wrong(option: str, pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for value in VALUES:
        code, told = ended(verifier.main, [str(pack), option, value]), capsys.readouterr()
        assert code == 2, value[:40]
        assert told.out + told.err, value[:40]


@pytest.mark.parametrize("value", [*VALUES, ".", "/dev/null"])
def test_what_is_no_pack_is_told_to_be_none(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    for json in ([], ["--json"]):
        assert ended(verifier.main, [*json, value]) == 2
        told = capsys.readouterr()
        assert told.out + told.err


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_mirror_says_what_is_wrong(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(mirror.main, [address, str(tmp_path), "--language", "en"]) == 2
    assert "Cannot look, mirror." in capsys.readouterr().out


@pytest.mark.parametrize("every", ["0", "-1", "nan", "inf", "-inf", "1e400", "x", "", "99999"])
def test_the_mirror_looks_again_after_some_minutes_and_not_never(
    every: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(mirror.main, ["http://127.0.0.1:9", str(tmp_path), f"--every={every}"]) == 2
    assert "--every" in capsys.readouterr().err


def test_the_mirror_needs_a_folder_to_write_in(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder, language in product(("/dev/null", str(pack), "a\x00b", "x" * 400), ("fr", "en")):
        assert ended(mirror.main, ["http://127.0.0.1:9", folder, "--language", language]) == 2
        assert "mirror." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (["--help"], 0),
        (["-h"], 0),
        (["--x"], 2),
        (["a", "b"], 2),
        (["/dev/null"], 2),
        (["/nowhere/at/all"], 2),
    ],
)
def test_the_single_files_are_written_into_a_folder_or_it_is_said_why_not(
    given: list[str],
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["single_file", *given])
    assert ended(lambda _: write_files(), []) == code
    told = capsys.readouterr()
    assert "single_file" in told.out + told.err
    assert not list(tmp_path.iterdir())


def test_the_command_that_stumbled_helps() -> None:
    command = [sys.executable, "-m", "votes.verifier.single_file", "--help"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stderr) == (0, "")
