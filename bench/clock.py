"""What a method costs: processor seconds rather than hours of a shared machine, and the peak of memory."""

from __future__ import annotations

import os
import re
import resource
from pathlib import Path


def cpu_seconds() -> float:
    """Processor seconds of this process and of the children it has waited for, user and system."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def peak_megabytes() -> float:
    """The most memory this process has held, and the largest of its children on top.

    Linux tells it as `VmHWM`: `ru_maxrss` would begin at what the parent held when it started us.
    """
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    status = Path("/proc/self/status")
    told = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    own = int(told[1]) if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (own + children) / 1024
