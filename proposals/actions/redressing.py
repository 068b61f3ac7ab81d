"""The one door of the board once the drafts are out: moving a text that an accepted objection is about."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from deliberation import clock, live
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.actions.locking import lock_replying
from proposals.core.booklets import check_reason
from proposals.core.objections import check_may_move
from proposals.models import Booklet, Campaign, Edit, MeasureSource, Objection, Proposal, Sorting


@transaction.atomic
def move_contested_text(
    person: Person,
    objection: Objection,
    proposal: Proposal,
    *,
    place: str,
    booklet: Booklet | None,
    reason: str,
    seen_version: int,
) -> None:
    """Move a text because an objection that names it was accepted, wholly or in part, before the freeze.

    The move is an edit like those of the board; its journal entry names the objection, and the answer
    points to it. `seen_version` is that of the text's place as read, 0 for a text that no run read,
    which is brought in here. Refuses what `check_may_move` refuses, and as the board does
    (`board.no-such-place`, `board.already-there`, `board.moved-meanwhile`).
    """
    actor = person.acting_as("organiser", objection.campaign.group_id)
    campaign, phase = lock_replying(objection.campaign)
    answer = Objection.objects.select_related("answer").get(pk=objection.pk).answer
    texts = {text.name: text for text in objection.texts.filter(state=Proposal.State.OPEN)}
    check_may_move(phase, answer.outcome if answer else "", texts, proposal.name)
    reason = check_reason(reason)
    _check_place(campaign, place, booklet)
    row = Sorting.objects.select_related("booklet").filter(proposal=proposal).first()
    if (row.version if row else 0) != seen_version:
        raise RuleBroken("board.moved-meanwhile", title=proposal.title)
    before = (row.booklet.title if row.booklet else row.place) if row else ""
    if row and (row.place, row.booklet_id) == (place, booklet.pk if booklet else None):
        raise RuleBroken("board.already-there")
    where = {"place": place, "booklet": booklet, "by_hand": True, "reason": reason}
    if row:
        Sorting.objects.filter(pk=row.pk).update(**where, version=F("version") + 1)
    else:
        Sorting.objects.create(campaign=campaign, proposal=proposal, **where)
    MeasureSource.objects.filter(proposal=proposal).exclude(measure__booklet=booklet).delete()
    entry = record(
        actor, "board.moved", campaign=campaign.slug, count=1, texts=[proposal.name],
        to=booklet.number if booklet else place, reason=reason, objection=objection.name,
    )  # fmt: skip
    edit = Edit.objects.create(
        campaign=campaign, proposal=proposal, booklet=booklet, code="board.moved", before=before,
        after=booklet.title if booklet else place, reason=reason, by=person.known, by_name=actor.name,
        at=clock.now(), journal_seq=entry.seq,
    )  # fmt: skip
    if answer:
        answer.edits.add(edit)
    live.announce(f"campaign.{campaign.slug}", "board-moved")


def _check_place(campaign: Campaign, place: str, booklet: Booklet | None) -> None:
    """A place is a booklet of this campaign or aside: nothing waits to be placed any more."""
    inside = booklet is not None and booklet.campaign_id == campaign.pk
    if not (
        (place == Sorting.Place.ASIDE and booklet is None) or (place == Sorting.Place.BOOKLET and inside)
    ):
        raise RuleBroken("board.no-such-place")
