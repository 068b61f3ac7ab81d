"""Runs of one method in a process of its own, so that its time and its peak of memory are its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.sets import Row, TextSet
from proposals.core.settings import Settings, settings_from

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a child tells: CPU seconds from the texts to the groups (and by stage, where the method tells
    its stages), megabytes at its peak, how many groups, each text's group (-1: nowhere), and a digest.
    """

    cpu: float
    memory: float
    groups: int
    labels: list[int]
    digest: str = ""
    stages: dict[str, float] | None = None


def ask_child(
    texts: TextSet, settings: Settings, method: str, *, order: int = 0, hash_seed: int = 0, threads: int = 1
) -> Ran:
    """Have a child group the texts. `order` 1 gives them reversed, 2 shuffled: what a file's order is."""
    environ = {**os.environ, "PYTHONHASHSEED": str(hash_seed), **dict.fromkeys(THREADS, str(threads))}
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder, "asked.json")
        asked.write_text(json.dumps({"method": method, "order": order, **_written(texts, settings)}))
        command = [sys.executable, "-m", "bench.child", str(asked)]
        done = subprocess.run(command, env=environ, stdout=subprocess.PIPE, check=True)
    return Ran(**json.loads(done.stdout))


def _written(texts: TextSet, settings: Settings) -> dict[str, object]:
    rows = [[row.id, row.text, row.language, row.label, row.inner, row.kind] for row in texts.rows]
    return {"name": texts.name, "settings": asdict(settings), "rows": rows}


def read_asked(path: Path) -> tuple[str, int, TextSet, Settings]:
    """What a child was asked: the method, the order, the texts, the settings."""
    read = json.loads(path.read_text())
    rows = tuple(Row(*row) for row in read["rows"])
    return read["method"], read["order"], TextSet(read["name"], rows), settings_from(read["settings"])
