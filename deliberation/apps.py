"""The house as a Django application: its clock, its commands, its start-up checks."""

from django.apps import AppConfig


class House(AppConfig):
    """The foundation under every other application."""

    name = "deliberation"
    label = "deliberation"

    def ready(self) -> None:
        """Register the start-up checks."""
        from deliberation import checks  # noqa: F401  (importing registers)
