"""The hub alone, on a real Valkey: order, gaps, doubles, late comers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from django.core.signing import Signer

from deliberation import live
from deliberation.core.names import random_name
from deliberation.live.hub import Hub
from deliberation.live.layer import layer
from deliberation.live.sockets import QUEUE, TOO_FAR_BEHIND, Socket


class Rows:
    """A table of messages in memory: what a room's rows are to the hub."""

    def __init__(self, count: int) -> None:
        self.texts = [f"text {n}" for n in range(1, count + 1)]
        self.readings = 0

    def newest(self, most: int) -> list[tuple[int, str]]:
        return list(enumerate(self.texts, start=1))[-most:]

    def after(self, number: int, most: int) -> list[tuple[int, str]]:
        self.readings += 1
        return list(enumerate(self.texts, start=1))[number : number + most]


class Page:
    """The other end of a socket, as a server gives it to us: what was written, and a slow reader if asked."""

    def __init__(self, stalled: bool = False) -> None:
        self.written: list[dict[str, Any]] = []
        self._stalled = asyncio.Event()
        if not stalled:
            self._stalled.set()
        self.socket = Socket(self._receive, self._send, owner=id(self))

    async def _receive(self) -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    async def _send(self, message: dict[str, Any]) -> None:
        await self._stalled.wait()
        self.written.append(message)

    def wake(self) -> None:
        """Read on."""
        self._stalled.set()

    @property
    def texts(self) -> list[str]:
        """What was written."""
        return [message["text"] for message in self.written if "text" in message]

    async def wait_for(self, count: int) -> list[str]:
        """The texts, once there are so many."""
        async with asyncio.timeout(5):
            while len(self.texts) < count:
                await asyncio.sleep(0.01)
        return self.texts


async def hear_nothing(text: str) -> None:
    """A page that says nothing is heard by nobody."""


@asynccontextmanager
async def following(
    hub: Hub, group: str, rows: Rows, after: int = 0, stalled: bool = False
) -> AsyncIterator[Page]:
    """A page on a feed."""
    page = Page(stalled)
    await hub.follow(group, rows, page.socket, after)
    running = asyncio.create_task(page.socket.run(hear_nothing))
    yield page
    hub.leave(page.socket)
    running.cancel()


@pytest.fixture
def group() -> str:
    """A feed of its own for each test."""
    return f"room.{random_name()}"


async def publish(group: str, rows: Rows, *numbers: int) -> None:
    """Let the layer carry these numbers."""
    for number in numbers:
        text = rows.texts[number - 1]
        await layer().group_send(group, {"type": "numbered", "number": number, "text": text})


async def test_who_comes_gets_what_follows_and_then_what_comes(group: str) -> None:
    rows = Rows(3)
    async with following(Hub(), group, rows, after=1) as page:
        rows.texts.append("text 4")
        await publish(group, rows, 4)
        assert await page.wait_for(3) == ["text 2", "text 3", "text 4"]


async def test_eight_before_seven_and_a_double_leave_in_order_once(group: str) -> None:
    rows = Rows(6)
    async with following(Hub(), group, rows, after=6) as page:
        rows.texts += ["text 7", "text 8", "text 9"]
        await publish(group, rows, 8, 7, 8, 9, 9)
        await page.wait_for(3)
        await asyncio.sleep(0.1)
        assert page.texts == ["text 7", "text 8", "text 9"]
    assert rows.readings >= 1  # the gap was read, not waited for


async def test_what_the_layer_lost_is_read_at_a_pulse(group: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deliberation.live.hub.PULSE", 0.1)
    monkeypatch.setattr("deliberation.live.hub.HEAL_EACH", 2)
    rows = Rows(1)
    async with following(Hub(), group, rows, after=1) as page:
        rows.texts.append("text 2")  # stored, and never published
        assert await page.wait_for(1) == ["text 2"]


async def test_one_reading_serves_all_who_come_back(group: str) -> None:
    rows, hub = Rows(400), Hub()
    pages = []
    for _ in range(50):
        page = Page()
        await hub.follow(group, rows, page.socket, 0)
        pages.append((page, asyncio.create_task(page.socket.run(hear_nothing))))
    for page, running in pages:
        assert len(await page.wait_for(400)) == 400
        running.cancel()
    assert rows.readings <= 1


async def test_a_stalled_page_is_ended_and_the_others_hear_all(group: str) -> None:
    rows, hub = Rows(0), Hub()
    async with following(hub, group, rows, stalled=True) as slow, following(hub, group, rows) as page:
        rows.texts += [f"text {n}" for n in range(1, QUEUE + 60)]
        await publish(group, rows, *range(1, QUEUE + 60))
        assert await page.wait_for(QUEUE + 59) == rows.texts
        slow.wake()
        async with asyncio.timeout(2):
            while {"type": "websocket.close", "code": TOO_FAR_BEHIND} not in slow.written:
                await asyncio.sleep(0.01)


async def test_a_feed_that_nobody_follows_is_closed(group: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deliberation.live.hub.PULSE", 0.1)
    hub, rows = Hub(), Rows(1)
    async with following(hub, group, rows):
        assert any(group in name for name in layer()._get_layer().groups)
    await asyncio.sleep(0.5)
    assert not any(group in name for name in layer()._get_layer().groups)
    async with following(hub, group, rows) as page:  # and opens again
        assert await page.wait_for(1) == ["text 1"]


@pytest.mark.parametrize("topic", ["", "a b", "é", "x" * 91, "campaign:1"])
def test_a_topic_is_a_name(topic: str) -> None:
    with pytest.raises(ValueError, match="no topic"):
        live.announce(topic, "run-done")


def test_the_template_tag_signs_as_we_read() -> None:
    from deliberation.live.topics import topics_of
    from frontend.templatetags.livret import live_topic

    assert topics_of(f'{{"follow": ["{live_topic("run.k7")}"]}}') == ["run.k7"]
    assert Signer(salt="live").unsign(live_topic("run.k7")) == "run.k7"
