"""Reading texts: the list with its search and filters, one text with its answers and earlier wordings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, overload

from django.db.models import Count, Prefetch, Q, QuerySet

from deliberation.members.access import Person
from proposals.access import may_read_booklets
from proposals.core.similar import Hit
from proposals.core.texts import searched
from proposals.models import Booklet, Campaign, Proposal, Sorting, Version
from proposals.queries.shelves import shelf_of, stems_of
from proposals.queries.support import with_cosigners

# More keys than this are not sent to the database: it sends all of its own instead.
MOST_ASKED_FOR = 2_000

Order = Literal["", "near", "newest", "title"]


@dataclass(frozen=True, slots=True)
class Search:
    """What a list is asked for: words, a kind, one's own, those one co-signs, a booklet's slug, an order.

    Without an order the nearest to the words come first, or the newest where there are no words.
    """

    words: str = ""
    kind: str = ""
    mine: bool = False
    cosigned: bool = False
    booklet: str = ""
    order: Order = ""

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.words or self.kind or self.mine or self.cosigned or self.booklet)


@dataclass(frozen=True, slots=True)
class Listing:
    """The texts found, for a paginator; the order they stand in; and `by_letters`: no text holds the
    words as terms, so these are texts in which the letters appear.
    """

    rows: QuerySet[Proposal] | Ranked
    order: Order
    by_letters: bool = False


class Ranked(Sequence[Proposal]):
    """Rows in the order of a list of keys, fetched when a page of them is asked for."""

    def __init__(self, rows: QuerySet[Proposal], keys: Sequence[int]) -> None:
        self._rows, self._keys = rows, keys

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, at: int) -> Proposal: ...
    @overload
    def __getitem__(self, at: slice) -> list[Proposal]: ...
    def __getitem__(self, at: int | slice) -> Proposal | list[Proposal]:
        keys = self._keys[at] if isinstance(at, slice) else [self._keys[at]]
        found = {row.pk: row for row in self._rows.filter(pk__in=keys)}
        rows = [found[key] for key in keys if key in found]
        return rows if isinstance(at, slice) else rows[0]


def find_texts(campaign: Campaign, search: Search, person: Person) -> Listing:
    """The open texts that a search finds, with author, parent, booklet, open answers and co-signers.

    Words are looked up in the index as terms: a text must hold all of them, whatever their ending. Where
    none does, or the words are no terms, the folded letters must appear in the text. One's own texts are
    found whatever their state, by their letters.
    """
    rows = _texts_of(campaign, search, person)
    words = searched(search.words)
    if not words:
        return Listing(_ordered(rows, search.order), "title" if search.order == "title" else "newest")
    stems = frozenset() if search.mine else stems_of(search.words, campaign.language)
    ranked = _ranked(rows, shelf_of(campaign).holding_all(stems)) if stems else []
    by_letters = not ranked
    if by_letters:
        for word in words:
            rows = rows.filter(folded__contains=word)
    elif search.order in ("", "near"):
        return Listing(Ranked(rows, ranked), "near")
    else:
        rows = rows.filter(pk__in=ranked)
    order: Order = "title" if search.order == "title" else "newest"
    return Listing(_ordered(rows, order), order, by_letters and not search.mine)


def _ranked(rows: QuerySet[Proposal], hits: Sequence[Hit]) -> list[int]:
    """The keys of the hits that are among the rows, in their order. One query."""
    keys = [hit.key for hit in hits]
    bare = rows.order_by().values_list("pk", flat=True)
    among = set(bare.filter(pk__in=keys) if len(keys) <= MOST_ASKED_FOR else bare)
    return [key for key in keys if key in among]


def _ordered(rows: QuerySet[Proposal], order: Order) -> QuerySet[Proposal]:
    return rows.order_by("folded", "pk") if order == "title" else rows.order_by("-submitted_at", "-pk")


def _texts_of(campaign: Campaign, search: Search, person: Person) -> QuerySet[Proposal]:
    """The texts that a search asks for, whatever its words. The booklet is only there for who may read
    the booklets.
    """
    own = Q(author=person.member) if search.mine else Q(state=Proposal.State.OPEN)
    rows = Proposal.objects.filter(own, campaign=campaign)
    if search.kind:
        rows = rows.filter(kind=search.kind)
    if search.cosigned:
        rows = rows.filter(cosignatures__member=person.member)
    if may_read_booklets(person, campaign):
        rows = rows.prefetch_related(
            Prefetch("sorting", Sorting.objects.select_related("booklet")),
        )
        if search.booklet:
            rows = rows.filter(sorting__booklet__slug=search.booklet)
    counted = with_cosigners(rows.select_related("author", "parent"))
    return counted.annotate(
        open_answers=Count("answers", filter=Q(answers__state=Proposal.State.OPEN))
    ).defer("body", "folded", "parent__body", "parent__folded")


def booklets_to_choose(campaign: Campaign, person: Person) -> QuerySet[Booklet]:
    """The booklets one may filter by: those there are, for who may read them."""
    rows = Booklet.objects.filter(campaign=campaign)
    return rows if may_read_booklets(person, campaign) else rows.none()


def answers_to(proposal: Proposal) -> QuerySet[Proposal]:
    """The open answers to a text with their authors, the oldest first."""
    rows = Proposal.objects.filter(parent=proposal, state=Proposal.State.OPEN)
    return rows.select_related("author").order_by("submitted_at", "pk")


def versions_of(proposal: Proposal) -> QuerySet[Version]:
    """The earlier wordings of a text, the newest first."""
    return Version.objects.filter(proposal=proposal)


def count_own_texts(campaign: Campaign, person: Person) -> int:
    """How many open texts of the campaign the person wrote; 0 for a visitor. One query at most."""
    if person.member is None:
        return 0
    rows = Proposal.objects.filter(campaign=campaign, author=person.member, state=Proposal.State.OPEN)
    return rows.count()
