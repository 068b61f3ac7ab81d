"""What may be done in rooms: open one, say something."""

from __future__ import annotations

from django.db import transaction

from deliberation import clock, live
from deliberation.core.errors import RuleBroken
from deliberation.members.access import Person
from deliberation.members.models import Group
from deliberation.rooms import queries
from deliberation.rooms.core.messages import MOST_IN_A_ROW, check_body, check_client_id, check_pace
from deliberation.rooms.models import Message, Room


def open_room(
    *, title: str, subject_title: str, subject_url: str, group: Group | None = None, hue: str = ""
) -> Room:
    """The room about a subject, opened when nobody asked for it before; safe to ask twice at once.

    The caller names the subject and its address on this site; the room never asks what it is. `group`
    is the scope: only its members may enter.
    """
    if not subject_url.startswith("/") or subject_url.startswith("//"):
        raise ValueError(f"{subject_url!r} is no address of this site")
    room, _ = Room.objects.get_or_create(
        subject_url=subject_url,
        defaults={
            "title": title, "subject_title": subject_title, "group": group, "hue": hue,
            "opened_at": clock.now(),
        },
    )  # fmt: skip
    return room


def feed_of(room: Room) -> str:
    """The name of the room's feed in the hub."""
    return f"room.{room.name}"


@transaction.atomic
def send_message(person: Person, room: Room, body: str, client_id: str) -> Message:
    """Store a message with the room's next number, then send it to every open page.

    `client_id` is the page's own name for this sending: the same one again gives the stored message
    back, and nobody hears it twice. Refuses: `room.not-yours`, `message.empty`, `message.too-long`,
    `message.control-characters`, `message.unnamed`, `message.too-often`.
    """
    text, client_id = check_body(body), check_client_id(client_id)
    # The lock gives the order: whoever holds it has the next number, and lets go at commit.
    locked = Room.objects.select_for_update().get(pk=room.pk)
    if not person.belongs_to(locked.group_id):
        raise RuleBroken("room.not-yours")
    mine = Message.objects.filter(room=locked, author=person.known)
    known = mine.filter(client_id=client_id).first()
    if known is not None:
        return known
    now = clock.now()
    # Only the end of the room is read: a flooder's messages of today stand there.
    lately = mine.filter(number__gt=locked.last_number - 50 * MOST_IN_A_ROW).order_by("-number")
    check_pace(list(lately.values_list("at", flat=True)[:MOST_IN_A_ROW]), now)
    message = Message.objects.create(
        room=locked, number=locked.last_number + 1, author=person.known,
        author_name=person.known.display_name, body=text, at=now, client_id=client_id,
    )  # fmt: skip
    locked.last_number = message.number
    locked.save(update_fields=["last_number"])
    live.publish(feed_of(locked), message.number, queries.as_text(message))
    return message
