"""What pages that follow a run show of it: how far it is, and why it failed."""

from __future__ import annotations

from typing import Any

from deliberation.core.errors import RuleBroken
from proposals.queries.runs import progress_of


def how_far(run: Any) -> dict[str, Any]:
    """What a page that listens to a run needs: its topic, whether it is going, its progress, its failure."""
    return {
        "topic": f"run.{run.name}",
        "going": run.state in ("waiting", "running"),
        "progress": progress_of(run),
        "failure": RuleBroken(run.failure, **run.failure_facts) if run.failure else None,
    }
