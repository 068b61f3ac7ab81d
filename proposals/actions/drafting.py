"""Booklets and measures: organisers write their wording and choose their texts; the draft stays visible."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from deliberation import clock, live
from deliberation.core.actors import Actor
from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.actions.locking import lock_editable
from proposals.core.booklets import MOST_MEASURES, check_booklet, check_measure, check_reason, wording_digest
from proposals.models import Booklet, Edit, Measure, MeasureSource, Proposal

# A title, and the introduction or body under it.
Wording = tuple[str, str]
NOTHING: Wording = ("", "")


@transaction.atomic
def rename_booklet(
    person: Person, booklet: Booklet, *, title: str, introduction: str, reason: str, seen: str
) -> None:
    """Give a booklet its title and introduction. The address stays, so that links keep working.

    `seen` is the digest of both as the person read them (`wording_digest`): refuses when somebody
    wrote either since (`booklet.changed-meanwhile`), and when nothing changes (`booklet.same-words`).
    The journal keeps the digest of both wordings, the list of edits keeps them whole.
    """
    actor = person.acting_as("organiser", booklet.campaign.group_id)
    campaign = lock_editable(booklet.campaign)
    title, introduction = check_booklet(title, introduction, campaign.most_signs)
    reason = check_reason(reason)
    now = Booklet.objects.filter(pk=booklet.pk).first()
    if now is None or wording_digest(now.title, now.introduction) != seen:
        raise RuleBroken("booklet.changed-meanwhile")
    if (title, introduction) == (now.title, now.introduction):
        raise RuleBroken("booklet.same-words")
    Booklet.objects.filter(pk=now.pk).update(title=title, introduction=introduction)
    entry = record(
        actor,
        "booklet.renamed",
        campaign=campaign.slug,
        booklet=now.number,
        before=wording_digest(now.title, now.introduction),
        after=wording_digest(title, introduction),
        reason=reason,
    )
    words = (now.title, now.introduction), (title, introduction)
    _note(person, actor, booklet, "booklet.renamed", *words, reason, entry.seq)


@transaction.atomic
def edit_measure(person: Person, measure: Measure, *, title: str, body: str, reason: str, seen: str) -> None:
    """Write the wording of a measure; the list of edits keeps the earlier one whole, the journal its digest.

    `seen` is the digest of the wording as the person read it (`wording_digest`): refuses when somebody
    wrote since (`measure.changed-meanwhile`), and when nothing changes (`measure.same-words`).
    """
    booklet = measure.booklet
    actor = person.acting_as("organiser", booklet.campaign.group_id)
    campaign = lock_editable(booklet.campaign)
    title, body = check_measure(title, body, campaign.most_signs)
    reason = check_reason(reason)
    now = _still_there(measure)
    if wording_digest(now.title, now.body) != seen:
        raise RuleBroken("measure.changed-meanwhile")
    if (title, body) == (now.title, now.body):
        raise RuleBroken("measure.same-words")
    Measure.objects.filter(pk=now.pk).update(title=title, body=body, edited=True)
    entry = record(
        actor, "measure.edited", **_place(booklet, now.number), before=wording_digest(now.title, now.body),
        after=wording_digest(title, body), reason=reason,
    )  # fmt: skip
    words = (now.title, now.body), (title, body)
    _note(person, actor, booklet, "measure.edited", *words, reason, entry.seq)


@transaction.atomic
def add_measure(person: Person, booklet: Booklet, *, title: str, body: str, reason: str) -> Measure:
    """Add a measure that no draft proposed; it takes the next number and has no source yet.

    Refuses one more than a ballot can carry (`measure.too-many`).
    """
    actor = person.acting_as("organiser", booklet.campaign.group_id)
    campaign = lock_editable(booklet.campaign)
    title, body = check_measure(title, body, campaign.most_signs)
    reason = check_reason(reason)
    if not Booklet.objects.filter(pk=booklet.pk).exists():
        raise RuleBroken("booklet.changed-meanwhile")
    if booklet.measures.count() >= MOST_MEASURES:
        raise RuleBroken("measure.too-many", most=MOST_MEASURES)
    last = booklet.measures.aggregate(last=Max("number"))["last"] or 0
    measure = Measure.objects.create(booklet=booklet, number=last + 1, title=title, body=body, edited=True)
    entry = record(
        actor,
        "measure.added",
        **_place(booklet, measure.number),
        after=wording_digest(title, body),
        reason=reason,
    )
    _note(person, actor, booklet, "measure.added", NOTHING, (title, body), reason, entry.seq)
    return measure


@transaction.atomic
def remove_measure(person: Person, measure: Measure, *, reason: str, seen: str) -> None:
    """Take a measure out of its booklet; its texts stay there, carried by no measure until chosen again.

    Refuses when its wording changed since it was seen (`measure.changed-meanwhile`). The list of edits
    keeps the wording; the journal keeps its digest and the names of the texts.
    """
    booklet = measure.booklet
    actor = person.acting_as("organiser", booklet.campaign.group_id)
    lock_editable(booklet.campaign)
    reason = check_reason(reason)
    now = _still_there(measure)
    if wording_digest(now.title, now.body) != seen:
        raise RuleBroken("measure.changed-meanwhile")
    names = sorted(MeasureSource.objects.filter(measure=now).values_list("proposal__name", flat=True))
    place = _place(booklet, now.number)
    now.delete()
    entry = record(
        actor,
        "measure.removed",
        **place,
        before=wording_digest(now.title, now.body),
        texts=names,
        reason=reason,
    )
    _note(person, actor, booklet, "measure.removed", (now.title, now.body), NOTHING, reason, entry.seq)


@transaction.atomic
def add_source(person: Person, measure: Measure, proposal: Proposal, *, reason: str) -> None:
    """Link a text of the booklet to a measure.

    Refuses a text of another booklet or no longer open (`source.not-in-booklet`), and one already
    there (`source.already-there`).
    """
    booklet = measure.booklet
    actor = person.acting_as("organiser", booklet.campaign.group_id)
    lock_editable(booklet.campaign)
    reason = check_reason(reason)
    now = _still_there(measure)
    if not booklet.sortings.filter(proposal=proposal, proposal__state=Proposal.State.OPEN).exists():
        raise RuleBroken("source.not-in-booklet")
    if MeasureSource.objects.filter(measure=now, proposal=proposal).exists():
        raise RuleBroken("source.already-there")
    MeasureSource.objects.create(measure=now, proposal=proposal, core=True, by_hand=True)
    entry = record(
        actor,
        "source.added",
        **_place(booklet, now.number),
        text=proposal.name,
        reason=reason,
    )
    _note(person, actor, booklet, "source.added", NOTHING, (now.title, ""), reason, entry.seq, proposal)


@transaction.atomic
def remove_source(person: Person, measure: Measure, proposal: Proposal, *, reason: str) -> None:
    """Unlink a text from a measure. Refuses when it is not behind it (`source.not-there`)."""
    booklet = measure.booklet
    actor = person.acting_as("organiser", booklet.campaign.group_id)
    lock_editable(booklet.campaign)
    reason = check_reason(reason)
    now = _still_there(measure)
    removed, _ = MeasureSource.objects.filter(measure=now, proposal=proposal).delete()
    if not removed:
        raise RuleBroken("source.not-there")
    entry = record(actor, "source.removed", **_place(booklet, now.number), text=proposal.name, reason=reason)
    _note(person, actor, booklet, "source.removed", (now.title, ""), NOTHING, reason, entry.seq, proposal)


def _still_there(measure: Measure) -> Measure:
    """The measure as it is now, read under the campaign's lock; refuses when it is gone."""
    now = Measure.objects.filter(pk=measure.pk).first()
    if now is None:
        raise RuleBroken("measure.changed-meanwhile")
    return now


def _place(booklet: Booklet, number: int) -> dict[str, Json]:
    """Where an edit was made, by numbers: a booklet's address is made of its draft title."""
    return {"campaign": booklet.campaign.slug, "booklet": booklet.number, "measure": number}


def _note(
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
