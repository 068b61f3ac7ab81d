"""The websocket of a room: parse, one action; no rule."""

from __future__ import annotations

import asyncio
import json
import time
from urllib.parse import parse_qs

from django.conf import settings
from django.http import Http404, parse_cookie

from deliberation.core.errors import RuleBroken
from deliberation.live.hub import hub
from deliberation.live.sockets import RIGHT_LOST, TOO_MANY, Receive, Scope, Send, Socket, in_thread
from deliberation.members.access import Person
from deliberation.rooms import access, actions, queries
from deliberation.rooms.core.messages import Bucket, take

CHECK_EACH = 30.0  # seconds between two looks at the session and the right
MOST_FRAMES, FRAMES_A_SECOND = 10, 1.0
MOST_IGNORED = 200  # frames too many before the socket is closed


async def enter_room(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one page of a room at `/rooms/NAME/live?after=N`; 403 for whoever may not enter."""
    name, key = scope["named"]["name"], _session_key(scope)
    await receive()
    try:
        person = await in_thread(access.person_of_session, key)
        room = await in_thread(access.get_room_for, person, name)
    except Http404:
        await Socket(receive, send).refuse()
        return
    socket = Socket(receive, send, owner=person.known.pk)
    visit = _Visit(socket, person, room, key)
    await socket.accept()
    try:
        source = queries.RoomSource(room.pk)
        await hub().follow(actions.feed_of(room), source, socket, _after(scope, room.last_number))
        await socket.run(visit.hear, visit.watch())
    finally:
        hub().leave(socket)


class _Visit:
    """A member's page in a room: what it sends, and whether it may still."""

    def __init__(self, socket: Socket, person: Person, room: access.Room, key: str) -> None:
        self._socket, self._person, self._room, self._key = socket, person, room, key
        self._bucket = Bucket(MOST_FRAMES, time.monotonic())
        self._ignored = 0

    async def watch(self) -> None:
        """Look at the session and the right again and again; return when one is gone."""
        while True:
            await asyncio.sleep(CHECK_EACH)
            try:
                self._person = await in_thread(access.person_of_session, self._key)
                await in_thread(access.get_room_for, self._person, self._room.name)
            except Http404:
                self._socket.end(RIGHT_LOST)
                return

    async def hear(self, frame: str) -> None:
        """One frame: `send` with a body and a client_id; the answer is `kept` or `refused`."""
        # A cheap shield in front of the database; the rule itself is the action's.
        self._bucket, there_was_one = take(
            self._bucket, time.monotonic(), most=MOST_FRAMES, per_second=FRAMES_A_SECOND
        )
        said = _parse(frame)
        client_id = said["client_id"] if said else ""
        if not there_was_one:
            self._ignored += 1
            if self._ignored > MOST_IGNORED:
                self._socket.end(TOO_MANY)
            self._refuse("message.too-often", client_id)
        elif said is None:
            self._refuse("message.unnamed", client_id)
        else:
            self._ignored = 0
            await self._send(said["body"], client_id)

    async def _send(self, body: str, client_id: str) -> None:
        try:
            message = await in_thread(actions.send_message, self._person, self._room, body, client_id)
        except RuleBroken as broken:
            self._refuse(broken.code, client_id)
        else:
            self._tell(type="kept", client_id=client_id, number=message.number)

    def _refuse(self, code: str, client_id: str) -> None:
        self._tell(type="refused", client_id=client_id, code=code)

    def _tell(self, **event: str | int) -> None:
        self._socket.tell(json.dumps(event))


def _parse(frame: str) -> dict[str, str] | None:
    """The fields of a `send` frame, or None for anything else."""
    try:
        said = json.loads(frame)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.get("type") != "send":
        return None
    body, client_id = said.get("body"), said.get("client_id")
    if not isinstance(body, str) or not isinstance(client_id, str):
        return None
    return {"body": body, "client_id": client_id}


def _after(scope: Scope, otherwise: int) -> int:
    """The number the page has already; without one it wants only what comes."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("after", [""])[0]
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else otherwise


def _session_key(scope: Scope) -> str:
    cookies = dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")
    return parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME, "")
