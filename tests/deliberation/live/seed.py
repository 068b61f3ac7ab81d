"""Fills a running site with members, their sessions and rooms; prints what a test must know, as JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from deliberation.members.models import Member
from deliberation.rooms.actions import open_room
from deliberation.rooms.models import Message, Room
from tests.people import make_group, make_member

MEMBERS, ROOMS, LONG = 12, 30, 620


def session_of(member: Member) -> str:
    """A session as sign-in would make it."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def fill() -> dict[str, object]:
    """Twelve members, thirty empty rooms, one of a group that nobody is in, one with a long history."""
    members = [make_member(f"Membre {letter}.") for letter in "ABCDEFGHIJKL"[:MEMBERS]]
    rooms = [open_room(title=f"Salle {n}", subject_title="Eau", subject_url=f"/s/{n}") for n in range(ROOMS)]
    closed = open_room(title="Mende", subject_title="Eau", subject_url="/s/mende", group=make_group())
    long = open_room(title="Longue", subject_title="Eau", subject_url="/s/longue")
    at = datetime(2026, 11, 1, tzinfo=UTC)
    Message.objects.bulk_create(
        Message(room=long, number=n, author=members[0], author_name="Membre A.", body=f"n° {n}", at=at,
                client_id=f"seed-{n:08}")
        for n in range(1, LONG + 1)
    )  # fmt: skip
    Room.objects.filter(pk=long.pk).update(last_number=LONG)
    return {
        "sessions": [session_of(member) for member in members],
        "rooms": [room.name for room in rooms],
        "closed": closed.name,
        "long": long.name,
    }


def main() -> None:
    """Fill, and print."""
    print(json.dumps(fill()))
