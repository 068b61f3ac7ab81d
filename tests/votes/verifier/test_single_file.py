"""`livret-verify.pyz`: one file, the same bytes wherever it is built, and Python is all it needs."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.votes.core.building import a_story
from tests.votes.verifier.forgeries import TAMPERED
from tests.votes.verifier.tampering import repacked
from votes.verifier.single_file import COMMANDS, ROOT, single_file


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    for name in COMMANDS:
        (folder / name).write_bytes(single_file(name).content)
    return folder


def run(file: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a single file where nothing of ours nor of the environment can be imported."""
    command = [sys.executable, "-I", "-S", str(file), *map(str, arguments)]
    return subprocess.run(command, cwd=file.parent, capture_output=True, text=True, timeout=60)


def test_built_elsewhere_from_the_same_sources_it_has_the_same_bytes(tmp_path: Path) -> None:
    copy = tmp_path / "another checkout"
    for package in ("deliberation", "votes"):
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__"))
    for file in copy.rglob("*.py"):
        file.touch()
    written = tmp_path / "written"
    written.mkdir()
    ended = subprocess.run(
        [sys.executable, "-m", "votes.verifier.single_file", str(written)],
        cwd=copy, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    for name in COMMANDS:
        made = single_file(name)
        assert (written / name).read_bytes() == made.content
        assert made.digest == hashlib.sha256(made.content).hexdigest()
        assert f"{made.digest}  {name}" in ended.stdout


def test_it_holds_our_sources_only_and_no_framework() -> None:
    content = single_file("livret-verify.pyz").content
    assert len(content) < 500_000
    assert b"import django" not in content
    assert b"from django" not in content


@pytest.mark.parametrize(("tamper", "expected"), [("", 0), ("a choice changed", 1), ("no pack", 2)])
def test_it_verifies_alone(built: Path, tmp_path: Path, tamper: str, expected: int) -> None:
    members = a_story(7).members()
    if tamper and expected == 1:
        next(forge for name, forge, _ in TAMPERED if name == tamper)(members)
    pack = tmp_path / "pack.zip"
    pack.write_bytes(b"no pack" if expected == 2 else repacked(members))
    ended = run(built / "livret-verify.pyz", pack, "--language", "en")
    assert (ended.returncode, ended.stderr) == (expected, "")
    assert ended.stdout.splitlines()[-1].startswith("Verdict: ")


def test_the_mirror_runs_alone_too(built: Path, tmp_path: Path) -> None:
    ended = run(built / "livret-mirror.pyz", "http://127.0.0.1:9", tmp_path, "--language", "fr")
    assert (ended.returncode, ended.stderr) == (2, "")
    assert "mirror.unreachable" in ended.stdout
