"""One running site for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.deliberation.live.running import Site, running


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site with two web processes; at the end, no fault of ours was logged."""
    with running(tmp_path_factory, "s", web_processes=2) as site:
        yield site
        assert "Traceback" not in site.log


@pytest.fixture
def room(site: Site) -> str:
    """A room that no other test speaks in."""
    return site.rooms.pop()
