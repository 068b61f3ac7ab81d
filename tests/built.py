"""Sites that take long to build, built once for all workers: each test takes a copy of the folder."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = ("DATABASE_URL", "REDIS_URL", "LIVRET_DEMO")


def environ_of(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a newcomer's laptop, with a folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return kept | {"LIVRET_FOLDER": str(folder)} | more


def copy_of_empty_site(factory: pytest.TempPathFactory, folder: Path) -> Path:
    """Fill a folder with a database that is up to date and empty."""
    return shutil.copytree(_once(factory, "empty", _migrate), folder, dirs_exist_ok=True)


def copy_of_demo(factory: pytest.TempPathFactory, folder: Path, size: str) -> Path:
    """Fill a folder with a demo of one size, built by the command that `make demo` calls."""

    def build(making: Path) -> None:
        copy_of_empty_site(factory, making)
        _manage(environ_of(making, LIVRET_DEMO="1"), "demo", "--size", size)

    return shutil.copytree(_once(factory, f"demo-{size}", build), folder, dirs_exist_ok=True)


def _migrate(folder: Path) -> None:
    _manage(environ_of(folder), "migrate", "--verbosity", "0")


def _manage(environ: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environ, check=True)


def _once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder of this name; who asks first makes it, and the other workers wait."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    built, making = shared / f"built-{name}", shared / f"making-{name}"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            making.mkdir()
            make(making)
            making.rename(built)
    return built
