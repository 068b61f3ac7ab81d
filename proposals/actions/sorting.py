"""The board, sorted by people: every move with its reason in the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from deliberation import live
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.actions.locking import lock_open
from proposals.actions.noting import note_texts
from proposals.actions.remembering import Said, keep, remember, touch
from proposals.core.boards import candidate_reason
from proposals.core.booklets import check_reason
from proposals.models import Booklet, Campaign, MeasureSource, Sorting, Step
from proposals.queries.board import candidates_of

MOST_MOVED_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as the organiser saw it on the board: its name and the version of its place then."""

    name: str
    version: int


@transaction.atomic
def move_texts(
    person: Person,
    campaign: Campaign,
    texts: Sequence[Seen],
    place: str,
    booklet: Booklet | None,
    reason: str,
) -> Step:
    """Move texts to a booklet, to "to be placed", or aside, with one public reason; what can be undone.

    All or nothing: when another organiser moved one of them since it was seen, nothing moves
    (`board.moved-meanwhile`, naming the text and where it is now). A text that leaves a booklet
    leaves the measures of that booklet too.
    """
    person.acting_as("organiser", campaign.group_id)
    campaign = lock_open(campaign)
    return _move(person, campaign, texts, place, booklet, check_reason(reason))


@transaction.atomic
def move_to_candidate(person: Person, campaign: Campaign, text: Seen, booklet: Booklet | None) -> Step:
    """Move one text to one of the two booklets that the run scored best for it, in one press.

    The public reason is that it is a candidate of the run. Refuses any other booklet with
    `board.not-a-candidate`, and else as `move_texts`.
    """
    person.acting_as("organiser", campaign.group_id)
    campaign = lock_open(campaign)
    if booklet is None or booklet.slug not in candidates_of(campaign, text.name):
        raise RuleBroken("board.not-a-candidate")
    reason = candidate_reason(campaign.language)
    return _move(person, campaign, [text], str(Sorting.Place.BOOKLET), booklet, reason)


def _move(
    person: Person,
    campaign: Campaign,
    texts: Sequence[Seen],
    place: str,
    booklet: Booklet | None,
    reason: str,
) -> Step:
    actor = person.acting_as("organiser", campaign.group_id)
    check_chosen(texts)
    _check_place(campaign, place, booklet)
    rows = unmoved(campaign, texts)
    moving = [row for row in rows if (row.place, row.booklet_id) != (place, booklet.pk if booklet else None)]
    if not moving:
        raise RuleBroken("board.already-there")
    keys = [row.proposal_id for row in moving]
    memory = remember(touch(keys))
    Sorting.objects.filter(pk__in=[row.pk for row in moving]).update(
        place=place, booklet=booklet, by_hand=True, reason=reason, version=F("version") + 1
    )
    leave_measures(keys, booklet)
    entry = record(
        actor,
        "board.moved",
        campaign=campaign.slug,
        count=len(moving),
        texts=sorted(row.proposal.name for row in moving),
        # By number: a booklet's address is made of its draft title, and the journal is public.
        to=booklet.number if booklet else place,
        reason=reason,
    )
    there = booklet.title if booklet else place
    moved = [(row.proposal_id, row.booklet.title if row.booklet else row.place, there) for row in moving]
    note_texts(person, actor, campaign, "board.moved", moved, booklet, reason, entry.seq)
    live.announce(f"campaign.{campaign.slug}", "board-moved")
    was = {before for _, before, _ in moved}
    said = Said(len(moving), was.pop() if len(was) == 1 else "", there)
    return keep(memory, person, campaign, entry, said=said, sorts=True)


def check_chosen(texts: Sequence[Seen]) -> None:
    """Refuses no text at all (`board.nothing-chosen`) and more than a page of them (`board.too-many`)."""
    if not texts:
        raise RuleBroken("board.nothing-chosen")
    if len(texts) > MOST_MOVED_AT_ONCE:
        raise RuleBroken("board.too-many", most=MOST_MOVED_AT_ONCE)


def _check_place(campaign: Campaign, place: str, booklet: Booklet | None) -> None:
    """A place is a booklet of this campaign, or one of the two places outside booklets."""
    outside = place in (Sorting.Place.TO_PLACE, Sorting.Place.ASIDE) and booklet is None
    inside = (
        place == Sorting.Place.BOOKLET
        and booklet is not None
        # Read again under the lock: another run may have been adopted, and this booklet be gone.
        and Booklet.objects.filter(pk=booklet.pk, campaign=campaign).exists()
    )
    if not (outside or inside):
        raise RuleBroken("board.no-such-place")


def unmoved(campaign: Campaign, texts: Sequence[Seen]) -> list[Sorting]:
    """The rows of the texts, if each is still as it was seen; refuses as `move_texts`."""
    seen = {text.name: text.version for text in texts}
    rows = list(
        Sorting.objects.filter(campaign=campaign, proposal__name__in=seen)
        .select_related("proposal", "booklet")
        .order_by("pk")
    )
    if len(rows) != len(seen):
        raise RuleBroken("board.no-such-text")
    for row in rows:
        if row.version != seen[row.proposal.name]:
            raise RuleBroken("board.moved-meanwhile", title=row.proposal.title)
    return rows


def leave_measures(texts: Sequence[int], booklet: Booklet | None) -> None:
    """Texts that leave a booklet leave its measures; those of the booklet they are in now they keep."""
    sources = MeasureSource.objects.filter(proposal__in=texts)
    if booklet is not None:
        sources = sources.exclude(measure__booklet=booklet)
    sources.delete()
