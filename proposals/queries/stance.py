"""Reading opposition: which texts hold such words, and which measures gather texts with and without them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from deliberation.core.canonical import digest
from proposals.core.booklets import LONGEST_WORDING
from proposals.core.stance import looks_mixed, opposes_folded, words_in
from proposals.core.wording import Piece, changes
from proposals.models import Booklet, Campaign, Measure, MeasureSource, Proposal


@dataclass(frozen=True, slots=True)
class Stance:
    """How a measure's texts speak: how many there are, how many hold opposition words, and what people said.

    `verified_by` is who read them and said that they ask for the same, if neither texts nor words changed
    since; `is_half` says that the measure is one of two sides.
    """

    measure: Measure
    texts: int
    opposing: int
    is_half: bool
    verified_by: str

    @property
    def looks_mixed(self) -> bool:
        """Whether the texts look as if they asked for opposite things."""
        return looks_mixed(self.texts, self.opposing)

    @property
    def waits(self) -> bool:
        """Whether it looks mixed and nobody has parted it nor verified it."""
        return self.looks_mixed and not self.is_half and not self.verified_by


def stances_of(measures: Sequence[Measure]) -> dict[int, Stance]:
    """How the texts of measures speak, by measure. One query, whatever their number."""
    rows = MeasureSource.objects.filter(measure__in=[measure.pk for measure in measures])
    return _stances(measures, rows)


def waiting_in(campaign: Campaign) -> tuple[Stance, ...]:
    """The measures of a campaign that look mixed and that nobody has parted nor verified, the most evenly
    divided first. Two queries; they read every text that a measure carries.
    """
    measures = list(Measure.objects.filter(booklet__campaign=campaign).select_related("booklet"))
    found = _stances(measures, MeasureSource.objects.filter(measure__booklet__campaign=campaign))
    waiting = [stance for stance in found.values() if stance.waits]

    def evenness(stance: Stance) -> tuple[int, int, int]:
        smaller = min(stance.opposing, stance.texts - stance.opposing)
        return -smaller, stance.measure.booklet.number, stance.measure.number

    return tuple(sorted(waiting, key=evenness))


def waiting_in_booklets(booklets: Iterable[Booklet]) -> dict[int, int]:
    """How many measures of each booklet look mixed and wait. Two queries."""
    measures = list(Measure.objects.filter(booklet__in=list(booklets)))
    waiting: dict[int, int] = defaultdict(int)
    for stance in stances_of(measures).values():
        waiting[stance.measure.booklet_id] += stance.waits
    return dict(waiting)


def texts_digest(measure: Measure) -> str:
    """SHA-256 of the words of a measure and the names of its texts: what a reader of both has seen.

    One query.
    """
    names = MeasureSource.objects.filter(measure=measure).values_list("proposal__name", flat=True)
    return _digest(measure, names)


def pair_digest(first: Measure, second: Measure) -> str:
    """SHA-256 of the words of two measures: what a reader of both has seen before they become one."""
    return digest([[row.title, row.body] for row in (first, second)])


@dataclass(frozen=True, slots=True)
class Side:
    """A text of a measure that may be parted: whether it holds opposition words, and whether it is core."""

    name: str
    title: str
    opposes: bool
    core: bool


def sides_of(measure: Measure) -> list[Side]:
    """The texts of a measure with a first guess of their side: those against first. One query."""
    rows = MeasureSource.objects.filter(measure=measure).order_by("-core", "pk")
    columns = "proposal__name", "proposal__title", "proposal__language", "proposal__folded", "core"
    found = [
        Side(name, title, opposes_folded(words, language), core)
        for name, title, language, words, core in rows.values_list(*columns)
    ]
    return sorted(found, key=lambda side: not side.opposes)


def titles_for(measure: Measure, sides: Sequence[Side]) -> tuple[str, str]:
    """A first title for each side, for and against: the measure's own where its words are of that side,
    else that of the first text there, core before near.
    """
    against = bool(words_in(measure.title, measure.booklet.campaign.language))
    first = {side.opposes: side.title for side in sorted(sides, key=lambda one: one.core)}
    titles = {against: measure.title, not against: first.get(not against, "")}
    return titles[False][:LONGEST_WORDING], titles[True][:LONGEST_WORDING]


def opposing_words(proposal: Proposal) -> tuple[str, ...]:
    """The opposition words of a text, as written."""
    return words_in(f"{proposal.title}\n{proposal.body}", proposal.language)


def changes_to_draft(measure: Measure) -> tuple[Piece, ...]:
    """From the draft's title to the present one; empty where there was no draft or nothing changed."""
    same = measure.draft_title in ("", measure.title)
    return () if same else changes(measure.draft_title, measure.title)


def other_side(measure: Measure) -> Measure | None:
    """The other half of a measure that was parted. One query at most."""
    if measure.twin_id is None:
        return None
    return Measure.objects.filter(pk=measure.twin_id).select_related("booklet__campaign").first()


def _stances(measures: Sequence[Measure], rows: QuerySet[MeasureSource]) -> dict[int, Stance]:
    texts: dict[int, int] = defaultdict(int)
    opposing: dict[int, int] = defaultdict(int)
    names: dict[int, list[str]] = defaultdict(list)
    columns = "measure", "proposal__name", "proposal__state", "proposal__language", "proposal__folded"
    for measure, name, state, language, words in rows.order_by().values_list(*columns).iterator(2000):
        names[measure].append(name)
        if state == Proposal.State.OPEN:
            texts[measure] += 1
            opposing[measure] += opposes_folded(words, language)
    return {
        row.pk: Stance(
            row,
            texts[row.pk],
            opposing[row.pk],
            row.twin_id is not None,
            row.verified_by if row.verified_digest == _digest(row, names[row.pk]) else "",
        )
        for row in measures
    }


def _digest(measure: Measure, names: Iterable[str]) -> str:
    return digest([measure.title, measure.body, sorted(names)])
