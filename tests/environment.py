"""Where tests keep things: set before Django reads its settings, so that no test touches real data.

Loaded by `-p tests.environment` (pyproject.toml), since pytest-django reads the settings before any conftest.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# One folder a process, even where the shell named one: two workers must not share a socket.
FOLDER = Path(tempfile.mkdtemp(prefix="livret-"))
os.environ["LIVRET_FOLDER"] = str(FOLDER)
os.environ["LIVRET_LANGUAGE"] = "fr"
OWN_VALKEY = "REDIS_URL" not in os.environ or "livret-" in os.environ["REDIS_URL"]
if OWN_VALKEY:
    os.environ["REDIS_URL"] = f"unix://{FOLDER}/valkey.sock?db=0"
