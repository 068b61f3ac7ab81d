"""Open pages of a test: websockets as a browser would open them."""

from __future__ import annotations

import asyncio
import json
from typing import Any, TypeAlias

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin

from tests.deliberation.live.running import Site

Heard: TypeAlias = dict[str, Any]


async def enter(
    site: Site,
    room: str,
    member: int = 0,
    *,
    after: int | None = None,
    port: int | None = None,
    **options: Any,
) -> ClientConnection:
    """A member's page in a room."""
    port = port or site.ports[0]
    asked = "" if after is None else f"?after={after}"
    headers = {"Cookie": f"sessionid={site.sessions[member]}"}
    options.setdefault("origin", f"http://localhost:{port}")
    return await connect(
        f"ws://localhost:{port}/rooms/{room}/live{asked}",
        additional_headers=headers, compression=None, proxy=None, max_queue=None, **options,
    )  # fmt: skip


async def status_of(site: Site, path: str, **headers: str) -> int:
    """The status with which a handshake is answered; 101 for yes."""
    origin = headers.pop("Origin", f"http://localhost:{site.ports[0]}")
    try:
        page = await connect(
            f"ws://localhost:{site.ports[0]}{path}", additional_headers=headers, proxy=None,
            origin=Origin(origin) if origin else None,
        )  # fmt: skip
    except InvalidStatus as refused:
        return refused.response.status_code
    await page.close()
    return 101


async def say(page: ClientConnection, body: str, client_id: str) -> None:
    """Send a message as room.js does."""
    await page.send(json.dumps({"type": "send", "client_id": client_id, "body": body}))


async def hear(page: ClientConnection, type: str, seconds: float = 5) -> Heard:
    """The next event of a type; the others are passed over."""
    async with asyncio.timeout(seconds):
        while True:
            event: Heard = json.loads(await page.recv())
            if event["type"] == type:
                return event


async def numbers(page: ClientConnection, count: int, seconds: float = 5) -> list[int]:
    """The numbers of the next messages."""
    return [(await hear(page, "message", seconds))["number"] for _ in range(count)]


async def code_of(page: ClientConnection, seconds: float = 5) -> int:
    """The code with which the server closes, after whatever it still says."""
    try:
        async with asyncio.timeout(seconds):
            while True:
                await page.recv()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 1006


async def is_silent(page: ClientConnection, seconds: float = 0.5) -> bool:
    """Whether no message comes for a while."""
    try:
        await hear(page, "message", seconds)
    except TimeoutError:
        return True
    return False
