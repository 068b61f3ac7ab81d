"""Reading two booklets before they become one: what each holds, and a digest of all that was seen."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Sum

from deliberation.core.canonical import Json, digest
from proposals.models import Booklet, Measure, Proposal, Sorting


@dataclass(frozen=True, slots=True)
class Held:
    """What a booklet holds: its open texts, counted, and its measures."""

    booklet: Booklet
    texts: int
    measures: tuple[Measure, ...]


def state_of(*booklets: Booklet) -> str:
    """The digest of booklets as they are: words, measures with their words, and which texts stand there.

    A form carries it, so that what changed since is seen. Two queries a booklet.
    """
    return digest([_state(booklet) for booklet in booklets])


def others_of(booklet: Booklet) -> list[Booklet]:
    """The other booklets of the campaign. One query."""
    return list(Booklet.objects.filter(campaign=booklet.campaign).exclude(pk=booklet.pk))


def held_by(booklet: Booklet) -> Held:
    """What a booklet holds. Two queries."""
    texts = Sorting.objects.filter(booklet=booklet, proposal__state=Proposal.State.OPEN)
    return Held(booklet, texts.count(), tuple(booklet.measures.all()))


def _state(booklet: Booklet) -> Json:
    texts = Sorting.objects.filter(booklet=booklet).aggregate(count=Count("pk"), versions=Sum("version"))
    measures = booklet.measures.values_list("number", "title", "body")
    return [
        booklet.slug, booklet.title, booklet.introduction, texts["count"], texts["versions"] or 0,
        [list(measure) for measure in measures],
    ]  # fmt: skip
