"""How far a long piece of work is, told to whoever asked for it."""

from __future__ import annotations

from collections.abc import Callable

# Called with a stage, by its code, the steps of it that are done, and how many it has (0: not known yet).
Progress = Callable[[str, int, int], None]


def silent(stage: str, done: int, of: int) -> None:
    """A progress report nobody asked for."""
