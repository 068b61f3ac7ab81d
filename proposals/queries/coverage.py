"""What of the texts is carried, placed, moved or set aside, and by how many people they were written."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from proposals.core.coverage import Groups, groups_apart
from proposals.models import Booklet, Campaign, MeasureSource, Placement, Proposal, Run, Sorting
from proposals.queries.counting import counted, texts_counted

REASONS_SHOWN = 20
BIT = 4096
# The ends of the classes of margins, in bits; below the first a text is left to people.
MARGINS = (1, 2, 4, 8, 16, 32)
NONE = (0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Written:
    """Who wrote: texts, proposals among them, authors, and authors by group of members."""

    texts: int
    proposals: int
    authors: int
    groups: Groups

    @property
    def answers(self) -> int:
        """Texts that answer another one."""
        return self.texts - self.proposals


@dataclass(frozen=True, slots=True)
class Carried:
    """A booklet's texts by what its measures do with them: `core` carry a demand, `near` stand near one."""

    booklet: Booklet
    texts: int
    authors: int
    core: int
    near: int
    by_hand: int

    @property
    def uncarried(self) -> int:
        """Texts of the booklet behind no measure."""
        return self.texts - self.carried

    @property
    def carried(self) -> int:
        """Texts behind a measure, core or near."""
        return self.core + self.near

    @property
    def share(self) -> Fraction:
        """The part of the texts behind a measure."""
        return Fraction(self.carried, self.texts or 1)


@dataclass(frozen=True, slots=True)
class Board:
    """Where all texts of a campaign stand: texts = in booklets + to_place + aside + unread."""

    booklets: tuple[Carried, ...]
    to_place: int
    aside: int
    by_hand: int
    reasons: tuple[tuple[str, int], ...]
    unread: int

    @property
    def in_booklets(self) -> int:
        """Texts that stand in a booklet."""
        return sum(row.texts for row in self.booklets)

    @property
    def core(self) -> int:
        """Texts that carry a demand."""
        return sum(row.core for row in self.booklets)

    @property
    def near(self) -> int:
        """Texts that stand near a demand."""
        return sum(row.near for row in self.booklets)

    @property
    def uncarried(self) -> int:
        """Texts in a booklet, but behind none of its measures."""
        return self.in_booklets - self.core - self.near

    @property
    def texts(self) -> int:
        """Every text of the campaign that counts."""
        return self.in_booklets + self.to_place + self.aside + self.unread

    @property
    def share_by_hand(self) -> Fraction:
        """The part of the sorted texts that people moved."""
        return Fraction(self.by_hand, (self.texts - self.unread) or 1)

    @property
    def share_carried(self) -> Fraction:
        """The part of all texts that a measure carries, or stands near."""
        return Fraction(self.core + self.near, self.texts or 1)

    @property
    def largest(self) -> int:
        """The texts of the largest booklet, for bars that compare."""
        return max((row.texts for row in self.booklets), default=0)


@dataclass(frozen=True, slots=True)
class MarginClass:
    """Texts whose margin is at least `least` bits and under `most` (None: no end)."""

    least: int | None
    most: int | None
    texts: int


@dataclass(frozen=True, slots=True)
class Margins:
    """How sure a run was: its texts by margin, from those left to people to the surest."""

    classes: tuple[MarginClass, ...]

    @property
    def largest(self) -> int:
        """The texts of the largest class, for bars that compare."""
        return max((one.texts for one in self.classes), default=0)


def written_in(campaign: Campaign, booklet: Booklet | None = None) -> Written:
    """Who wrote the texts of a campaign, or of one booklet. Two queries."""
    rows = Proposal.objects.filter(texts_counted(campaign)).order_by()
    if booklet is not None:
        rows = rows.filter(sorting__booklet=booklet)
    found = rows.aggregate(
        texts=Count("pk"),
        proposals=Count("pk", filter=Q(kind=Proposal.Kind.PROPOSAL)),
        authors=Count("author", distinct=True),
    )
    groups = rows.filter(author__isnull=False).values_list("author__group__name")
    named = {name or "": count for name, count in groups.annotate(Count("author", distinct=True))}
    return Written(**found, groups=groups_apart(named))


def board_of(campaign: Campaign) -> Board:
    """Where the texts stand, booklet by booklet and outside. Five queries, however many booklets."""
    rows = Sorting.objects.filter(counted(campaign), campaign=campaign).order_by()
    outside = rows.aggregate(
        to_place=Count("pk", filter=Q(place=Sorting.Place.TO_PLACE)),
        aside=Count("pk", filter=Q(place=Sorting.Place.ASIDE)),
        by_hand=Count("pk", filter=Q(by_hand=True)),
    )
    reasons = (
        rows.filter(place=Sorting.Place.ASIDE)
        .values_list("reason")
        .annotate(n=Count("pk"))
        .order_by("-n", "reason")
    )
    unread = Proposal.objects.filter(texts_counted(campaign), sorting=None)
    if not campaign.reads_answers:
        unread = unread.filter(kind=Proposal.Kind.PROPOSAL)
    return Board(
        _by_booklet(campaign, rows), reasons=tuple(reasons[:REASONS_SHOWN]), unread=unread.count(), **outside
    )


def carried_in(booklet: Booklet) -> Carried:
    """What the measures of one booklet do with its texts. One query."""
    rows = Sorting.objects.filter(counted(booklet.campaign), booklet=booklet)
    return Carried(booklet, *_carried(rows).get(booklet.pk, NONE))


def margins_of(run: Run | None) -> Margins | None:
    """How sure a run was, in classes that double from one bit; None without a run. One query."""
    if run is None:
        return None
    classes = [When(margin__lt=end * BIT, then=Value(at)) for at, end in enumerate(MARGINS)]
    sure = Case(*classes, default=Value(len(MARGINS)), output_field=IntegerField())
    rows = Placement.objects.filter(run=run, cluster__isnull=False, proposal__state=Proposal.State.OPEN)
    found = dict(rows.order_by().annotate(sure=sure).values_list("sure").annotate(Count("pk")))
    ends = (None, *MARGINS, None)
    classes_found = (MarginClass(ends[at], ends[at + 1], found.get(at, 0)) for at in range(len(ends) - 1))
    return Margins(tuple(classes_found))


def _by_booklet(campaign: Campaign, rows: QuerySet[Sorting]) -> tuple[Carried, ...]:
    found = _carried(rows.filter(place=Sorting.Place.BOOKLET))
    booklets = Booklet.objects.filter(campaign=campaign)
    return tuple(Carried(row, *found.get(row.pk, NONE)) for row in booklets)


def _carried(rows: QuerySet[Sorting]) -> dict[int, tuple[int, int, int, int, int]]:
    """Texts, authors, core, near and moved by hand, by booklet. One query."""
    sources = MeasureSource.objects.filter(
        measure__booklet=OuterRef("booklet"), proposal=OuterRef("proposal")
    )
    found = (
        rows.annotate(is_core=Exists(sources.filter(core=True)), is_near=Exists(sources))
        .order_by()
        .values_list("booklet")
        .annotate(
            n_texts=Count("pk"),
            n_authors=Count("proposal__author", distinct=True),
            n_core=Count("pk", filter=Q(is_core=True)),
            n_near=Count("pk", filter=Q(is_core=False, is_near=True)),
            n_by_hand=Count("pk", filter=Q(by_hand=True)),
        )
    )
    return {booklet: tuple(counts) for booklet, *counts in found}
