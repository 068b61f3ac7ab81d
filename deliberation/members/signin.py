"""Sign-in by a mailed code: nobody signs up by themselves, the roll of members is imported."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped library
    """Livret's choices for django-allauth."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: members are imported by the organisation."""
        return False
