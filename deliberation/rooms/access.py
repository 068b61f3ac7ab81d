"""Who may enter a room: the members of its scope, nobody else."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.http import Http404, HttpRequest

from deliberation.members.access import Person, person_of
from deliberation.rooms.models import Room

# Room: for annotations of those who may not import models, and only hold what a getter gave them.
__all__ = ["Room", "get_room_for", "person_of_session"]


def get_room_for(person: Person, name: str) -> Room:
    """The room of this name; Http404 unless the person is a member of its scope. One query."""
    room = Room.objects.filter(name=name).first()
    if room is None or not person.belongs_to(room.group_id):
        raise Http404
    return room


def person_of_session(session_key: str) -> Person:
    """The person whose session this is now: read again each time, so that a sign-out or a removal shows.

    A websocket has no request that middleware could fill; the cookie's value is all there is.
    """
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    # A page left open is nobody at work: it must not keep the rights of an office awake.
    request.META["HTTP_SEC_FETCH_MODE"] = "websocket"
    request.user = get_user(request)
    return person_of(request)
