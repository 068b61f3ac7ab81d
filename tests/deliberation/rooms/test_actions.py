"""Opening rooms and saying something: numbers, repeats, refusals, and what leaves after commit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.test import TestCase

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.members.access import VISITOR
from deliberation.members.models import Member
from deliberation.rooms.access import get_room_for
from deliberation.rooms.actions import open_room, send_message
from deliberation.rooms.models import Message, Room
from deliberation.rooms.queries import author_mark, encoded, messages_after, messages_before
from tests.people import as_person, make_group, make_member

pytestmark = pytest.mark.django_db


def make_room(url: str = "/campaigns/x/booklets/eau/", **fields: Any) -> Room:
    """A room about water."""
    return open_room(title="Eau et rivières", subject_title="Livret 1", subject_url=url, **fields)


def test_a_subject_has_one_room(member: Member) -> None:
    assert make_room() == make_room()
    assert make_room("/campaigns/x/booklets/bois/") != make_room()


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "campaigns/"])
def test_a_subject_is_a_page_of_this_site(url: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        make_room(url)


@pytest.mark.database
def test_messages_are_numbered_from_one_in_each_room(member: Member) -> None:
    here, there = make_room(), make_room("/elsewhere/")
    sent = [
        send_message(as_person(member), room, "a", f"sending-{n}")
        for n, room in enumerate([here, here, there])
    ]
    assert [message.number for message in sent] == [1, 2, 1]
    assert Room.objects.get(pk=here.pk).last_number == 2


@pytest.mark.database
def test_a_sending_repeated_is_stored_once_and_heard_once(member: Member) -> None:
    room, person = make_room(), as_person(member)
    with TestCase.captureOnCommitCallbacks() as heard:
        first = send_message(person, room, "Bonjour", "sending-1")
        again = send_message(person, room, "Bonjour", "sending-1")
    assert first == again
    assert len(heard) == 1
    assert Message.objects.count() == 1
    # The name is the sender's own: another member may use the same.
    assert send_message(as_person(make_member("Malik T.")), room, "Salut", "sending-1").number == 2


def test_a_refused_message_takes_no_number(member: Member) -> None:
    room = make_room()
    for body, name in (("", "sending-1"), ("x" * 1001, "sending-2"), ("a", "?")):
        with pytest.raises(RuleBroken):
            send_message(as_person(member), room, body, name)
    assert Room.objects.get(pk=room.pk).last_number == 0


def test_the_pace_is_per_member_and_room(member: Member) -> None:
    room, person = make_room(), as_person(member)
    for n in range(10):
        send_message(person, room, "a", f"sending-{n:02}")
    with pytest.raises(RuleBroken, match=r"message\.too-often"):
        send_message(person, room, "a", "sending-10")
    send_message(person, make_room("/elsewhere/"), "a", "sending-10")
    send_message(as_person(make_member("Malik T.")), room, "a", "sending-10")
    clock.move(timedelta(seconds=11))
    send_message(person, room, "a", "sending-10")


def test_only_members_of_the_scope_speak_and_enter(member: Member) -> None:
    group = make_group()
    room, inside = make_room(group=group), as_person(make_member("Nadia B.", group=group))
    assert send_message(inside, room, "a", "sending-1").number == 1
    assert get_room_for(inside, room.name) == room
    for outside in (as_person(member), VISITOR):
        with pytest.raises(RuleBroken, match=r"room\.not-yours"):
            send_message(outside, room, "a", "sending-2")
        with pytest.raises(Http404):
            get_room_for(outside, room.name)


def test_a_page_of_history_and_what_follows(member: Member) -> None:
    room = make_room()
    Message.objects.bulk_create(
        Message(room=room, number=n, author=member, author_name="C", body="a", at=clock.now(),
                client_id=f"{n:08}")
        for n in range(1, 131)
    )  # fmt: skip
    assert [message.number for message in messages_before(room)] == list(range(81, 131))
    assert [message.number for message in messages_before(room, 81)] == list(range(31, 81))
    assert [message.number for message in messages_after(room, 0)] == list(range(1, 101))
    assert [message.number for message in messages_after(room, 128)] == [129, 130]


def test_what_leaves_names_no_row(member: Member) -> None:
    room = make_room()
    sent = encoded(send_message(as_person(member), room, "a", "sending-1"))
    assert sent["by"] == author_mark(room.pk, member.pk)
    assert sent["by"] != author_mark(room.pk + 1, member.pk)
    assert set(sent) == {"type", "number", "by", "name", "body", "at", "client_id"}
    assert author_mark(room.pk, None) == ""
