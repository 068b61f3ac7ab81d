"""The mark of tests that need the peers; `make test` installs them, a bare development lock does not."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from bench.analysis import PEER_MODULES

INSTALLED = all(find_spec(name) is not None for name in PEER_MODULES)
needs_peers = pytest.mark.skipif(not INSTALLED, reason="the peers of the bench are not installed")
