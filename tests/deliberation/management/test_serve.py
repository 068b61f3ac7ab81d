"""`manage.py serve`, for real: it answers, restarts what dies, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from deliberation.management.valkey import LONGEST_SOCKET_PATH, Place, program
from tests.built import copy_of_empty_site, environ_of

ROOT = Path(__file__).resolve().parents[3]
# Seconds in which every process must have ended: one on a quiet machine, but CI is not quiet.
IN_TIME = 9.0
# Seconds after which a command that should refuse hangs, however busy the machine is.
LONGEST = 120.0


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """A folder with a database that is up to date."""
    return copy_of_empty_site(tmp_path_factory, tmp_path / "f")


class Serving:
    """A serve that runs on a folder and a port."""

    def __init__(self, folder: Path, port: int, *options: str) -> None:
        self.folder, self.port = folder, port
        self.log = folder / "serve.log"
        command = [sys.executable, "manage.py", "serve", "--port", str(port), *options]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environ_of(folder), stdout=log, stderr=log)

    def pids(self) -> set[int]:
        """Every process that was started on the folder, whoever its parent is now."""
        mark, named = f"LIVRET_FOLDER={self.folder}".encode(), str(self.folder).encode()
        found = set()
        for path in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                # Valkey writes its title over its environment; the title names its socket.
                if mark in (path / "environ").read_bytes() or named in (path / "cmdline").read_bytes():
                    found.add(int(path.name))
        return found

    def pid_of(self, words: str) -> int:
        """The process whose command line holds the words."""
        for pid in self.pids():
            with suppress(OSError):
                if words in Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode():
                    return pid
        raise LookupError(words)

    def answers(self) -> bool:
        """Whether the sign-in page comes."""
        try:
            urllib.request.urlopen(f"http://localhost:{self.port}/account/sign-in/", timeout=20).close()
        except (urllib.error.URLError, OSError):
            return False
        return True

    def wait(self, until: Callable[[], bool], seconds: float = 40) -> float:
        """The seconds until something is so; fails with the log when it never is."""
        began = time.monotonic()
        while not until():
            assert time.monotonic() - began < seconds, self.log.read_text()
            time.sleep(0.05)
        return time.monotonic() - began

    def place(self) -> Place:
        """Where its Valkey stands."""
        return Place(self.folder)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@pytest.fixture
def serving(folder: Path) -> Iterator[Serving]:
    """A serve that answers; whatever the test did, nothing of it is left."""
    served = Serving(folder, free_port())
    try:
        served.wait(served.answers)
        yield served
    finally:
        for pid in served.pids():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        served.process.wait()


def test_it_serves_restarts_and_ends_while_a_job_runs(serving: Serving) -> None:
    url = (serving.folder / "redis.url").read_text()
    assert (serving.folder / "redis.url").stat().st_mode & 0o777 == 0o600
    assert serving.place().socket.stat().st_mode & 0o777 == 0o700
    serving.wait(lambda: f"http://localhost:{serving.port}" in serving.log.read_text())

    # A dead web process is started again, on the same port.
    web = serving.pid_of("management.web")
    os.kill(web, signal.SIGKILL)
    serving.wait(lambda: "started again" in serving.log.read_text())
    serving.wait(serving.answers)
    assert serving.pid_of("management.web") != web

    # Both workers take jobs, in JSON; one of them is busy for a minute when the end comes.
    connection = Redis.from_url(url)
    jobs = [
        Queue(lane, connection=connection, serializer=JSONSerializer).enqueue("time.sleep", seconds)
        for lane, seconds in (("prompt", 60), ("slow", 0))
    ]
    serving.wait(lambda: [job.get_status(refresh=True).value for job in jobs] == ["started", "finished"])

    assert len(serving.pids()) == 6  # serve, Valkey, web, two workers, the clock
    serving.process.send_signal(signal.SIGTERM)
    assert serving.wait(lambda: not serving.pids(), seconds=10) < IN_TIME
    assert serving.process.wait() == 0
    assert not (serving.folder / "redis.url").exists()
    assert not serving.place().socket.exists()
    quiet = [line for line in serving.log.read_text().splitlines() if not line.startswith("serve")]
    assert quiet == [], "nothing is printed while all is well"


def test_kill_9_leaves_nothing(serving: Serving) -> None:
    serving.wait(lambda: len(serving.pids()) == 6)
    serving.process.kill()
    serving.process.wait()
    assert serving.wait(lambda: not serving.pids(), seconds=10) < IN_TIME


def refused(folder: Path, *options: str) -> tuple[int, str]:
    """Exit code and sentence of a serve that does not start."""
    command = [sys.executable, "manage.py", "serve", *options]
    done = subprocess.run(
        command, cwd=ROOT, env=environ_of(folder), capture_output=True, text=True, timeout=LONGEST
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def test_a_port_in_use_is_said(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, sentence = refused(folder, "--port", str(taken.getsockname()[1]))
    assert code == 1
    assert "cannot be used (Address already in use)" in sentence
    assert "--port" in sentence


def test_a_database_that_is_not_up_to_date_is_said(tmp_path: Path) -> None:
    code, sentence = refused(tmp_path)
    assert code == 1
    assert "python manage.py migrate" in sentence


def test_two_web_processes_need_another_database_than_sqlite(folder: Path) -> None:
    code, sentence = refused(folder, "--web-processes", "2")
    assert code == 1
    assert "PostgreSQL" in sentence


def test_a_second_serve_on_the_same_folder_is_refused(folder: Path) -> None:
    import fcntl

    with (folder / "serve.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, sentence = refused(folder)
    assert code == 1
    assert "Another serve" in sentence


def test_the_program_of_the_wheel_is_where_we_look() -> None:
    run = program()
    assert run is not None
    assert "valkey" in run
    assert os.access(run, os.X_OK)


def test_a_long_folder_gets_a_short_private_socket(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    place = Place(folder)
    assert len(str(place.socket)) < LONGEST_SOCKET_PATH
    assert place.socket.parent.stat().st_mode & 0o777 == 0o700
    place.write_note()
    assert (folder / "redis.url").read_text() == place.url
    place.remove()
    assert not place.socket.parent.exists()
    assert not (folder / "redis.url").exists()
