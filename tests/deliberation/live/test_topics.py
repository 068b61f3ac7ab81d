"""Pages that follow topics: a ping for what we signed, nothing else, once in a burst."""

from __future__ import annotations

import asyncio
import json

import pytest
from django.core.signing import Signer
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from deliberation.live.topics import topics_of
from tests.deliberation.live.pages import code_of, hear
from tests.deliberation.live.running import Site


async def follow(site: Site, *signed: str) -> ClientConnection:
    """A page that follows topics, as live.js does."""
    address = f"localhost:{site.ports[0]}"
    page = await connect(f"ws://{address}/live/", origin=Origin(f"http://{address}"), proxy=None)
    await page.send(json.dumps({"follow": signed}))
    await asyncio.sleep(0.3)
    return page


def sign(site: Site, topic: str) -> str:
    """The topic as `{% live_topic %}` writes it on that site's pages."""
    return Signer(key=(site.folder / "secret.key").read_text().strip(), salt="live").sign(topic)


async def announce(site: Site, *topics: str) -> None:
    """Announce from another process, as a worker does."""
    calls = "; ".join(f"live.announce({topic!r}, 'run-done')" for topic in topics)
    await asyncio.to_thread(
        site.run, "-c", f"import django; django.setup(); from deliberation import live; {calls}"
    )


async def test_a_ping_reaches_who_follows_the_topic_once_a_burst(site: Site) -> None:
    page = await follow(site, sign(site, "campaign.eau"), sign(site, "run.k7"))
    other = await follow(site, sign(site, "campaign.bois"))
    await announce(site, "campaign.eau", "campaign.eau", "campaign.eau", "campaign.eau", "run.k7")
    pings = [await hear(page, "ping"), await hear(page, "ping")]
    assert sorted(ping["topic"] for ping in pings) == ["campaign.eau", "run.k7"]
    assert pings[0] == {"type": "ping", "topic": pings[0]["topic"], "event": "run-done"}
    for silent in (page, other):
        with pytest.raises(TimeoutError):
            await hear(silent, "ping", seconds=1.2)


async def test_a_topic_that_we_did_not_sign_is_not_followed(site: Site) -> None:
    forged = Signer(key="x" * 60, salt="live").sign("campaign.eau")
    page = await follow(site, "campaign.eau", forged, sign(site, "campaign.eau") + "x")
    await announce(site, "campaign.eau")
    with pytest.raises(TimeoutError):
        await hear(page, "ping", seconds=1.2)


async def test_a_page_that_does_not_stop_asking_is_closed(site: Site) -> None:
    page = await follow(site)
    for _ in range(25):
        await page.send("{}")
    assert await code_of(page) == 4429


@pytest.mark.parametrize("frame", ["", "{", "[]", "3", '{"follow":3}', '{"follow":[null,{},[]]}', "[" * 9000])
def test_a_frame_that_is_not_understood_follows_nothing(frame: str) -> None:
    assert topics_of(frame) == []
