"""Measures merged and split: two that ask for the same become one, one that asks for two things, two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.actions.locking import lock_editable
from proposals.actions.noting import note_words
from proposals.actions.numbering import next_measure_number
from proposals.actions.remembering import Said, keep, remember, touch
from proposals.actions.twins import still_there, untie, with_twins
from proposals.core.booklets import MOST_MEASURES, check_measure, check_reason, wording_digest
from proposals.models import Booklet, Campaign, Measure, MeasureSource, OldAddress, Proposal
from proposals.queries.stance import pair_digest, texts_digest


@dataclass(frozen=True, slots=True)
class Half:
    """The part of a measure that leaves it: the names of its texts, and the title it takes."""

    texts: tuple[str, ...]
    title: str


@transaction.atomic
def merge_measures(person: Person, gone: Measure, into: Measure, *, reason: str, seen: str) -> Measure:
    """Put the texts of one measure behind another of its booklet, which keeps its words; that other.

    `seen` is the digest of both wordings as the person read them (`pair_digest`): refuses when either
    changed since (`measure.changed-meanwhile`). The list of edits keeps the words that go, the journal
    their digest.
    """
    booklet = gone.booklet
    actor = person.acting_as("organiser", booklet.campaign.group_id)
    campaign = lock_editable(booklet.campaign)
    reason = check_reason(reason)
    gone, into = still_there(gone), still_there(into)
    if gone.pk == into.pk or gone.booklet_id != into.booklet_id:
        raise RuleBroken("measure.not-of-one-booklet")
    if pair_digest(gone, into) != seen:
        raise RuleBroken("measure.changed-meanwhile")
    texts = set(MeasureSource.objects.filter(measure__in=(gone, into)).values_list("proposal", flat=True))
    memory = remember(touch(texts, measures=with_twins([gone, into])))
    untie([gone] if gone.twin_id != into.pk else [gone, into])
    left = _leave_word(gone, into)
    there = MeasureSource.objects.filter(measure=into).values("proposal")
    moved = (
        MeasureSource.objects.filter(measure=gone)
        .exclude(proposal__in=there)
        .update(measure=into, by_hand=True)
    )
    gone.delete()
    entry = record(
        actor, "measure.merged", **_place(booklet, gone.number), into=into.number, count=moved,
        before=wording_digest(gone.title, gone.body), reason=reason,
    )  # fmt: skip
    before, after = (gone.title, gone.body), (into.title, "")
    note_words(person, actor, booklet, "measure.merged", before, after, reason, entry.seq)
    said = Said(moved, gone.title, into.title)
    keep(memory, person, campaign, entry, said=said, made=touch(addresses=[left]))
    return into


@transaction.atomic
def split_measure(person: Person, measure: Measure, half: Half, *, reason: str, seen: str) -> Measure:
    """Make a measure of its own of some texts of a measure, with a title; the new one.

    `seen` is the digest of the measure's words and texts as the person read them (`texts_digest`).
    Refuses to take all of its texts, or none (`measure.not-a-part`).
    """
    campaign, now, chosen = _open_to_split(person, measure, half, seen)
    return _split(person, campaign, now, half, chosen, "measure.split", check_reason(reason))


@transaction.atomic
def split_sides(
    person: Person, measure: Measure, half: Half, *, title: str, reason: str, seen: str
) -> tuple[Measure, Measure]:
    """Part a measure that gathers opposite demands into its two sides, for and against, tied together.

    `half` are the texts against and the title of that side; `title` is that of the other. Both stay the two
    sides of one measure. Refuses as `split_measure`, and a measure that is a side already
    (`measure.already-a-side`).
    """
    campaign, now, chosen = _open_to_split(person, measure, half, seen)
    if now.twin_id is not None:
        raise RuleBroken("measure.already-a-side")
    title, _ = check_measure(title, "", campaign.most_signs)
    reason = check_reason(reason)
    against = _split(person, campaign, now, half, chosen, "measure.parted", reason, title)
    now.refresh_from_db()
    return now, against


def _open_to_split(
    person: Person, measure: Measure, half: Half, seen: str
) -> tuple[Campaign, Measure, list[MeasureSource]]:
    """The campaign locked, the measure as it is now, and its sources that leave."""
    person.acting_as("organiser", measure.booklet.campaign.group_id)
    campaign = lock_editable(measure.booklet.campaign)
    now = still_there(measure)
    now.booklet = measure.booklet
    if texts_digest(now) != seen:
        raise RuleBroken("measure.changed-meanwhile")
    sources = list(MeasureSource.objects.filter(measure=now).select_related("proposal").order_by("pk"))
    chosen = [row for row in sources if row.proposal.name in half.texts]
    if not chosen or len(chosen) == len(sources) or len(chosen) != len(set(half.texts)):
        raise RuleBroken("measure.not-a-part")
    if now.booklet.measures.count() >= MOST_MEASURES:
        raise RuleBroken("measure.too-many", most=MOST_MEASURES)
    return campaign, now, chosen


def _split(
    person: Person,
    campaign: Campaign,
    now: Measure,
    half: Half,
    chosen: Sequence[MeasureSource],
    code: str,
    reason: str,
    title: str | None = None,
) -> Measure:
    """Write the split; with a `title` for the measure that stays, both become the sides of one."""
    booklet, actor = now.booklet, person.acting_as("organiser", campaign.group_id)
    new_title, _ = check_measure(half.title, "", campaign.most_signs)
    first = _first_words([row.proposal for row in chosen if row.core] or [row.proposal for row in chosen])
    memory = remember(touch([row.proposal_id for row in chosen], measures=[now]))
    made = Measure.objects.create(
        booklet=booklet, number=next_measure_number(booklet), title=new_title, terms=now.terms,
        draft_title=first.title, draft_from=first, edited=new_title != first.title,
    )  # fmt: skip
    MeasureSource.objects.filter(pk__in=[row.pk for row in chosen]).update(measure=made)
    # A person decided of each on which side it is: a later edition leaves them there.
    MeasureSource.objects.filter(measure__in=(now, made)).update(by_hand=True)
    if title is not None:
        Measure.objects.filter(pk=made.pk).update(side=Measure.Side.AGAINST, twin=now)
        Measure.objects.filter(pk=now.pk).update(
            side=Measure.Side.FOR, twin=made, title=title, edited=now.edited or title != now.title
        )
    facts: dict[str, Json] = {
        **_place(booklet, now.number), "made": made.number, "count": len(chosen),
        "texts": sorted(half.texts), "after": wording_digest(new_title, ""),
    }  # fmt: skip
    if title is not None:
        facts["kept"] = [wording_digest(now.title, now.body), wording_digest(title, now.body)]
    entry = record(actor, code, **facts, reason=reason)
    note_words(person, actor, booklet, code, (now.title, ""), (new_title, ""), reason, entry.seq)
    if title not in (None, now.title):
        words = (now.title, now.body), (title or "", now.body)
        note_words(person, actor, booklet, "measure.edited", *words, reason, entry.seq)
    said = Said(len(chosen), now.title, new_title)
    keep(memory, person, campaign, entry, said=said, made=touch(measures=[made]))
    return made


def _first_words(texts: Sequence[Proposal]) -> Proposal:
    """The text whose title a new measure takes for a draft: its first proposal, if it has one."""
    return next((text for text in texts if text.kind == Proposal.Kind.PROPOSAL), texts[0])


def _leave_word(gone: Measure, into: Measure) -> OldAddress:
    booklet = gone.booklet
    return OldAddress.objects.create(
        campaign_id=booklet.campaign_id, slug=booklet.slug, number=gone.number,
        to_slug=booklet.slug, to_number=into.number,
    )  # fmt: skip


def _place(booklet: Booklet, number: int) -> dict[str, Json]:
    """Where an edit was made, by numbers: a booklet's address is made of its draft title."""
    return {"campaign": booklet.campaign.slug, "booklet": booklet.number, "measure": number}
