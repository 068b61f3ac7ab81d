"""Reading texts: the list with its search and filters, one text with its answers and earlier wordings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, Prefetch, Q, QuerySet

from deliberation.members.access import Person
from proposals.access import may_read_booklets
from proposals.core.texts import searched
from proposals.models import Booklet, Campaign, Proposal, Sorting, Version

Order = Literal["newest", "title"]


@dataclass(frozen=True, slots=True)
class Search:
    """What a list is asked for: words that must all appear, a kind, one's own, a booklet's slug, an order."""

    words: str = ""
    kind: str = ""
    mine: bool = False
    booklet: str = ""
    order: Order = "newest"

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.words or self.kind or self.mine or self.booklet)


def texts_of(campaign: Campaign, search: Search, person: Person) -> QuerySet[Proposal]:
    """The open texts that a search finds, with author, parent, booklet and number of open answers.

    One's own are found whatever their state. The booklet is only there for who may read the booklets.
    """
    own = Q(author=person.member) if search.mine else Q(state=Proposal.State.OPEN)
    rows = Proposal.objects.filter(own, campaign=campaign)
    if search.kind:
        rows = rows.filter(kind=search.kind)
    for word in searched(search.words):
        rows = rows.filter(folded__contains=word)
    if may_read_booklets(person, campaign):
        rows = rows.prefetch_related(
            Prefetch("sorting", Sorting.objects.select_related("booklet")),
        )
        if search.booklet:
            rows = rows.filter(sorting__booklet__slug=search.booklet)
    order = ("folded", "pk") if search.order == "title" else ("-submitted_at", "-pk")
    return (
        rows.select_related("author", "parent")
        .annotate(open_answers=Count("answers", filter=Q(answers__state=Proposal.State.OPEN)))
        .defer("body", "folded", "parent__body", "parent__folded")
        .order_by(*order)
    )


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
