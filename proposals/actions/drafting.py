"""Booklets and measures: organisers write their wording and choose their texts; the draft stays visible."""

from __future__ import annotations

from django.db import transaction

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.actions.locking import lock_editable
from proposals.actions.noting import NOTHING, note_words
from proposals.actions.numbering import next_measure_number
from proposals.actions.remembering import Said, keep, remember, touch
from proposals.actions.twins import still_there, untie, with_twins
from proposals.core.booklets import MOST_MEASURES, check_booklet, check_measure, check_reason, wording_digest
from proposals.models import Booklet, Measure, MeasureSource, Proposal


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
    memory = remember(touch(booklets=[now]))
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
    note_words(person, actor, booklet, "booklet.renamed", *words, reason, entry.seq)
    keep(memory, person, campaign, entry, said=Said(0, now.title, title))


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
    now = still_there(measure)
    if wording_digest(now.title, now.body) != seen:
        raise RuleBroken("measure.changed-meanwhile")
    if (title, body) == (now.title, now.body):
        raise RuleBroken("measure.same-words")
    memory = remember(touch(measures=[now]))
    Measure.objects.filter(pk=now.pk).update(title=title, body=body, edited=True)
    entry = record(
        actor, "measure.edited", **_place(booklet, now.number), before=wording_digest(now.title, now.body),
        after=wording_digest(title, body), reason=reason,
    )  # fmt: skip
    words = (now.title, now.body), (title, body)
    note_words(person, actor, booklet, "measure.edited", *words, reason, entry.seq)
    keep(memory, person, campaign, entry, said=Said(0, now.title, title))


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
    memory = remember(touch())
    number = next_measure_number(booklet)
    measure = Measure.objects.create(booklet=booklet, number=number, title=title, body=body, edited=True)
    entry = record(
        actor,
        "measure.added",
        **_place(booklet, measure.number),
        after=wording_digest(title, body),
        reason=reason,
    )
    note_words(person, actor, booklet, "measure.added", NOTHING, (title, body), reason, entry.seq)
    keep(memory, person, campaign, entry, said=Said(0, "", title), made=touch(measures=[measure]))
    return measure


@transaction.atomic
def remove_measure(person: Person, measure: Measure, *, reason: str, seen: str) -> None:
    """Take a measure out of its booklet; its texts stay there, carried by no measure until chosen again.

    Refuses when its wording changed since it was seen (`measure.changed-meanwhile`). The list of edits
    keeps the wording; the journal keeps its digest and the names of the texts.
    """
    booklet = measure.booklet
    actor = person.acting_as("organiser", booklet.campaign.group_id)
    campaign = lock_editable(booklet.campaign)
    reason = check_reason(reason)
    now = still_there(measure)
    if wording_digest(now.title, now.body) != seen:
        raise RuleBroken("measure.changed-meanwhile")
    behind = dict(MeasureSource.objects.filter(measure=now).values_list("proposal__name", "proposal"))
    names = sorted(behind)
    place = _place(booklet, now.number)
    memory = remember(touch(behind.values(), measures=with_twins([now])))
    untie([now])
    now.delete()
    entry = record(
        actor,
        "measure.removed",
        **place,
        before=wording_digest(now.title, now.body),
        texts=names,
        reason=reason,
    )
    note_words(person, actor, booklet, "measure.removed", (now.title, now.body), NOTHING, reason, entry.seq)
    keep(memory, person, campaign, entry, said=Said(len(names), now.title, ""))


@transaction.atomic
def add_source(person: Person, measure: Measure, proposal: Proposal, *, reason: str) -> None:
    """Link a text of the booklet to a measure.

    Refuses a text of another booklet or no longer open (`source.not-in-booklet`), and one already
    there (`source.already-there`).
    """
    booklet = measure.booklet
    actor = person.acting_as("organiser", booklet.campaign.group_id)
    campaign = lock_editable(booklet.campaign)
    reason = check_reason(reason)
    now = still_there(measure)
    if not booklet.sortings.filter(proposal=proposal, proposal__state=Proposal.State.OPEN).exists():
        raise RuleBroken("source.not-in-booklet")
    if MeasureSource.objects.filter(measure=now, proposal=proposal).exists():
        raise RuleBroken("source.already-there")
    memory = remember(touch([proposal.pk], measures=[now]))
    MeasureSource.objects.create(measure=now, proposal=proposal, core=True, by_hand=True)
    entry = record(
        actor,
        "source.added",
        **_place(booklet, now.number),
        text=proposal.name,
        reason=reason,
    )
    note_words(person, actor, booklet, "source.added", NOTHING, (now.title, ""), reason, entry.seq, proposal)
    keep(memory, person, campaign, entry, said=Said(1, proposal.title, now.title))


@transaction.atomic
def remove_source(person: Person, measure: Measure, proposal: Proposal, *, reason: str) -> None:
    """Unlink a text from a measure. Refuses when it is not behind it (`source.not-there`)."""
    booklet = measure.booklet
    actor = person.acting_as("organiser", booklet.campaign.group_id)
    campaign = lock_editable(booklet.campaign)
    reason = check_reason(reason)
    now = still_there(measure)
    memory = remember(touch([proposal.pk], measures=[now]))
    removed, _ = MeasureSource.objects.filter(measure=now, proposal=proposal).delete()
    if not removed:
        raise RuleBroken("source.not-there")
    entry = record(actor, "source.removed", **_place(booklet, now.number), text=proposal.name, reason=reason)
    note_words(
        person, actor, booklet, "source.removed", (now.title, ""), NOTHING, reason, entry.seq, proposal
    )
    keep(memory, person, campaign, entry, said=Said(1, proposal.title, now.title))


def _place(booklet: Booklet, number: int) -> dict[str, Json]:
    """Where an edit was made, by numbers: a booklet's address is made of its draft title."""
    return {"campaign": booklet.campaign.slug, "booklet": booklet.number, "measure": number}
