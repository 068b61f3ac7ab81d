"""What a file of SQLite is set up for: a power cut, and readers of free pages."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from deliberation import env


def test_sqlite_waits_for_the_disk_and_leaves_nothing_in_free_pages(tmp_path: Path) -> None:
    options = env.database("", tmp_path)["OPTIONS"]
    assert isinstance(options, dict)
    with sqlite3.connect(tmp_path / "livret.sqlite3") as file:
        file.executescript(options["init_command"])
        names = ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        found = [file.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
    file.close()
    assert found == ["wal", 2, 1, 1]
