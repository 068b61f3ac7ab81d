"""Where we talk: rooms and their messages."""

from django.apps import AppConfig


class Rooms(AppConfig):
    """Where we talk: rooms and their messages."""

    name = "deliberation.rooms"
    label = "rooms"
