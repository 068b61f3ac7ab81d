"""What leaves after commit: a ping for a topic, or a numbered message for a feed.

The layer is a hint, never the truth: when Redis is away the stored act stands, pages read again by
themselves, and feeds heal their gaps from the database.
"""

from __future__ import annotations

import asyncio
import logging
import re

from asgiref.sync import async_to_sync
from django.db import transaction
from redis.exceptions import RedisError

from deliberation.live.layer import layer

log = logging.getLogger(__name__)

# A Redis that neither answers nor refuses must not hold up the member whose act is stored.
LONGEST_WAIT = 2.0  # seconds
_TOPIC = re.compile(r"[A-Za-z0-9_.-]{1,90}")


def announce(topic: str, event: str) -> None:
    """Ping the open pages that follow `topic` (`campaign.SLUG`, `run.NAME`), once the transaction commits.

    `event` names what happened (`run-done`); it carries no content: pages read again over HTTP through
    their own getter. Never raises for a Redis that is away. ValueError for a topic that is no name.
    """
    if not _TOPIC.fullmatch(topic):
        raise ValueError(f"{topic!r} is no topic: letters, digits, dot, dash, underscore, at most 90")
    _after_commit(f"topic.{topic}", {"type": "ping", "topic": topic, "event": event})


def publish(feed: str, number: int, text: str) -> None:
    """Send one numbered message of a feed, already encoded, to every process, once the transaction commits.

    Whoever misses it finds the gap in the numbers and reads the row.
    """
    _after_commit(feed, {"type": "numbered", "number": number, "text": text})


def _after_commit(group: str, event: dict[str, object]) -> None:
    transaction.on_commit(lambda: async_to_sync(_send)(group, event), robust=True)


async def _send(group: str, event: dict[str, object]) -> None:
    try:
        await asyncio.wait_for(layer().group_send(group, event), LONGEST_WAIT)
    except (RedisError, OSError, TimeoutError):
        log.warning("live is paused: Redis does not answer; nobody was told of %s", group)
