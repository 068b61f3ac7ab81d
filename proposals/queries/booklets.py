"""Reading booklets: covers, their measures, what is carried and what is not, where a text went."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from deliberation.members.access import Person
from proposals.access import may_read_booklets
from proposals.core.wording import Piece
from proposals.models import Booklet, Campaign, Edit, Measure, MeasureSource, Proposal, Sorting
from proposals.queries.board import OF_ONE_TEXT
from proposals.queries.booklettexts import Text, is_carried, text_of_source
from proposals.queries.counting import counted
from proposals.queries.stance import Stance, changes_to_draft, stances_of

SOURCES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Cover:
    """A booklet in the pile: its row, its measures and its texts."""

    booklet: Booklet
    measures: int
    texts: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A measure with the count of texts that carry it (core) or stand near, and the first of them."""

    measure: Measure
    core: int
    near: int
    first: tuple[Text, ...]
    stance: Stance
    changes: tuple[Piece, ...]

    @property
    def texts(self) -> int:
        """Core and near together."""
        return self.core + self.near


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of a booklet's texts, those a measure carries and those moved by hand; of the campaign's, the rest."""

    texts: int
    carried: int
    by_hand: int
    aside: int
    to_place: int

    @property
    def uncarried(self) -> int:
        """Texts of the booklet that no measure carries."""
        return self.texts - self.carried

    @property
    def share_carried(self) -> Fraction:
        """The part of the booklet's texts that a measure carries."""
        return Fraction(self.carried, self.texts or 1)

    @property
    def share_by_hand(self) -> Fraction:
        """The part of the booklet's texts that people put there."""
        return Fraction(self.by_hand, self.texts or 1)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a text went: a place, its booklet, the measures that carry it, and the reason of a person."""

    place: str
    booklet: Booklet | None
    measures: tuple[Measure, ...]
    by_hand: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What a publication or a freeze would leave undone: said before, so that it is chosen."""

    without_measures: tuple[Booklet, ...]
    to_place: int
    unread: int


def covers_of(campaign: Campaign) -> list[Cover]:
    """The booklets of a campaign with their counts. Two queries."""
    inside = Sorting.objects.filter(counted(campaign), campaign=campaign, place=Sorting.Place.BOOKLET)
    texts = dict(inside.order_by().values_list("booklet").annotate(Count("pk")))
    rows = Booklet.objects.filter(campaign=campaign).annotate(held=Count("measures"))
    return [Cover(row, row.held, texts.get(row.pk, 0)) for row in rows]


def measures_shown(booklet: Booklet) -> list[Shown]:
    """The measures of a booklet with their counts, their first core texts, how they speak, and what people
    changed of their drafts. Four queries.
    """
    of_board = counted(booklet.campaign)
    of_measure = MeasureSource.objects.filter(of_board, measure__booklet=booklet)
    counts = {
        measure: (core, near)
        for measure, core, near in of_measure.order_by()
        .values_list("measure")
        .annotate(demands=Count("pk", filter=Q(core=True)), stands_near=Count("pk", filter=Q(core=False)))
    }
    at = Window(RowNumber(), partition_by="measure", order_by=[F("core").desc(), F("pk").asc()])
    first: dict[int, list[Text]] = {}
    rows = of_measure.annotate(at=at).filter(at__lte=SOURCES_SHOWN).order_by("measure", "at")
    for row in rows.select_related("proposal__author"):
        first.setdefault(row.measure_id, []).append(text_of_source(row))
    measures = list(booklet.measures.all())
    stances = stances_of(measures)
    return [
        Shown(
            measure,
            *counts.get(measure.pk, (0, 0)),
            tuple(first.get(measure.pk, ())),
            stances[measure.pk],
            changes_to_draft(measure),
        )
        for measure in measures
    ]


def coverage_of(booklet: Booklet) -> Coverage:
    """What of a booklet's texts is carried, and what of the campaign is in no booklet. Two queries."""
    of_board = counted(booklet.campaign)
    inside = Sorting.objects.filter(of_board, booklet=booklet).aggregate(
        texts=Count("pk"),
        carried=Count("pk", filter=is_carried(booklet)),
        by_hand=Count("pk", filter=Q(by_hand=True)),
    )
    outside = Sorting.objects.filter(of_board, campaign=booklet.campaign).aggregate(
        aside=Count("pk", filter=Q(place=Sorting.Place.ASIDE)),
        to_place=Count("pk", filter=Q(place=Sorting.Place.TO_PLACE)),
    )
    return Coverage(**inside, **outside)


def measure_of(person: Person, proposal: Proposal) -> Destination | None:
    """Where a text went, for who may read the booklets now; None before that, and for a text no run read.

    Two queries at most.
    """
    if not may_read_booklets(person, proposal.campaign):
        return None
    row = Sorting.objects.filter(proposal=proposal).select_related("booklet").first()
    if row is None:
        return None
    measures = Measure.objects.filter(sources__proposal=proposal, booklet=row.booklet_id)
    return Destination(row.place, row.booklet, tuple(measures), row.by_hand, row.reason)


def booklets_of(campaign: Campaign) -> list[Booklet]:
    """The booklets of a campaign by number. One query."""
    return list(Booklet.objects.filter(campaign=campaign))


def count_of_booklets(campaign: Campaign) -> int:
    """How many booklets a campaign has. One query."""
    return Booklet.objects.filter(campaign=campaign).count()


def count_of_edits(booklet: Booklet) -> int:
    """How often people changed the words, measures or sources of a booklet. One query."""
    return Edit.objects.filter(booklet=booklet).exclude(code__in=OF_ONE_TEXT).count()


def edits_of(booklet: Booklet) -> QuerySet[Edit]:
    """What people changed in a booklet, the newest first."""
    rows = Edit.objects.filter(booklet=booklet).exclude(code="text.followed")
    return rows.select_related("proposal")


def missing_in(campaign: Campaign) -> Missing:
    """What publishing or freezing now would leave undone. Three queries."""
    rows = Booklet.objects.filter(campaign=campaign).annotate(held=Count("measures"))
    waiting = Sorting.objects.filter(counted(campaign), campaign=campaign, place=Sorting.Place.TO_PLACE)
    unread = Proposal.objects.filter(campaign=campaign, state=Proposal.State.OPEN, sorting=None)
    if not campaign.reads_answers:
        unread = unread.filter(kind=Proposal.Kind.PROPOSAL)
    return Missing(tuple(row for row in rows if not row.held), waiting.count(), unread.count())
