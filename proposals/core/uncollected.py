"""Computing without Python's search for cycles of objects that nothing else holds."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """While this lasts, no cycles are looked for: a run makes lists of a million numbers and no cycle, and
    the search for some would cost a sixteenth of its time. Memory is given back as ever by counting.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
