"""The processes that `serve` starts: each in its own group, restarted when it dies, never left behind."""

from __future__ import annotations

import contextlib
import ctypes
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1  # Linux: the signal a process gets when its parent dies
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds before a dead child is started again
STEADY = 60.0  # seconds after which a child counts as healthy again
# Seconds between the polite signal and the hard one: a request under way has its second (web.GRACE), and
# all of it must be over within 3 seconds on a machine that is busy.
PATIENCE = 1.3
LAST_PATIENCE = 0.3  # for what the others needed until the end

_libc = ctypes.CDLL(None) if sys.platform.startswith("linux") else None


@dataclass(eq=False)  # a child is itself, whatever its fields say
class Child:
    """One process that must run as long as `serve` does."""

    name: str
    command: Sequence[str]
    environ: Mapping[str, str]
    folder: Path
    passed: tuple[int, ...] = ()  # file descriptors it inherits
    last: bool = False  # ended after the others, which need it
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = SHORTEST_PAUSE
    again_at: float | None = 0.0  # when to start it; None while it runs

    def start(self) -> None:
        """Start it. Call from the main thread: Linux ties the parent's death to the thread that forked."""
        parent = os.getpid()

        def die_with_parent() -> None:
            if _libc is not None:
                _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
                if os.getppid() != parent:  # it died before we could ask
                    os._exit(1)

        self.process = subprocess.Popen(  # noqa: S603  (our own command lines)
            self.command, env=dict(self.environ), cwd=self.folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, pass_fds=self.passed,
            start_new_session=True, preexec_fn=die_with_parent,
        )  # fmt: skip
        self.started, self.again_at = time.monotonic(), None

    def signal(self, number: int) -> None:
        """Send a signal to the child and to all that it started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    @property
    def alive(self) -> bool:
        """Whether it runs now."""
        return self.process is not None and self.process.poll() is None


class Family:
    """All children: starts them, passes on what they print, ends every one of them."""

    def __init__(self, say: Callable[[str, str], None]) -> None:
        self.children: list[Child] = []
        self._say = say
        self._pipes = selectors.DefaultSelector()

    def keep(self, seconds: float) -> None:
        """Start what is due, for `seconds` pass on what is printed, and note what died."""
        for child in self.children:
            if child.again_at is not None and child.again_at <= time.monotonic():
                self._start(child)
        self._pass_on(seconds)
        for child in self.children:
            if child.again_at is None and not child.alive:
                self._note_death(child)

    def end(self) -> None:
        """End every process within PATIENCE + LAST_PATIENCE seconds, politely first."""
        for last, patience in ((False, PATIENCE), (True, LAST_PATIENCE)):
            group = [child for child in self.children if child.last == last]
            for child in group:
                child.signal(signal.SIGTERM)
            until = time.monotonic() + patience
            while any(child.alive for child in group) and time.monotonic() < until:
                self._pass_on(0.05)
            for child in group:
                child.signal(signal.SIGKILL)
                if child.process is not None:
                    child.process.wait()

    def _start(self, child: Child) -> None:
        child.start()
        if child.process is not None and child.process.stdout is not None:
            os.set_blocking(child.process.stdout.fileno(), False)
            self._pipes.register(child.process.stdout, selectors.EVENT_READ, _Lines(child.name, self._say))

    def _pass_on(self, seconds: float) -> None:
        if not self._pipes.get_map():
            time.sleep(seconds)
            return
        for key, _ in self._pipes.select(seconds):
            piece = os.read(key.fd, 65536)
            key.data.take(piece)
            if not piece:
                self._pipes.unregister(key.fileobj)

    def _note_death(self, child: Child) -> None:
        lived = time.monotonic() - child.started
        child.pause = SHORTEST_PAUSE if lived > STEADY else min(LONGEST_PAUSE, child.pause * 2)
        child.again_at = time.monotonic() + child.pause
        child.signal(signal.SIGKILL)  # what it may have left behind
        code = child.process.returncode if child.process is not None else "?"
        self._say("serve", f"{child.name} ended with {code}; started again in {child.pause:g} s")


class _Lines:
    """Cuts what a child prints into lines."""

    def __init__(self, name: str, say: Callable[[str, str], None]) -> None:
        self._name, self._say, self._rest = name, say, b""

    def take(self, piece: bytes) -> None:
        *lines, self._rest = (self._rest + piece).split(b"\n")
        if not piece and self._rest:
            lines, self._rest = [self._rest], b""
        for line in lines:
            self._say(self._name, line.decode(errors="replace").rstrip())
