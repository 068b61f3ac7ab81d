"""Bundles to replay, and the replay of one as a stranger runs it: another process, told only the file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from proposals.core.analysis import analyse
from proposals.core.bundle import write_bundle
from proposals.core.corpus import Corpus
from proposals.core.lists import lists_for
from proposals.core.runsheet import sheet_of
from proposals.core.settings import Settings
from proposals.core.starts import COLD, Start

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle on disk, the digest of its result, and where an edition after it starts from."""

    path: Path
    digest: str
    start: Start


def written(path: Path, corpus: Corpus, booklets: int = 12, start: Start = COLD) -> Written:
    """Run the method here and write its bundle."""
    settings, lists = Settings(booklets=booklets), lists_for("fr", *corpus.languages())
    found = analyse(corpus, settings, lists, start=start)
    path.write_bytes(
        write_bundle(sheet_of(corpus, settings, lists, found, start), corpus, lists, found, start)
    )
    homes = {text.id: text.cluster for text in found.placements if text.cluster is not None}
    return Written(path, found.digest(), homes)


def replayed(
    bundle: Path, python: str | Path = sys.executable, **environment: str
) -> tuple[int, Mapping[str, object]]:
    """The exit code and the answer of `python -m proposals.replay`, in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ended = subprocess.run(
        [python, "-m", "proposals.replay", str(bundle), "--json"],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stderr == ""
    answer: Mapping[str, object] = json.loads(ended.stdout)
    return ended.returncode, answer
