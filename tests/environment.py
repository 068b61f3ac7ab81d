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
# `on_postgresql.py` starts a PostgreSQL for each worker, and Debian's Redis where there is one; otherwise
# each process has its own database and its own Valkey.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
if database := os.environ.get(f"LIVRET_TEST_DATABASE_{WORKER}"):
    os.environ["DATABASE_URL"] = database
REDIS = os.environ.get(f"LIVRET_TEST_REDIS_{WORKER}", "")
OWN_VALKEY = not REDIS
os.environ["REDIS_URL"] = REDIS or f"unix://{FOLDER}/valkey.sock?db=0"
