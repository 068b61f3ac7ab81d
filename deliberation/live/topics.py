"""The websocket of pages that follow topics: they hear that something changed, never what."""

from __future__ import annotations

import json

from django.core.signing import BadSignature, Signer

from deliberation.live.hub import PAUSED, hub
from deliberation.live.sockets import TOO_MANY, Receive, Scope, Send, Socket

MOST_TOPICS = 20  # on one page
MOST_FRAMES = 20  # a page says what it follows once, when it connects


async def follow_topics(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one page: it sends `{"follow": [signed topics]}` and hears pings.

    A topic is only followed when we signed it (`{% live_topic %}`): whoever was served the page may
    hear that it changed, and reads the change over HTTP through the getter.
    """
    socket = Socket(receive, send)
    frames = 0

    async def hear(frame: str) -> None:
        nonlocal frames
        frames += 1
        if frames > MOST_FRAMES:
            socket.end(TOO_MANY)
        for topic in topics_of(frame):
            await hub().follow_topic(topic, socket)
        if hub().paused:
            socket.tell(PAUSED)

    await receive()
    await socket.accept()
    try:
        await socket.run(hear)
    finally:
        hub().leave(socket)


def topics_of(frame: str) -> list[str]:
    """The topics of a frame whose signature is ours; none for a frame that is not understood."""
    try:
        said = json.loads(frame)
    except (ValueError, RecursionError):
        return []
    signed = said.get("follow") if isinstance(said, dict) else None
    known = []
    for text in signed[:MOST_TOPICS] if isinstance(signed, list) else []:
        try:
            known.append(Signer(salt="live").unsign(str(text)))
        except BadSignature:
            continue
    return known
