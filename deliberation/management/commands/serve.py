"""`manage.py serve`: Valkey, the web server, two workers and the clock, started and ended together."""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import os
import signal
import socket
import sys
import threading
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, TypeAlias

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from deliberation.management import valkey
from deliberation.management.children import Child, Family

FIRST_PAGE = 10.0  # seconds after which the others start even if no page came
LONGEST_START = 20.0  # seconds for Valkey to answer
TICK, TICK_IN_DEMO = 60, 5  # seconds
WORKER = ["--worker-class", "deliberation.management.worker.Worker"]
WORKER += ["--serializer", "rq.serializers.JSONSerializer"]
Server: TypeAlias = tuple[Child, valkey.Place]
MANAGE = [sys.executable, "manage.py"]
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  (hosts that one may ask for, and that nobody can ask back)


class Command(BaseCommand):
    """One command for a laptop and for a small party; in production each process is its own service."""

    help = "Start Valkey (unless REDIS_URL is set), the web server, two workers and the clock."
    requires_system_checks = ()  # run in `handle`, with those that ask the database
    ending = False
    open = False  # whether a page was answered

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen, and how many web processes."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--web-processes", type=int, default=1, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until Ctrl-C, SIGTERM or SIGHUP; then end every process within 3 seconds."""
        self._check_options(options["web_processes"])
        self._check_migrations()
        self.check(databases=["default"])
        for number in SIGNALS:
            signal.signal(number, self._end)
        with (
            alone_in(settings.FOLDER),
            listening(options["host"], options["port"]) as door,
            self._redis() as (redis_url, server),
        ):
            self._run(server, self._children(door.fileno(), redis_url, options), options["host"], door)

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.ending = True  # a second signal changes nothing: the end is under way, and bounded

    def _check_options(self, web_processes: int) -> None:
        if web_processes < 1:
            raise CommandError("--web-processes: write 1 or more.")
        if web_processes > 1 and connection.vendor == "sqlite":
            raise CommandError(
                "Two web processes need PostgreSQL: SQLite has one writer. Set DATABASE_URL, or leave "
                "--web-processes out."
            )

    def _check_migrations(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("The database is not up to date. Run first: python manage.py migrate")

    @contextlib.contextmanager
    def _redis(self) -> Iterator[tuple[str, Server | None]]:
        """The address of Redis, and the server to run for it: none when REDIS_URL names one."""
        if os.environ.get("REDIS_URL"):
            yield os.environ["REDIS_URL"], None
            return
        run = valkey.program()
        if run is None:
            raise CommandError(
                "No Valkey for this system: install redis-server, or set REDIS_URL to a running one."
            )
        place = valkey.Place(settings.FOLDER)
        place.socket.unlink(missing_ok=True)  # left by a serve that was killed; we are alone here
        place.write_note()
        try:
            child = Child("valkey", place.command(run), os.environ, settings.HERE, last=True)
            yield place.url, (child, place)
        finally:
            place.remove()

    def _children(self, door: int, redis_url: str, options: dict[str, Any]) -> list[Child]:
        loud = options["verbosity"] > 1
        environ = {
            **os.environ, "REDIS_URL": redis_url, "PYTHONUNBUFFERED": "1",
            "LIVRET_FOLDER": str(settings.FOLDER.resolve()),
        }  # fmt: skip
        web = [sys.executable, "-m", "deliberation.management.web", str(door)]
        web += ["--log", "info" if loud else "warning"]
        quiet = [] if loud else ["--verbosity", "0"]
        every = str(TICK_IN_DEMO if settings.DEMO else TICK)
        ours = {
            "prompt": ["rqworker", "prompt", *WORKER],
            "slow": ["rqworker", "slow", *WORKER],
            "clock": ["tick", "--every", every],
        }
        return [
            *(Child("web", web, environ, settings.HERE, (door,)) for _ in range(options["web_processes"])),
            *(Child(name, [*MANAGE, *words, *quiet], environ, settings.HERE) for name, words in ours.items()),
        ]

    def _run(self, server: Server | None, children: list[Child], host: str, door: socket.socket) -> None:
        family = Family(self._say)
        try:
            if server is not None:
                self._start_first(family, *server)
            asked = (host, door.getsockname()[1])
            threading.Thread(target=self._say_when_open, args=asked, daemon=True).start()
            # The web first: on two cores, six starts at once would keep the first page waiting.
            later = time.monotonic() + FIRST_PAGE
            family.children += [child for child in children if child.name == "web"]
            while not self.ending:
                family.keep(0.2)
                if self.open or time.monotonic() > later:
                    family.children += [child for child in children if child not in family.children]
        finally:
            family.end()

    def _start_first(self, family: Family, child: Child, place: valkey.Place) -> None:
        """Start the server that the others need, and wait for it."""
        family.children.append(child)
        until = time.monotonic() + LONGEST_START
        while not (place.answers() or self.ending):
            family.keep(0.05)
            if time.monotonic() > until:
                raise CommandError("Valkey does not answer: see valkey.log in the folder.")

    def _say(self, name: str, line: str) -> None:
        # Nobody may read any more (a closed terminal): that must not stop the end of the others.
        with contextlib.suppress(OSError, ValueError):
            self.stdout.write(f"{name:<6} | {line}")
            self.stdout.flush()

    def _say_when_open(self, host: str, port: int) -> None:
        """Say where the site is, once a page really answers."""
        while not answers("127.0.0.1" if host in EVERYWHERE else host, port):
            time.sleep(1)
        self.open = True
        shown = settings.PUBLIC_ADDRESS if settings.SECURE else f"http://localhost:{port}"
        self._say("serve", f"Livret is open: {shown}   (Ctrl-C ends it)")


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder: two serves on one SQLite and one socket would tread on each other."""
    with (folder / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CommandError(
                f"Another serve already runs on {folder}. End it, or set LIVRET_FOLDER."
            ) from None
        yield


@contextlib.contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """The listening socket; the web processes inherit it, so that a restart refuses nobody."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} on {host} cannot be used ({error.strerror}). Choose another one: --port N"
            ) from None
        door.listen(2048)
        yield door


def answers(host: str, port: int) -> bool:
    """Whether a page of ours answers there, whatever the page says."""
    line = http.client.HTTPConnection(host, port, timeout=5)
    try:
        line.request("GET", "/", headers={"Host": settings.PUBLIC_HOST})
        return line.getresponse().status < 500
    except (http.client.HTTPException, OSError):
        return False
    finally:
        line.close()
