"""What is wired by strings resolves; what must not be in the tree is not."""

import importlib
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "frontend" / "templates").rglob("*.html"))


@pytest.mark.parametrize("name", [
    *settings.DUE_WORK, *settings.WHAT_IS_LEFT, *settings.WHAT_IS_HELD, *settings.INVARIANTS,
    *settings.WENT_BACK, *settings.NOT_WHILE,
])  # fmt: skip
def test_the_names_that_the_house_asks_its_guests_by_resolve(name: str) -> None:
    module, _, function = name.rpartition(".")
    assert callable(getattr(importlib.import_module(module), function))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_runs_nothing_inline_and_asks_nothing_of_another_host(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", source)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", source))
    assert not re.findall(r"(?:src|action|srcset)=\"(?:https?:)?//", source)
    assert not re.findall(r"<link[^>]*href=\"(?:https?:)?//", source)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "frontend" / "static").rglob("*.css")), ids=lambda path: path.name
)
def test_only_the_tokens_name_a_colour(path: Path) -> None:
    if path.name in ("tokens.css", "print.css"):
        return
    named = re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text())
    assert set(named) <= {"#fff"}  # the bar of the floor, white on a hue in both schemes


def test_the_locks_hold_hashes_and_no_address() -> None:
    for name in (
        "requirements.txt",
        "requirements-dev.txt",
        "requirements-replay.txt",
        "requirements-replay-oldest.txt",
        "requirements-bench.txt",
        "requirements-rules.txt",
    ):
        lock = (ROOT / name).read_text()
        assert "--hash=sha256:" in lock
        assert "://" not in lock
        assert "index-url" not in lock


def test_no_tracked_file_is_too_large_or_a_build_product() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in tracked.decode().split("\0"):
        path = ROOT / name
        if name and path.exists():
            # The English of every sentence is one file, which grows with the pages.
            most = 900_000 if path.suffix == ".po" else 600_000
            assert path.stat().st_size < most, name
            assert not name.endswith((".mo", ".pyc", ".sqlite3", ".zip", ".gz")), name
