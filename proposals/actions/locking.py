"""The one kind of row that edits of a board lock: the campaign's, if its phase allows the edit."""

from __future__ import annotations

from deliberation import clock
from deliberation.core.errors import RuleBroken
from proposals.core.booklets import OPEN_TO_EDIT, OPEN_TO_SORT
from proposals.core.phases import Phase
from proposals.models import Campaign


def lock_open(campaign: Campaign) -> Campaign:
    """The campaign's row, locked, if its board is open: until the drafts are out (`board.closed`)."""
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if locked.stage(clock.now()).phase not in OPEN_TO_SORT:
        raise RuleBroken("board.closed")
    return locked


def lock_editable(campaign: Campaign) -> Campaign:
    """The campaign's row, locked, if its booklets may be edited: until the freeze (`booklet.frozen`)."""
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if locked.stage(clock.now()).phase not in OPEN_TO_EDIT:
        raise RuleBroken("booklet.frozen")
    return locked


def lock_replying(campaign: Campaign) -> tuple[Campaign, Phase]:
    """The campaign's row, locked, and its phase now, for acts on objections, whose own rules refuse."""
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    return locked, locked.stage(clock.now()).phase
