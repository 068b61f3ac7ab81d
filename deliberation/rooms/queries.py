"""Reading rooms: lists of messages, and their encoded form that every page and process shares."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC
from typing import TypedDict

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from deliberation.members.access import Person
from deliberation.rooms.models import Message, Room

A_PAGE = 50  # messages on a page of history
A_PART = 100  # messages in one answer of the catch-up


class Encoded(TypedDict):
    """A message as pages get it (docs/formats/live-messages.md)."""

    type: str
    number: int
    by: str
    name: str
    body: str
    at: str
    client_id: str


def rooms_for(person: Person) -> QuerySet[Room]:
    """The rooms a member may enter, oldest first; none for a visitor."""
    if person.member is None:
        return Room.objects.none()
    mine = Q(group=None) | Q(group=person.member.group_id)
    return Room.objects.filter(mine).order_by("pk")


def messages_after(room: Room, number: int, most: int = A_PART) -> list[Message]:
    """At most `most` messages that follow `number`, oldest first. One query."""
    return list(Message.objects.filter(room=room, number__gt=number).order_by("number")[:most])


def messages_before(room: Room, number: int | None = None) -> list[Message]:
    """The page of messages before `number` (the newest ones for None), oldest first. One query."""
    rows = Message.objects.filter(room=room)
    if number is not None:
        rows = rows.filter(number__lt=number)
    return list(rows.order_by("-number")[:A_PAGE])[::-1]


def author_mark(room_id: int, author_id: int | None) -> str:
    """What stands for an author inside one room, so that a page knows its own messages; never a row's key."""
    if author_id is None:
        return ""
    return salted_hmac("rooms.author", f"{room_id}.{author_id}").hexdigest()[:16]


def encoded(message: Message) -> Encoded:
    """A message as every page gets it, the same for all."""
    return {
        "type": "message",
        "number": message.number,
        "by": author_mark(message.room_id, message.author_id),
        "name": message.author_name,
        "body": message.body,
        "at": message.at.astimezone(UTC).isoformat(timespec="seconds"),
        "client_id": message.client_id,
    }


def as_text(message: Message) -> str:
    """The encoded message as the text of one frame."""
    return json.dumps(encoded(message), ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class RoomSource:
    """The rows of a room, as the hub asks for them (deliberation.live.hub.Source)."""

    room_id: int

    def newest(self, most: int) -> list[tuple[int, str]]:
        """The newest messages, oldest first."""
        rows = Message.objects.filter(room_id=self.room_id).order_by("-number")[:most]
        return [(row.number, as_text(row)) for row in rows][::-1]

    def after(self, number: int, most: int) -> list[tuple[int, str]]:
        """The messages that follow `number`, oldest first."""
        rows = Message.objects.filter(room_id=self.room_id, number__gt=number).order_by("number")[:most]
        return [(row.number, as_text(row)) for row in rows]
