"""Run the tests of rules, replay and verifier in a Python that cannot import Django.

A folder that shadows `django` with a module that refuses is put first on the path: an import of it,
direct or not, fails as it would on a machine where it was never installed. With `--done`, only print the
options with which pytest leaves out what ran here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

TREES = [
    "tests/deliberation/core",
    "tests/proposals/core",
    "tests/proposals/replay",
    "tests/votes/core",
    "tests/votes/verifier",
]
REFUSING = 'raise ImportError("Django is not installed here: rules, replay and verifier must not need it")\n'


def run() -> int:
    """Run them; the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("django", "channels", "redis"):
            Path(folder, f"{name}.py").write_text(REFUSING)
        environ = {**os.environ, "PYTHONPATH": folder, "LIVRET_WITHOUT_DJANGO": "1"}
        options = ["-q", "-n", "2", "-p", "no:django", "-o", "addopts=", "-o", "DJANGO_SETTINGS_MODULE="]
        return subprocess.run([sys.executable, "-m", "pytest", *options, *TREES], env=environ).returncode


if __name__ == "__main__":
    if sys.argv[1:] == ["--done"]:
        print(*(f"--ignore={tree}" for tree in TREES))
    else:
        sys.exit(run())
