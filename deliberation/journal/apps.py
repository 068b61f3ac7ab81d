"""What happened: the public, append-only, chained journal."""

from django.apps import AppConfig


class Journal(AppConfig):
    """What happened: the public, append-only, chained journal."""

    name = "deliberation.journal"
    label = "journal"
