"""The worker that `serve` runs: in one process, so that its end is the end of its job too.

A worker that forks leaves the fork behind when it is killed; `tick` finds again what a killed job left.
"""

from __future__ import annotations

from typing import Any

from django.db import close_old_connections
from rq.worker import SimpleWorker


class Worker(SimpleWorker):
    """Performs jobs in its own process, each with a database connection that is known to work."""

    def perform_job(self, *args: Any, **kwargs: Any) -> bool:
        """Perform one job; a connection that broke since the last one is replaced first."""
        close_old_connections()
        try:
            return bool(super().perform_job(*args, **kwargs))
        finally:
            close_old_connections()
