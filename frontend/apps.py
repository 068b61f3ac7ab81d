"""What we see: pages, words, styles."""

from django.apps import AppConfig


class Frontend(AppConfig):
    """What we see: pages, words, styles."""

    name = "frontend"
    label = "frontend"
