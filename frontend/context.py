"""What every page shows: who we are, who asks, where the journal ends."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from deliberation.journal import queries as journal
from deliberation.members.access import person_of


def every_page(request: HttpRequest) -> dict[str, object]:
    """The organisation, the person, the journal's head (one query, two more for a member)."""
    return {
        "organisation": settings.ORGANISATION,
        "person": person_of(request),
        "journal_head": journal.head(),
        "demo": settings.DEMO,
    }
