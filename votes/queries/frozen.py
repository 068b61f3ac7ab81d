"""The frozen booklets that a vote may ask about."""

from __future__ import annotations

from deliberation.core.errors import RuleBroken
from proposals.core.booklets import FrozenBooklet
from proposals.models import Booklet, Campaign
from proposals.queries.freezing import forms_of

Frozen = tuple[Booklet, FrozenBooklet]


def frozen_booklets(campaign: Campaign) -> list[Frozen]:
    """The booklets of a campaign with their frozen forms. Raises RuleBroken `vote.booklet-changed`."""
    forms = {form.slug: form for form in forms_of(campaign)}
    rows = Booklet.objects.filter(campaign=campaign).select_related("campaign")
    booklets = [(booklet, forms[booklet.slug]) for booklet in rows]
    for booklet, form in booklets:
        if not booklet.digest or form.digest() != booklet.digest:
            raise RuleBroken("vote.booklet-changed", title=booklet.title)
    return booklets
