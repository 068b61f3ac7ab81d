"""The list of edits: what a person changed, whole, beside the digests that the journal keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from deliberation import clock, live
from deliberation.core.actors import Actor
from deliberation.members.access import Person
from proposals.actions.remembering import Picture
from proposals.models import Booklet, Campaign, Edit, Proposal, Sorting, Step

# A title, and the introduction or body under it.
Wording = tuple[str, str]
NOTHING: Wording = ("", "")
BATCH = 500
LONGEST_SAID = 200


def note_words(
    person: Person,
    actor: Actor,
    booklet: Booklet,
    code: str,
    before: Wording,
    after: Wording,
    reason: str,
    journal_seq: int,
    proposal: Proposal | None = None,
) -> None:
    """Keep both wordings whole, for the page of what people changed, and tell the open pages."""
    Edit.objects.create(
        campaign=booklet.campaign,
        booklet=booklet,
        proposal=proposal,
        code=code,
        before=before[0],
        after=after[0],
        text_before=before[1],
        text_after=after[1],
        reason=reason,
        by=person.known,
        by_name=actor.name,
        at=clock.now(),
        journal_seq=journal_seq,
    )
    live.announce(f"campaign.{booklet.campaign.slug}", "booklet-edited")


def note_texts(
    person: Person,
    actor: Actor,
    campaign: Campaign,
    code: str,
    moved: Iterable[tuple[int, str, str]],
    booklet: Booklet | None,
    reason: str,
    journal_seq: int,
) -> None:
    """One edit a text, so that its page can say who moved it, from where to where, and why.

    `moved` are the text's key, the title of the place it left and of the one it went to.
    """
    now = clock.now()
    Edit.objects.bulk_create(
        (
            Edit(
                campaign=campaign,
                proposal_id=text,
                booklet=booklet,
                code=code,
                before=before[:LONGEST_SAID],
                after=after[:LONGEST_SAID],
                reason=reason,
                by=person.known,
                by_name=actor.name,
                at=now,
                journal_seq=journal_seq,
            )
            for text, before, after in moved
        ),
        BATCH,
    )


def note_undone(
    person: Person,
    actor: Actor,
    campaign: Campaign,
    step: Step,
    found: Mapping[int, str],
    again: Mapping[int, str],
    journal_seq: int,
) -> None:
    """One edit for what was undone, and one for each text that went back to where it was."""
    moved = [(text, place, again[text]) for text, place in found.items() if place != again.get(text, place)]
    note_texts(person, actor, campaign, "text.put-back", moved, None, step.reason, journal_seq)
    kept = step.touched["booklets"]
    booklet = Booklet.objects.filter(campaign=campaign, pk__in=kept).order_by("number").first()
    Edit.objects.create(
        campaign=campaign,
        booklet=booklet,
        code="edit.undone",
        before=step.now,
        after=step.was,
        reason=step.reason,
        by=person.known,
        by_name=actor.name,
        at=clock.now(),
        journal_seq=journal_seq,
    )


def places_in(picture: Picture) -> dict[int, str]:
    """Where each text of a picture stands: the title of its booklet as it is now, or the code of a place."""
    rows = [row for key, row in picture.items() if key.startswith(f"{Sorting._meta.label_lower} ")]
    booklets = Booklet.objects.filter(pk__in={row["booklet"] for row in rows if row["booklet"]})
    titles = {str(key): title for key, title in booklets.values_list("pk", "title")}
    return {int(str(row["proposal"])): titles.get(str(row["booklet"]), str(row["place"])) for row in rows}
