"""The house as a Django application: its clock, its commands, its start-up checks."""

from importlib import import_module

from django.apps import AppConfig


class House(AppConfig):
    """The foundation under every other application."""

    name = "deliberation"
    label = "deliberation"

    def ready(self) -> None:
        """Register the start-up checks: importing them does."""
        import_module("deliberation.checks")
