"""A database that several threads and processes can open at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The test database where others may open it too; yields its DATABASE_URL.

    PostgreSQL's is one already. SQLite's test database lives in memory, where two connections do not
    wait for each other as they do on a file: it is copied to one, under the settings of production.
    """
    # Imported here: the tests of votes.core beside run where Django is not installed.
    from django.db import connection

    settings = connection.settings_dict
    if connection.vendor == "postgresql":
        yield f"postgresql://{settings['USER']}@/{settings['NAME']}?host={settings['HOST']}"
        return
    name, memory = settings["NAME"], connection.connection
    path = tmp_path / "shared.sqlite3"
    with sqlite3.connect(path) as copy:
        memory.backup(copy)
    copy.close()
    settings["NAME"], connection.connection = str(path), None
    yield f"sqlite:///{path}"
    connection.close()
    settings["NAME"], connection.connection = name, memory
