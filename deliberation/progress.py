"""How far a long command is, said where it runs: one line written over in a terminal, lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self

# Seconds between two readings: calm enough for an eye, and for a log.
IN_A_TERMINAL = 0.5
ELSEWHERE = 10.0
WIDTH = 79


class Out(Protocol):
    """Where a command writes."""

    def write(self, text: str, *, ending: str) -> object:
        """Write this, and then the ending."""

    def isatty(self) -> bool:
        """Whether somebody looks on."""

    def flush(self) -> None:
        """Show it now."""


class ProgressLine:
    """Takes what an action tells of its progress; leaves the terminal as it found it.

    `say` puts a stage, the steps done and how many there are into words. Work that is over within
    the first seconds says nothing where nobody looks on.
    """

    def __init__(
        self, out: Out, say: Callable[[str, int, int], str], since: Callable[[], float] = time.monotonic
    ) -> None:
        self._out, self._say, self._since = out, say, since
        self._looked_on = out.isatty()
        self._said_at, self._shown = since(), 0

    def __call__(self, stage: str, done: int, of: int) -> None:
        """Say it, if the last time is long enough ago."""
        now = self._since()
        if now - self._said_at < (IN_A_TERMINAL if self._looked_on else ELSEWHERE):
            return
        self._said_at = now
        said = self._say(stage, done, of)
        if self._looked_on:
            self._show(said[:WIDTH])
        else:
            self._out.write(said, ending="\n")
        self._out.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._show("")
            self._out.write("\r", ending="")
            self._out.flush()

    def _show(self, said: str) -> None:
        """Write over the last line: no signs that move a cursor, which not every terminal knows."""
        self._out.write("\r" + said.ljust(self._shown), ending="")
        self._shown = len(said)
