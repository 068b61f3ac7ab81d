"""The oldest numpy and scipy that we allow give the same digest as those of here.

They are installed from `requirements-replay-oldest.txt` into an environment of their own under `var/oldest/`,
which is kept as long as the lock does not change: only the first run takes its half minute.
"""

import csv
import gzip
import hashlib
import importlib.metadata
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from proposals.core.corpus import CorpusText, corpus_of
from tests.proposals.core.manytexts import many_texts
from tests.proposals.replay.replaying import ROOT, replayed, written

LOCK = ROOT / "requirements-replay-oldest.txt"
REAL = ROOT.parent / "shared/data/texts/fr_repnum.dev.csv.gz"
INSTALL = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes")
NOT_INSTALLABLE = (
    "no package can be installed here: the oldest numpy and scipy were not tried (python3-venv, network)"
)


def locked() -> dict[str, str]:
    """The versions in the lock, by name."""
    lines = [line.removesuffix(" \\") for line in LOCK.read_text().splitlines() if "==" in line]
    return dict(line.split("==") for line in lines)


@pytest.fixture(scope="module")
def oldest() -> Path:
    """The Python of an environment that holds the oldest versions and nothing else."""
    name = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()[:16]
    folder = ROOT / "var" / "oldest" / name
    python, ready = folder / "bin" / "python", folder / "ready"
    if not ready.exists():
        shutil.rmtree(folder, ignore_errors=True)  # one that was begun and not finished
        made = run(sys.executable, "-m", "venv", str(folder))
        if not made.returncode:
            made = run(str(python), *INSTALL, "--only-binary", ":all:", "-r", str(LOCK))
        assert "DO NOT MATCH THE HASHES" not in made.stderr, made.stderr
        if made.returncode:
            pytest.skip(NOT_INSTALLABLE)
        ready.touch()
    return python


def run(*command: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=kept)


def test_the_oldest_lock_holds_the_lower_bounds_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    bounds = project["dependency-groups"]["replay"]
    assert set(bounds) <= set(project["project"]["dependencies"])
    for bound in bounds:
        name, least = bound.split(",")[0].split(">=")
        assert locked().pop(name) in (least, f"{least}.0")
    assert len(locked()) == len(bounds)


def test_the_oldest_versions_give_the_same_digest(oldest: Path, tmp_path: Path) -> None:
    cold = written(tmp_path / "cold.zip", many_texts())
    start = {text: number for text, number in cold.start.items() if not text.endswith("5")}
    warm = written(tmp_path / "warm.zip", many_texts(), booklets=7, start=start)
    for bundle in (cold, warm):
        code, found = replayed(bundle.path, oldest)
        assert (code, found["recomputed"]) == (0, bundle.digest)
        theirs = {name: [importlib.metadata.version(name), version] for name, version in locked().items()}
        assert found["versions"] == {name: pair for name, pair in theirs.items() if pair[0] != pair[1]}


@pytest.mark.skipif(not REAL.exists(), reason=f"real texts: ../shared/data/texts/{REAL.name} is absent")
def test_the_oldest_versions_agree_on_a_real_consultation(oldest: Path, tmp_path: Path) -> None:
    with gzip.open(REAL, "rt", encoding="utf-8", newline="") as stream:
        texts = [CorpusText(row["id"], row["text"]) for row in csv.DictReader(stream)]
    bundle = written(tmp_path / "run.zip", corpus_of(texts))
    code, found = replayed(bundle.path, oldest)
    assert (code, found["recomputed"]) == (0, bundle.digest)


def test_that_environment_holds_no_framework(oldest: Path) -> None:
    assert run(str(oldest), "-c", "import django").returncode == 1
    assert run(str(oldest), "-c", "import numpy, scipy, stopwordsiso").returncode == 0
