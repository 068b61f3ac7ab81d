"""One hub per process: one subscription per feed, one bounded queue per socket, gaps healed by the database.

Plain consumers take 2 to 4 messages a second for a room of a thousand; a hub takes 25 or more, since
each event crosses Redis once per process instead of once per socket.
"""

from __future__ import annotations

import asyncio
import json
import logging
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from redis.exceptions import RedisError

from deliberation.live.layer import layer
from deliberation.live.sockets import TOO_FAR_BEHIND, TOO_MANY, Socket, in_thread

log = logging.getLogger(__name__)

KEPT = 500  # encoded messages of a feed kept in memory for those who come back
MOST_PER_OWNER = 5  # sockets of one person on one feed, in one process
PULSE = 3.0  # seconds between two signs of life sent through Redis to ourselves
HEAL_EACH = 10  # pulses between two looks at the database while all seems well
ONE_BURST = 1.0  # seconds in which the same ping is sent once
AWAY = (RedisError, OSError, TimeoutError)

PAUSED = json.dumps({"type": "paused"})
RESUMED = json.dumps({"type": "live"})

Numbered = tuple[int, str]


class Source(Protocol):
    """Where the truth of a numbered feed stands: numbers without a gap, from 1."""

    def newest(self, most: int) -> Sequence[Numbered]:
        """The newest messages (number, encoded text), oldest first."""
        ...

    def after(self, number: int, most: int) -> Sequence[Numbered]:
        """The messages that follow `number`, oldest first."""
        ...


class Feed(ABC):
    """One group of the layer in this process: its channel, its reader, the sockets that follow it."""

    def __init__(self, group: str) -> None:
        self.group = group
        self.sockets: set[Socket] = set()
        self._channel = ""
        self._reader: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Subscribe, unless that is done; a Redis that is away is asked again at the next pulse."""
        try:
            await self._subscribe()
        except AWAY:
            log.debug("no subscription to %s yet", self.group)

    @abstractmethod
    async def heal(self) -> None:
        """Find what the layer lost."""

    async def close(self) -> None:
        """Leave the group and stop reading."""
        if self._reader is None:
            return
        try:
            await asyncio.wait_for(layer().group_discard(self.group, self._channel), PULSE)
        except AWAY:
            log.debug("Redis was away when %s was left", self.group)
        finally:
            # Also when this very close is cut short: a reader left behind would read for nobody.
            self._reader.cancel()
        await asyncio.gather(self._reader, return_exceptions=True)

    def tell(self, text: str) -> None:
        """Queue a text for every socket; waits for none."""
        for socket in tuple(self.sockets):
            socket.tell(text)

    @abstractmethod
    async def hear(self, event: dict[str, Any]) -> None:
        """Take one event of the group."""

    async def _subscribe(self) -> None:
        if self._reader is None:
            self._channel = self._channel or await asyncio.wait_for(layer().new_channel(), PULSE)
            await asyncio.wait_for(layer().group_add(self.group, self._channel), PULSE)
            self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        while True:
            event = await layer().receive(self._channel)
            try:
                await self.hear(event)
            except Exception:  # the next look at the database heals what this one left open
                log.exception("an event of %s was not understood", self.group)
            # Let the writers go on: a burst longer than QUEUE would else close the fastest reader too.
            await asyncio.sleep(0)


class Topic(Feed):
    """A feed of pings: the same ping many times within a second leaves once."""

    def __init__(self, group: str) -> None:
        super().__init__(group)
        self._waiting: dict[str, asyncio.TimerHandle] = {}

    async def heal(self) -> None:
        """Nothing to find: a ping leaves no trace, and pages read again when live is back."""

    async def hear(self, event: dict[str, Any]) -> None:
        """Queue the ping for the end of the burst, unless it already waits."""
        text = json.dumps({"type": "ping", "topic": event["topic"], "event": event["event"]})
        if text not in self._waiting:
            loop = asyncio.get_running_loop()
            self._waiting[text] = loop.call_later(ONE_BURST, self._leave, text)

    def _leave(self, text: str) -> None:
        del self._waiting[text]
        self.tell(text)


class NumberedFeed(Feed):
    """A feed of numbered messages: in order, without gap, without double, whatever the layer does."""

    def __init__(self, group: str, source: Source) -> None:
        super().__init__(group)
        self._source = source
        self._recent: deque[Numbered] = deque(maxlen=KEPT)
        self._last = 0
        self._is_loaded = False
        self._healing = asyncio.Lock()

    async def open(self) -> None:
        """Subscribe first, then read the newest rows: the other order would lose what comes between."""
        async with self._healing:
            await super().open()
            if not self._is_loaded:
                self._recent.extend(await in_thread(self._source.newest, KEPT))
                self._last = self._recent[-1][0] if self._recent else 0
                self._is_loaded = True

    def join(self, socket: Socket, after: int) -> None:
        """Give the socket what follows `after`, then all that comes; no await, so nothing slips between."""
        oldest = self._recent[0][0] if self._recent else 1
        if after < oldest - 1:
            socket.end(TOO_FAR_BEHIND)
        socket.start_with(text for number, text in self._recent if number > after)
        self.sockets.add(socket)

    async def hear(self, event: dict[str, Any]) -> None:
        """Pass the next number on; drop a double; read the rows of a gap."""
        async with self._healing:
            if event["number"] == self._last + 1:
                self._give(event["number"], event["text"])
            elif event["number"] > self._last:
                await self._read_on()

    async def heal(self) -> None:
        """Read the rows that the layer may have lost."""
        async with self._healing:
            await self._read_on()

    async def _read_on(self) -> None:
        while rows := await in_thread(self._source.after, self._last, KEPT):
            for number, text in rows:
                self._give(number, text)
                await asyncio.sleep(0)

    def _give(self, number: int, text: str) -> None:
        self._last = number
        self._recent.append((number, text))
        self.tell(text)


class Hub:
    """The feeds of this process, and the pulse that tells whether Redis carries anything."""

    def __init__(self) -> None:
        self.paused = False
        self._feeds: dict[str, Feed] = {}
        self._opening: dict[str, asyncio.Task[None]] = {}
        self._channel = ""
        self._heard = asyncio.Event()
        self._beating: asyncio.Task[None] | None = None
        self._listening: asyncio.Task[None] | None = None

    async def follow_topic(self, topic: str, socket: Socket) -> None:
        """Let the socket hear the pings of a topic."""
        feed = await self._feed(f"topic.{topic}", Topic)
        feed.sockets.add(socket)

    async def follow(self, group: str, source: Source, socket: Socket, after: int) -> None:
        """Give the socket the messages of a numbered feed that follow `after`, and all that come.

        Too far behind, or too many sockets of one owner: the socket is ended with its code.
        """
        feed = await self._feed(group, lambda name: NumberedFeed(name, source))
        if sum(other.owner == socket.owner for other in feed.sockets) >= MOST_PER_OWNER:
            socket.end(TOO_MANY)
        elif isinstance(feed, NumberedFeed):
            feed.join(socket, after)
            if self.paused:
                socket.tell(PAUSED)

    def leave(self, socket: Socket) -> None:
        """Forget a socket; feeds that nobody follows any more are closed at the next pulse."""
        for feed in self._feeds.values():
            feed.sockets.discard(socket)

    async def _feed(self, group: str, make: Callable[[str], Feed]) -> Feed:
        if self._beating is None:
            self._beating = asyncio.create_task(self._beat())
        while True:
            if group not in self._feeds:
                self._feeds[group] = make(group)
                self._opening[group] = asyncio.create_task(self._feeds[group].open())
            feed, opening = self._feeds[group], self._opening[group]
            try:
                # Shielded: a page that leaves meanwhile must not stop the feed of the others.
                await asyncio.shield(opening)
            except Exception:
                if self._feeds.get(group) is feed:
                    del self._feeds[group], self._opening[group]
                raise
            if self._feeds.get(group) is feed:  # not closed while we waited
                return feed

    async def _beat(self) -> None:
        beats = 0
        while True:
            beats += 1
            before, self.paused = self.paused, not await self._alive()
            if before != self.paused:
                log.warning("live is paused: Redis does not answer" if self.paused else "live is back")
                self._tell_all(PAUSED if self.paused else RESUMED)
            await self._look_after(heal=before or self.paused or beats % HEAL_EACH == 0)
            await asyncio.sleep(PULSE)

    async def _alive(self) -> bool:
        """Whether an event sent through Redis comes back to us."""
        self._heard.clear()
        try:
            await asyncio.wait_for(layer().send(self._channel or "pulse", {"type": "pulse"}), PULSE)
            if self._listening is None:
                self._channel = await asyncio.wait_for(layer().new_channel(), PULSE)
                self._listening = asyncio.create_task(self._listen())
                return True
            await asyncio.wait_for(self._heard.wait(), PULSE)
        except AWAY:
            return False
        return True

    async def _listen(self) -> None:
        while True:
            await layer().receive(self._channel)
            self._heard.set()

    async def _look_after(self, heal: bool) -> None:
        for group, feed in tuple(self._feeds.items()):
            try:
                if not feed.sockets and self._opening[group].done():
                    del self._feeds[group], self._opening[group]
                    await feed.close()
                    continue
                if not self.paused:
                    await feed.open()
                if heal:
                    await feed.heal()
            except Exception:  # one feed in trouble must not stop the pulse of the others
                log.exception("feed %s could not be looked after", group)

    def _tell_all(self, text: str) -> None:
        for socket in {socket for feed in self._feeds.values() for socket in feed.sockets}:
            socket.tell(text)


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of the running loop: one in a web process."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())


class _OneLineInstead(logging.Filter):
    """While Redis is away the layer prints a traceback each second; the hub has said it in one line."""

    def filter(self, record: logging.LogRecord) -> bool:
        return "receive task" not in record.getMessage()


logging.getLogger("channels_redis.pubsub").addFilter(_OneLineInstead())
