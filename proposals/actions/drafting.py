"""Measures: organisers write their wording and choose their source texts; the draft stays visible."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max

from deliberation import clock, live
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.actions.locking import lock_editable
from proposals.core.booklets import LONGEST_REASON, LONGEST_WORDING, check_wording
from proposals.models import Booklet, Edit, Measure, MeasureSource, Proposal

MOST_MEASURES = 15


@transaction.atomic
def edit_measure(
    person: Person, measure: Measure, *, title: str, body: str, reason: str, seen_title: str, seen_body: str
) -> None:
    """Write the wording of a measure; refuses when it changed meanwhile (`measure.changed-meanwhile`)."""
    booklet = measure.booklet
    actor = person.acting_as("organiser", booklet.campaign.group_id)
    campaign = lock_editable(booklet.campaign)
    title = check_wording(title, LONGEST_WORDING, "measure-title")
    body = check_wording(body, campaign.most_signs, "measure-body") if body.strip() else ""
    reason = check_wording(reason, LONGEST_REASON, "reason")
    same = Measure.objects.filter(pk=measure.pk, title=seen_title, body=seen_body)
    if not same.update(title=title, body=body, edited=True):
        raise RuleBroken("measure.changed-meanwhile")
    _note(person, booklet, "measure.edited", measure.number, seen_title, title, reason, actor_name=actor.name)


@transaction.atomic
def add_measure(person: Person, booklet: Booklet, *, title: str, body: str, reason: str) -> Measure:
    """Add a measure that no draft proposed; it takes the next number and has no source yet."""
    actor = person.acting_as("organiser", booklet.campaign.group_id)
    campaign = lock_editable(booklet.campaign)
    title = check_wording(title, LONGEST_WORDING, "measure-title")
    body = check_wording(body, campaign.most_signs, "measure-body") if body.strip() else ""
    reason = check_wording(reason, LONGEST_REASON, "reason")
    last = booklet.measures.aggregate(last=Max("number"))["last"] or 0
    if booklet.measures.count() >= MOST_MEASURES:
        raise RuleBroken("measure.too-many", most=MOST_MEASURES)
    measure = Measure.objects.create(booklet=booklet, number=last + 1, title=title, body=body, edited=True)
    _note(person, booklet, "measure.added", measure.number, "", title, reason, actor_name=actor.name)
    return measure


@transaction.atomic
def remove_measure(person: Person, measure: Measure, *, reason: str) -> None:
    """Take a measure out of its booklet; its texts stay there, carried by no measure until chosen again."""
    booklet = measure.booklet
    actor = person.acting_as("organiser", booklet.campaign.group_id)
    lock_editable(booklet.campaign)
    reason = check_wording(reason, LONGEST_REASON, "reason")
    number, title = measure.number, measure.title
    measure.delete()
    _note(person, booklet, "measure.removed", number, title, "", reason, actor_name=actor.name)


@transaction.atomic
def add_source(person: Person, measure: Measure, proposal: Proposal, *, reason: str) -> None:
    """Link a text of the booklet to a measure. Refuses a text of another booklet, or one already there."""
    booklet = measure.booklet
    actor = person.acting_as("organiser", booklet.campaign.group_id)
    lock_editable(booklet.campaign)
    reason = check_wording(reason, LONGEST_REASON, "reason")
    if not booklet.sortings.filter(proposal=proposal).exists():
        raise RuleBroken("source.not-in-booklet")
    try:
        with transaction.atomic():
            MeasureSource.objects.create(measure=measure, proposal=proposal, core=True, by_hand=True)
    except IntegrityError as error:
        raise RuleBroken("source.already-there") from error
    _note(
        person, booklet, "source.added", measure.number, "", measure.title, reason,
        actor_name=actor.name, proposal=proposal,
    )  # fmt: skip


@transaction.atomic
def remove_source(person: Person, measure: Measure, proposal: Proposal, *, reason: str) -> None:
    """Unlink a text from a measure. Refuses when it is not behind it (`source.not-there`)."""
    booklet = measure.booklet
    actor = person.acting_as("organiser", booklet.campaign.group_id)
    lock_editable(booklet.campaign)
    reason = check_wording(reason, LONGEST_REASON, "reason")
    removed, _ = MeasureSource.objects.filter(measure=measure, proposal=proposal).delete()
    if not removed:
        raise RuleBroken("source.not-there")
    _note(
        person, booklet, "source.removed", measure.number, measure.title, "", reason,
        actor_name=actor.name, proposal=proposal,
    )  # fmt: skip


def _note(
    person: Person,
    booklet: Booklet,
    code: str,
    number: int,
    before: str,
    after: str,
    reason: str,
    *,
    actor_name: str,
    proposal: Proposal | None = None,
) -> None:
    """Record an edit of a measure, in the journal and on the page of what people changed."""
    actor = person.acting_as("organiser", booklet.campaign.group_id)
    entry = record(
        actor,
        code,
        campaign=booklet.campaign.slug,
        booklet=booklet.slug,
        measure=number,
        before=before,
        after=after,
        reason=reason,
        text=proposal.name if proposal else "",
    )
    Edit.objects.create(
        campaign=booklet.campaign, booklet=booklet, proposal=proposal, code=code, before=before, after=after,
        reason=reason, by=person.known, by_name=actor_name, at=clock.now(), journal_seq=entry.seq,
    )  # fmt: skip
    live.announce(f"campaign.{booklet.campaign.slug}", "measure-edited")
