"""Acts done at the same moment, each on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection, connections

from deliberation.core.errors import RuleBroken


def at_once(acts: Iterable[Callable[[], Any]]) -> list[Any]:
    """Do all acts at the same moment, each on its own connection: what each gave, or its refusal."""
    listed = list(acts)
    barrier = Barrier(len(listed))

    def one(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(30)
            return act()
        except RuleBroken as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(listed)) as pool:
        return list(pool.map(one, listed))
