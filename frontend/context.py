"""What every page shows: who we are, who asks, where the journal ends."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from deliberation import clock
from deliberation.journal import queries as journal
from deliberation.members.access import person_of


def every_page(request: HttpRequest) -> dict[str, object]:
    """The organisation, the person (two queries for a member), the moment and the journal's head.

    The last two cost one query each, only on pages that show them: a fragment does not.
    """
    return {
        "organisation": settings.ORGANISATION,
        "source_address": settings.SOURCE_ADDRESS,
        "person": person_of(request),
        "journal_head": SimpleLazyObject(journal.head),
        "now": SimpleLazyObject(clock.now),
        "demo": settings.DEMO,
    }
