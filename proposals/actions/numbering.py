"""The numbers of booklets and measures: never given twice while the board is open, then without a gap."""

from __future__ import annotations

from django.db.models import F, Max

from proposals.core.boards import Numbered, numbered_anew
from proposals.models import Booklet, Campaign, Measure, OldAddress

# Out of the way of the new numbers while they are given.
ASIDE = 10_000


def next_booklet_number(campaign: Campaign) -> int:
    """A number that no booklet of the campaign has or had: the journal names booklets by it."""
    now = Booklet.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"] or 0
    gone = OldAddress.objects.filter(campaign=campaign).aggregate(last=Max("booklet_number"))["last"] or 0
    return int(max(now, gone)) + 1


def next_measure_number(booklet: Booklet) -> int:
    """A number that no measure of the booklet has or had before it was merged."""
    now = booklet.measures.aggregate(last=Max("number"))["last"] or 0
    old = OldAddress.objects.filter(campaign=booklet.campaign_id, slug=booklet.slug)
    return int(max(now, old.aggregate(last=Max("number"))["last"] or 0)) + 1


def number_anew(campaign: Campaign) -> dict[int, int]:
    """Number the booklets 1, 2, 3..., the residual one last, and their measures likewise, the two halves of
    one side by side. The new numbers of booklets by their old ones, only those that changed.

    Done once, when the drafts are published: no member has read a number before.
    """
    booklets = list(Booklet.objects.filter(campaign=campaign))
    numbers = numbered_anew([Numbered(row.number, row.residual) for row in booklets])
    for booklet in booklets:
        _number_measures(booklet)
    # They would lead to other measures by now; nobody but organisers has seen them.
    OldAddress.objects.filter(campaign=campaign, number__gt=0).delete()
    changed = {old: new for old, new in numbers.items() if old != new}
    if changed:
        Booklet.objects.filter(campaign=campaign).update(number=F("number") + ASIDE)
        for old, new in numbers.items():
            Booklet.objects.filter(campaign=campaign, number=old + ASIDE).update(number=new)
    return changed


def _number_measures(booklet: Booklet) -> None:
    measures = list(booklet.measures.select_related("twin"))
    numbers = numbered_anew(
        [
            Numbered(
                row.number,
                beside=row.twin.number if row.twin and row.twin.booklet_id == booklet.pk else None,
            )
            for row in measures
        ]
    )
    if all(old == new for old, new in numbers.items()):
        return
    Measure.objects.filter(booklet=booklet).update(number=F("number") + ASIDE)
    for old, new in numbers.items():
        Measure.objects.filter(booklet=booklet, number=old + ASIDE).update(number=new)
