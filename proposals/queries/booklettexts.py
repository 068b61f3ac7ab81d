"""The texts of booklets as people read them: behind a measure, in a booklet, set aside."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q, QuerySet

from proposals.core.texts import searched
from proposals.models import Booklet, Campaign, Measure, MeasureSource, Proposal, Sorting
from proposals.queries.counting import counted
from proposals.queries.stance import opposing_words
from proposals.queries.starts import start_of

SIGNS_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Text:
    """A text as a booklet shows it. `by` is empty unless its author signs; `body` and `start` are empty
    once it is withdrawn or hidden, and `reason` says why. `words` are its opposition words, behind a measure.
    """

    name: str
    title: str
    start: str
    body: str
    by: str
    is_open: bool
    state: str
    reason: str
    core: bool = True
    by_hand: bool = False
    language: str = ""
    words: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether title and `start` are all there is."""
        return not self.start.endswith("…")


def sources_of(measure: Measure) -> QuerySet[MeasureSource]:
    """The texts behind a measure: core ones first, in the order of the run, the nearest first."""
    rows = MeasureSource.objects.filter(counted(measure.booklet.campaign), measure=measure)
    return rows.select_related("proposal__author").order_by("-core", "pk")


def sources_named(measure: Measure, names: Collection[str]) -> QuerySet[MeasureSource]:
    """The sources of a measure whose texts bear these names, whatever their state."""
    rows = MeasureSource.objects.filter(measure=measure, proposal__name__in=names)
    return rows.select_related("proposal__author").order_by("-core", "pk")


def texts_behind(booklet: Booklet) -> list[tuple[int, Text]]:
    """Every text behind the measures of a booklet, with the key of its measure, in the order of
    `sources_of`: without their beginnings, which take time to make. One query.
    """
    rows = MeasureSource.objects.filter(counted(booklet.campaign), measure__booklet=booklet)
    ordered = rows.select_related("proposal__author").order_by("measure__number", "-core", "pk")
    return [
        (row.measure_id, _text(row.proposal, core=row.core, by_hand=row.by_hand, starts=False))
        for row in ordered
    ]


def texts_of_sources(rows: Iterable[MeasureSource]) -> list[Text]:
    """Sources as a booklet shows them."""
    return [text_of_source(row) for row in rows]


def texts_in(booklet: Booklet, *, uncarried: bool = False) -> QuerySet[Sorting]:
    """The texts of a booklet, the surest first; only those that no measure carries, if asked."""
    rows = Sorting.objects.filter(counted(booklet.campaign), booklet=booklet)
    if uncarried:
        rows = rows.exclude(is_carried(booklet))
    return rows.select_related("proposal__author").order_by("-margin", "pk")


def texts_to_add(measure: Measure, words: str = "") -> QuerySet[Sorting]:
    """The open texts of its booklet that a measure does not have yet, those without any measure first;
    only those with the words asked.
    """
    booklet = measure.booklet
    rows = Sorting.objects.filter(booklet=booklet, proposal__state=Proposal.State.OPEN)
    rows = rows.exclude(proposal__carried_by__measure=measure)
    for word in searched(words):
        rows = rows.filter(proposal__folded__contains=word)
    ordered = rows.annotate(carried=is_carried(booklet)).order_by("carried", "-margin", "pk")
    return ordered.select_related("proposal__author")


def texts_aside(campaign: Campaign) -> QuerySet[Sorting]:
    """The texts set aside in a campaign, each with its reason."""
    rows = Sorting.objects.filter(counted(campaign), campaign=campaign, place=Sorting.Place.ASIDE)
    return rows.select_related("proposal__author").order_by("reason", "pk")


def texts_of_sortings(rows: Iterable[Sorting]) -> list[Text]:
    """Texts of the board as a booklet shows them; the reason is that of who moved them."""
    return [_text(row.proposal, reason=row.reason, by_hand=row.by_hand) for row in rows]


def texts_of(rows: Iterable[Proposal]) -> list[Text]:
    """Texts of a campaign as a booklet shows them."""
    return [_text(row) for row in rows]


def is_carried(booklet: Booklet) -> Q:
    """Whether a measure of the booklet carries the text of a row."""
    sources = MeasureSource.objects.filter(measure__booklet=booklet, proposal=OuterRef("proposal"))
    return Q(Exists(sources))


def text_of_source(row: MeasureSource) -> Text:
    """A source as a booklet shows it, with its opposition words."""
    text = _text(row.proposal, core=row.core, by_hand=row.by_hand)
    return replace(text, words=opposing_words(row.proposal)) if text.is_open else text


def _text(
    proposal: Proposal, *, reason: str = "", core: bool = True, by_hand: bool = False, starts: bool = True
) -> Text:
    is_open = proposal.state == Proposal.State.OPEN
    author = proposal.author if proposal.signed else None
    return Text(
        name=proposal.name,
        title=proposal.title if is_open else "",
        start=start_of(proposal.title, proposal.body, SIGNS_SHOWN) if is_open and starts else "",
        body=proposal.body if is_open else "",
        by=author.display_name if author and is_open else "",
        is_open=is_open,
        state=proposal.state,
        reason=reason if is_open else proposal.state_reason,
        core=core,
        by_hand=by_hand,
        language=proposal.language if is_open else "",
    )
