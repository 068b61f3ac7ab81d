"""A site that really runs: Valkey, one or two web processes, a database in a file."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from deliberation.management.valkey import Place, program
from tests.built import copy_of_empty_site, environ_of

ROOT = Path(__file__).resolve().parents[3]
SEED = "import django; django.setup(); from tests.deliberation.live.seed import main; main()"
# The same program as `serve` runs; only the two long waits are shortened.
WEB = """
import deliberation.asgi, deliberation.rooms.consumers as consumers, deliberation.live.hub as hub
consumers.CHECK_EACH, hub.PULSE = 0.5, 0.5
from deliberation.management.web import main
main()
"""


@dataclass
class Site:
    """A running site and what its seed made."""

    folder: Path
    environ: dict[str, str]
    place: Place
    ports: list[int]
    sessions: list[str] = field(default_factory=list)
    rooms: list[str] = field(default_factory=list)
    closed: str = ""
    long: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    valkey: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """What the web processes printed."""
        return "".join(path.read_text() for path in self.folder.glob("web-*.log"))

    def run(self, *command: str) -> str:
        """Run a Python program on the site's data; what it printed."""
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environ, check=True, stdout=subprocess.PIPE
        )
        return done.stdout.decode()

    def start_valkey(self) -> None:
        """Start Valkey, and wait for it."""
        run = program()
        assert run
        self.valkey = subprocess.Popen(self.place.command(run))
        for _ in range(200):
            if self.place.answers():
                return
            time.sleep(0.05)
        raise TimeoutError("Valkey does not answer")

    def kill_valkey(self) -> None:
        """End it as a crash would."""
        assert self.valkey is not None
        self.valkey.kill()
        self.valkey.wait()
        self.place.socket.unlink(missing_ok=True)

    def start_web(self, port: int) -> None:
        """Start one web process, and wait for a page."""
        with socket.socket() as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(("127.0.0.1", port))
            door.listen(2048)
            with (self.folder / f"web-{port}.log").open("wb") as log:
                command = [sys.executable, "-c", WEB, str(door.fileno())]
                self.processes.append(
                    subprocess.Popen(
                        command, cwd=ROOT, env=self.environ, stdout=log, stderr=log, pass_fds=[door.fileno()]
                    )
                )
        assert self.get("/account/sign-in/", port=port) == 200

    def get(self, path: str, session: str = "", port: int | None = None) -> int:
        """The status of a page."""
        return self.read(path, session, port)[0]

    def read(self, path: str, session: str = "", port: int | None = None) -> tuple[int, bytes]:
        """Status and bytes of a page; a redirect is followed."""
        request = urllib.request.Request(f"http://localhost:{port or self.ports[-1]}{path}")
        request.add_header("Cookie", f"sessionid={session}")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()

    def end(self) -> None:
        """End every process."""
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            process.wait(5)
        if self.valkey is not None:
            self.valkey.kill()
            self.valkey.wait()


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def running(factory: pytest.TempPathFactory, name: str, web_processes: int = 1) -> Iterator[Site]:
    """A seeded site, ended at the end."""
    folder = copy_of_empty_site(factory, factory.mktemp(name))
    place = Place(folder)
    environ = environ_of(folder, REDIS_URL=place.url, DJANGO_SETTINGS_MODULE="deliberation.settings")
    site = Site(folder, environ, place, [free_port() for _ in range(web_processes)])
    try:
        site.start_valkey()
        for name, value in json.loads(site.run("-c", SEED)).items():
            setattr(site, name, value)
        for port in site.ports:
            site.start_web(port)
        yield site
    finally:
        site.end()
