"""The verifier on one pack, as an observer runs it: nothing but the standard library is loaded."""

from __future__ import annotations

import json
import sys
import time

from bench.clock import cpu_seconds, peak_megabytes
from votes.verifier.verifying import verify


def main(path: str) -> None:
    """Verify the pack; what it took, on one line. Ends with 1 if there is a finding."""
    started, spent = time.monotonic(), cpu_seconds()
    with open(path, "rb") as file:
        found = verify(file).findings
    took = {"seconds": time.monotonic() - started, "cpu": cpu_seconds() - spent, "peak": peak_megabytes()}
    print(json.dumps(took))
    if found:
        sys.exit(", ".join(sorted({each.code for each in found})))


if __name__ == "__main__":
    main(sys.argv[1])
