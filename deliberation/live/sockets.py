"""One open page: what it says, and a bounded queue with one writer for what it is told.

Nothing here waits for a slow reader except that reader's own writer: a stalled phone never holds up a room.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from typing import Any, ParamSpec, TypeAlias, TypeVar

from channels.db import database_sync_to_async

Scope: TypeAlias = MutableMapping[str, Any]
Event: TypeAlias = Mapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Event]]
Send: TypeAlias = Callable[[dict[str, Any]], Awaitable[None]]
P = ParamSpec("P")
T = TypeVar("T")

QUEUE = 256  # messages that may wait for one slow reader
LONGEST_FRAME = 16 * 1024  # signs; a message of 1,000 signs, every one escaped, is 12 kB
CLOSE_PATIENCE = 10.0  # seconds a slow reader has to hear why it is closed

# Why a socket is closed, for the page (docs/formats/live-messages.md).
RIGHT_LOST = 4403
TOO_FAR_BEHIND = 4408
TOO_MANY = 4429
OUR_FAULT = 1011

log = logging.getLogger(__name__)


async def in_thread(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The answer of `call`, which may read and write the database, from a thread of the loop's pool.

    Not the one thread that all of Django's views would share: a thousand pages that come back at once
    must not queue behind each other.
    """
    answer: T = await database_sync_to_async(call, thread_sensitive=False)(*args, **kwargs)
    return answer


class Socket:
    """One websocket. `tell` never waits; a reader who falls `QUEUE` messages behind is closed."""

    def __init__(self, receive: Receive, send: Send, owner: int = 0) -> None:
        self.owner = owner  # whose page it is; 0 for nobody in particular
        self._receive = receive
        self._send = send
        self._backlog: list[str] = []
        self._queue: asyncio.Queue[str] = asyncio.Queue(QUEUE)
        self._ended = asyncio.Event()
        self._code = 0

    async def accept(self) -> None:
        """Answer the handshake with yes."""
        await self._send({"type": "websocket.accept"})

    async def refuse(self) -> None:
        """Answer the handshake with 403; the page learns nothing more."""
        await self._send({"type": "websocket.close"})

    def start_with(self, texts: Iterable[str]) -> None:
        """What to write first, however long; call it before `run`."""
        self._backlog.extend(texts)

    def tell(self, text: str) -> None:
        """Queue one text; a full queue ends the socket with TOO_FAR_BEHIND."""
        try:
            self._queue.put_nowait(text)
        except asyncio.QueueFull:
            self.end(TOO_FAR_BEHIND)

    def end(self, code: int) -> None:
        """Ask for the close; the first reason wins."""
        self._code = self._code or code
        self._ended.set()

    async def run(self, hear: Callable[[str], Awaitable[None]], *watches: Awaitable[None]) -> None:
        """Write and read until the page leaves, a watch returns or `end` is called; then close.

        `hear` gets each text frame, one after the other; a frame that is too long or binary is the
        empty text.
        """
        parts = (self._write(), self._read(hear), self._ended.wait(), *watches)
        tasks = {asyncio.ensure_future(part) for part in parts}
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for task in done:
            if not task.cancelled() and (fault := task.exception()) and not isinstance(fault, OSError):
                log.error("a socket ended by a fault of ours", exc_info=fault)
                self.end(OUR_FAULT)
        await self._close()

    async def _write(self) -> None:
        for text in self._backlog:
            await self._send({"type": "websocket.send", "text": text})
        self._backlog.clear()
        while True:
            await self._send({"type": "websocket.send", "text": await self._queue.get()})

    async def _read(self, hear: Callable[[str], Awaitable[None]]) -> None:
        while (event := await self._receive())["type"] != "websocket.disconnect":
            if event["type"] == "websocket.receive":
                text = event.get("text") or ""
                await hear(text if len(text) <= LONGEST_FRAME else "")

    async def _close(self) -> None:
        if not self._code:
            return
        try:
            closing = self._send({"type": "websocket.close", "code": self._code})
            await asyncio.wait_for(closing, CLOSE_PATIENCE)
        except (OSError, TimeoutError):
            log.debug("a page was gone before it heard why it was closed (%s)", self._code)
