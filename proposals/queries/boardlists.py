"""Lists of the board: the texts of a place or of all, filtered, a page at a time; where a text landed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from proposals.core.texts import searched
from proposals.models import Booklet, Campaign, Proposal, Sorting, Step

TO_PLACE, ASIDE = str(Sorting.Place.TO_PLACE), str(Sorting.Place.ASIDE)
# Not a place but all of them: where one looks for a text without knowing where it stands.
EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which texts of the board are looked at: of one place, or `everywhere`; then, if not empty, with these
    words, placed `by` a person or the machine, in a language, of a kind.
    """

    key: str
    words: str = ""
    by: str = ""
    language: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of a list, found by the text it begins after or ends before: texts that leave the list
    meanwhile shift nothing, so that none is passed over.

    `first` is the rank of the first one, from 1; `before` and `after` name the ends that lead on, if any.
    """

    rows: tuple[Sorting, ...]
    first: int
    of: int
    before: str = ""
    after: str = ""

    @property
    def last(self) -> int:
        """The rank of the last one."""
        return self.first + len(self.rows) - 1


@dataclass(frozen=True, slots=True)
class Landing:
    """A text that was just moved: where it stands now, and its rank there, the doubtful first."""

    name: str
    title: str
    place: str
    rank: int
    of: int


def on_board(campaign: Campaign) -> QuerySet[Sorting]:
    """The rows of texts that are still open: a text withdrawn since is sorted no more."""
    return Sorting.objects.filter(campaign=campaign, proposal__state=Proposal.State.OPEN)


def texts_at(campaign: Campaign, wanted: Wanted) -> QuerySet[Sorting]:
    """The texts asked for, in no order."""
    rows = on_board(campaign)
    if wanted.key in (TO_PLACE, ASIDE):
        rows = rows.filter(place=wanted.key)
    elif wanted.key != EVERYWHERE:
        rows = rows.filter(booklet__in=Booklet.objects.filter(campaign=campaign, slug=wanted.key))
    if wanted.by:
        rows = rows.filter(by_hand=wanted.by == "hand")
    if wanted.language:
        rows = rows.filter(proposal__language=wanted.language)
    if wanted.kind:
        rows = rows.filter(proposal__kind=wanted.kind)
    for word in searched(wanted.words):
        rows = rows.filter(proposal__folded__contains=word)
    return rows


def slice_of(
    rows: QuerySet[Sorting], most: int, *, doubtful: bool = True, after: str = "", before: str = ""
) -> Slice:
    """At most so many texts from after the named one, or up to before it; the first ones for no name or
    an unknown one. What no person placed comes first, the smallest margin first; not `doubtful`, the other
    way round. Four queries at most, none of which counts its way through the list.
    """
    named = after or before
    at = Sorting.objects.filter(proposal__name=named).first() if named else None
    total = rows.count()
    backward = at is not None and bool(before) and not after
    ordered = rows.order_by(*_order(doubtful is not backward))
    if at is not None:
        ordered = ordered.filter(_beyond(at, doubtful is not backward))
    found = list(ordered.select_related("proposal")[: most + 1])
    more, found = len(found) > most, found[:most]
    if backward:
        found.reverse()
    if not found:
        return Slice((), 0, total) if at is None else slice_of(rows, most, doubtful=doubtful)
    first = 1 if at is None else rows.filter(_beyond(found[0], not doubtful)).count() + 1
    ends = found[0].proposal.name, found[-1].proposal.name
    goes_on = backward or more
    return Slice(
        tuple(found), first, total,
        before=ends[0] if first > 1 else "", after=ends[1] if goes_on and first + len(found) <= total else "",
    )  # fmt: skip


def languages_of(campaign: Campaign) -> list[str]:
    """The languages in which the texts of a board are written. One query."""
    found = on_board(campaign).order_by("proposal__language").values_list("proposal__language", flat=True)
    return list(found.distinct())


def with_texts(campaign: Campaign, rows: Sequence[Sorting], names: Collection[str]) -> list[Sorting]:
    """The rows, after those of the named texts that are not among them. One query."""
    missing = set(names) - {row.proposal.name for row in rows}
    return [
        *on_board(campaign).filter(proposal__name__in=missing).select_related("proposal").order_by("pk"),
        *rows,
    ]


def moved_by(campaign: Campaign, step: Step, most: int) -> list[Sorting]:
    """The texts whose place a step changed, as they stand now, the doubtful first; none when it moved more
    than a page of them. One query.
    """
    if step.count > most or not step.sorts:
        return []
    rows = on_board(campaign).filter(proposal__in=step.touched["texts"])
    return list(rows.select_related("proposal", "booklet").order_by(*_order(True)))


def in_between(
    shown: Sequence[Sorting], gone: Sequence[Sorting], step: Step | None, doubtful: bool
) -> list[tuple[Sorting, bool]]:
    """The rows shown with those just moved away where they stood before; the second says that one is gone."""
    before = step.before if step else {}

    def place(row: Sorting, is_gone: bool) -> tuple[bool, int, int]:
        was = before.get(f"{Sorting._meta.label_lower} {row.pk}", {}) if is_gone else {}
        return bool(was.get("by_hand", row.by_hand)), row.margin, row.proposal_id

    rows = [*((row, False) for row in shown), *((row, True) for row in gone)]
    return sorted(rows, key=lambda pair: place(*pair), reverse=not doubtful) if gone else rows


def landing_of(row: Sorting) -> Landing:
    """Where a text that was moved stands now. Two queries."""
    there = Sorting.objects.filter(
        campaign=row.campaign_id, place=row.place, booklet=row.booklet_id, proposal__state=Proposal.State.OPEN
    )
    rank = there.filter(_beyond(row, False)).count() + 1
    place = row.booklet.title if row.booklet else row.place
    return Landing(row.proposal.name, row.proposal.title, place, rank, there.count())


def _order(ascending: bool) -> tuple[str, str, str]:
    """By hand last, then by margin; the text's key makes the order whole. An index holds it."""
    sign = "" if ascending else "-"
    return f"{sign}by_hand", f"{sign}margin", f"{sign}proposal_id"


def _beyond(row: Sorting, ascending: bool) -> Q:
    """What comes after a row in that order."""
    how = "gt" if ascending else "lt"
    same = Q(by_hand=row.by_hand)
    further = Q(**{f"margin__{how}": row.margin}) | Q(
        margin=row.margin, **{f"proposal__{how}": row.proposal_id}
    )
    if row.by_hand is ascending:
        return same & further
    return (same & further) | Q(by_hand=ascending)
