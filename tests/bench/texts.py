"""A labelled CSV for the bench, made of the small corpus of the analysis' own tests."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from bench.sets import Row, TextSet, read_set
from tests.proposals.core.texts import THEMES


def small_file(folder: Path, copies: int = 1) -> Path:
    """Fifty French proposals over five themes, each theme in two sections of five; or several times so."""
    path = folder / "small.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["id", "text", "label", "lang", "section"])
        for copy in range(copies):
            for theme, texts in THEMES.items():
                for number, text in enumerate(texts):
                    rows.writerow([f"{theme}-{copy}-{number}", text, theme, "fr", f"{theme} {number // 5}"])
    return path


def small_set(folder: Path) -> TextSet:
    """The same, read."""
    return read_set(small_file(folder))


def set_of(texts: Sequence[str]) -> TextSet:
    """These French texts, without labels."""
    return TextSet("some", tuple(Row(str(number), text, "fr") for number, text in enumerate(texts)))
