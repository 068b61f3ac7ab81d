"""Named points between two steps of an act, where a test may end the process as a power cut would.

In production nothing watches them and a point does nothing. Which points there are, and what must be true
after each, is in docs/mechanisms/faults.md.
"""

from __future__ import annotations

from collections.abc import Callable

_watcher: Callable[[str], None] | None = None


def point(name: str) -> None:
    """Here an act can be cut in two; `name` is `act.where`, such as `cast.after-mark`."""
    if _watcher is not None:
        _watcher(name)


def watch(watcher: Callable[[str], None] | None) -> None:
    """Call `watcher` with the name of each point that is passed in this process; None: nobody watches.

    For the tests alone: nothing in the product calls it.
    """
    global _watcher
    _watcher = watcher
