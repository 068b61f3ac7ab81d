"""How far an analysis is, told to whoever asked for it."""

from __future__ import annotations

from collections.abc import Callable

# Called with a stage (`proposals.core.runs.STAGES`), the steps of it that are done, and how many it has.
Progress = Callable[[str, int, int], None]


def silent(stage: str, done: int, of: int) -> None:
    """A progress report nobody asked for."""
