"""Booklets split and merged: what a run put together or apart, people part or join, with a public reason."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.actions.locking import lock_open
from proposals.actions.noting import note_texts, note_words
from proposals.actions.numbering import next_booklet_number, next_measure_number
from proposals.actions.remembering import Said, keep, remember, touch
from proposals.actions.sorting import Seen, check_chosen, leave_measures, unmoved
from proposals.core.boards import MOST_BOOKLETS
from proposals.core.booklets import check_booklet, check_reason, slug_of, wording_digest
from proposals.models import Booklet, Campaign, Measure, MeasureSource, OldAddress, Sorting
from proposals.queries.regrouping import state_of


@transaction.atomic
def split_booklet(
    person: Person, campaign: Campaign, texts: Sequence[Seen], *, title: str, reason: str
) -> Booklet:
    """Make a booklet of its own of the texts chosen, wherever they stand, with a title and the next number.

    A measure whose texts are all among them comes along; the others lose the texts that leave. All or
    nothing, as for a move: `board.moved-meanwhile` when somebody else moved one of them since it was seen.
    Refuses more booklets than a run may make (`board.too-many-booklets`).
    """
    actor = person.acting_as("organiser", campaign.group_id)
    campaign = lock_open(campaign)
    title, _ = check_booklet(title, "", campaign.most_signs)
    reason = check_reason(reason)
    check_chosen(texts)
    rows = unmoved(campaign, texts)
    if campaign.run is None:
        raise RuleBroken("drafts.no-board")
    if Booklet.objects.filter(campaign=campaign).count() >= MOST_BOOKLETS:
        raise RuleBroken("board.too-many-booklets", most=MOST_BOOKLETS)
    keys = [row.proposal_id for row in rows]
    following = _whole_measures(keys)
    memory = remember(touch(keys, measures=following))
    made = Booklet.objects.create(
        campaign=campaign, slug=_free_slug(campaign, title), number=next_booklet_number(campaign),
        title=title, run=campaign.run,
    )  # fmt: skip
    left = _hand_over(following, made)
    Sorting.objects.filter(pk__in=[row.pk for row in rows]).update(
        place=Sorting.Place.BOOKLET, booklet=made, by_hand=True, reason=reason, version=F("version") + 1
    )
    leave_measures(keys, made)
    origins: list[Json] = [*sorted({row.booklet.number if row.booklet else 0 for row in rows})]
    entry = record(
        actor, "booklet.split", campaign=campaign.slug, booklet=made.number, origins=origins, count=len(rows),
        texts=sorted(row.proposal.name for row in rows), measures=len(following),
        after=wording_digest(title, ""), reason=reason,
    )  # fmt: skip
    moved = [(row.proposal_id, row.booklet.title if row.booklet else row.place, title) for row in rows]
    note_texts(person, actor, campaign, "board.moved", moved, made, reason, entry.seq)
    note_words(person, actor, made, "booklet.split", ("", ""), (title, ""), reason, entry.seq)
    said = Said(len(rows), "", title)
    keep(memory, person, campaign, entry, said=said, made=touch(booklets=[made], addresses=left), sorts=True)
    return made


@transaction.atomic
def merge_booklets(person: Person, gone: Booklet, into: Booklet, *, reason: str, seen: str) -> int:
    """Put the texts and the measures of one booklet into another, which keeps its own words; texts moved.

    The address of the one that is gone leads to the other. Texts so moved do not count as moved by hand:
    nobody looked at each. `seen` is the digest of both as the person read them (`state_of`): refuses when
    anything in either changed since (`booklet.changed-meanwhile`).
    """
    actor = person.acting_as("organiser", gone.campaign.group_id)
    campaign = lock_open(gone.campaign)
    reason = check_reason(reason)
    if gone.pk == into.pk:
        raise RuleBroken("board.same-booklet")
    found = {row.pk: row for row in Booklet.objects.filter(campaign=campaign, pk__in=(gone.pk, into.pk))}
    if len(found) < len((gone, into)) or state_of(found[gone.pk], found[into.pk]) != seen:
        raise RuleBroken("booklet.changed-meanwhile")
    gone, into = found[gone.pk], found[into.pk]
    texts = list(Sorting.objects.filter(booklet=gone).values_list("proposal", flat=True))
    measures = list(gone.measures.all())
    memory = remember(touch(texts, [gone], measures))
    Sorting.objects.filter(booklet=gone).update(booklet=into, version=F("version") + 1)
    left = _hand_over(measures, into)
    left.append(
        OldAddress.objects.create(
            campaign=campaign, slug=gone.slug, to_slug=into.slug, booklet_number=gone.number
        )
    )  # fmt: skip
    facts: dict[str, Json] = {
        "campaign": campaign.slug, "booklet": gone.number, "into": into.number, "count": len(texts),
        "measures": len(measures), "before": wording_digest(gone.title, gone.introduction),
    }  # fmt: skip
    Booklet.objects.filter(pk=gone.pk).delete()
    entry = record(actor, "booklet.merged", **facts, reason=reason)
    moved = [(text, gone.title, into.title) for text in texts]
    note_texts(person, actor, campaign, "text.followed", moved, into, reason, entry.seq)
    before, after = (gone.title, gone.introduction), (into.title, "")
    note_words(person, actor, into, "booklet.merged", before, after, reason, entry.seq)
    said = Said(len(texts), gone.title, into.title)
    keep(memory, person, campaign, entry, said=said, made=touch(addresses=left), sorts=True)
    return len(texts)


def _whole_measures(texts: Sequence[int]) -> list[Measure]:
    """The measures that no text but these carries."""
    behind = Measure.objects.filter(sources__proposal__in=texts).select_related("booklet").distinct()
    others = MeasureSource.objects.exclude(proposal__in=texts)
    return list(behind.exclude(pk__in=others.filter(measure__in=behind).values("measure")).order_by("pk"))


def _hand_over(measures: Sequence[Measure], booklet: Booklet) -> list[OldAddress]:
    """Measures that change booklet take the next numbers there, and leave word at their old addresses."""
    left = []
    for number, measure in enumerate(measures, next_measure_number(booklet)):
        left.append(
            OldAddress.objects.create(
                campaign_id=booklet.campaign_id, slug=measure.booklet.slug, number=measure.number,
                to_slug=booklet.slug, to_number=number,
            )
        )  # fmt: skip
        Measure.objects.filter(pk=measure.pk).update(booklet=booklet, number=number)
    return left


def _free_slug(campaign: Campaign, title: str) -> str:
    taken = set(Booklet.objects.filter(campaign=campaign).values_list("slug", flat=True))
    taken |= set(OldAddress.objects.filter(campaign=campaign).values_list("slug", flat=True))
    return slug_of(title, taken)
