"""What we write: campaigns, proposals, runs, booklets."""

from django.apps import AppConfig


class Proposals(AppConfig):
    """What we write: campaigns, proposals, runs, booklets."""

    name = "proposals"
    label = "proposals"
