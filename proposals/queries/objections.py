"""Reading objections: the list, those beside a text or a measure, what an answer may name, their figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, QuerySet, When

from deliberation.members.access import Person
from proposals.core.objections import Outcome, State
from proposals.models import (
    Campaign,
    Edit,
    Measure,
    Objection,
    ObjectionAnswer,
    ObjectionAnswerVersion,
    Proposal,
    Sorting,
)
from proposals.queries.shownobjections import Shown, Standing, as_shown, standing_of, with_contents

SHOWN_BESIDE = 20
EDITS_OFFERED = 30


@dataclass(frozen=True, slots=True)
class Figures:
    """How many objections a campaign has, by where they stand; withdrawn ones count in none of the others."""

    still_open: int
    accepted: int
    partly: int
    refused: int
    withdrawn: int

    @property
    def answered(self) -> int:
        """Those that have an answer."""
        return self.accepted + self.partly + self.refused

    @property
    def standing(self) -> int:
        """Those that were not withdrawn."""
        return self.still_open + self.answered


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for: a booklet's slug, a measure's number in it, a kind, a state, one's own."""

    booklet: str = ""
    measure: int | None = None
    kind: str = ""
    state: str = ""
    mine: bool = False

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.booklet or self.measure or self.kind or self.state or self.mine)


def objections_of(campaign: Campaign, asked: Asked, person: Person) -> QuerySet[Objection]:
    """The objections that are asked for: open ones first, then the newest. Withdrawn ones are one's own."""
    rows = Objection.objects.filter(campaign=campaign)
    rows = rows.filter(author=person.member) if asked.mine else rows.exclude(state=State.WITHDRAWN)
    if asked.booklet:
        rows = rows.filter(booklet__slug=asked.booklet)
    if asked.measure is not None:
        rows = rows.filter(measure__number=asked.measure)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.state in set(Outcome):
        rows = rows.filter(answer__outcome=asked.state)
    elif asked.state:
        rows = rows.filter(state=asked.state)
    open_first = Case(When(state=State.OPEN, then=0), default=1)
    return with_contents(rows).order_by(open_first, "-pk")


def about_measure(measure: Measure, person: Person) -> list[Shown]:
    """The objections to one measure, open ones first. Three queries."""
    rows = Objection.objects.filter(measure=measure).exclude(state=State.WITHDRAWN)
    return as_shown(
        with_contents(rows).order_by(F("answer").asc(nulls_first=True), "pk")[:SHOWN_BESIDE], person
    )


def about_text(proposal: Proposal, person: Person) -> list[Shown]:
    """The objections that name a text, for its page. Three queries."""
    rows = Objection.objects.filter(texts=proposal).exclude(state=State.WITHDRAWN)
    return as_shown(with_contents(rows).order_by("pk")[:SHOWN_BESIDE], person)


def figures_of(campaign: Campaign) -> Figures:
    """The figures of a campaign's objections. One query."""
    outcomes = {str(outcome): Count("pk", filter=Q(answer__outcome=outcome)) for outcome in Outcome}
    counted = Objection.objects.filter(campaign=campaign).aggregate(
        still_open=Count("pk", filter=Q(state=State.OPEN)),
        withdrawn=Count("pk", filter=Q(state=State.WITHDRAWN)),
        **outcomes,
    )
    return Figures(**counted)


def count_made(campaign: Campaign, person: Person) -> int:
    """How many of the quota a person used: a withdrawn objection gives its place back. One query."""
    rows = Objection.objects.filter(campaign=campaign, author=person.known)
    return rows.exclude(state=State.WITHDRAWN).count()


def chosen(campaign: Campaign, names: Sequence[str]) -> QuerySet[Objection]:
    """The objections of a campaign by their names, the oldest first."""
    return with_contents(Objection.objects.filter(campaign=campaign, name__in=names)).order_by("pk")


def under(answer: ObjectionAnswer) -> QuerySet[Objection]:
    """The objections that an answer is for, the oldest first."""
    return with_contents(Objection.objects.filter(answer=answer)).order_by("pk")


def places_of_texts(objection: Objection) -> list[Standing]:
    """The open texts that an objection names, with the place of each now. Two queries."""
    texts = objection.texts.filter(state=Proposal.State.OPEN).order_by("name")
    rows = {
        row.proposal_id: row for row in Sorting.objects.filter(proposal__in=texts).select_related("booklet")
    }
    return [standing_of(text, rows.get(text.pk)) for text in texts]


def edits_to_name(rows: Sequence[Objection], also: ObjectionAnswer | None = None) -> list[Edit]:
    """What organisers changed since the first of these objections, in their booklets or to their texts,
    and what an answer points to already: what it may point to, the newest first. Each journal number
    once. One query beyond the objections with their contents.
    """
    if not rows:
        return []
    booklets = {row.booklet_id for row in rows if row.booklet_id is not None}
    texts = {text.pk for row in rows for text in row.texts.all()}
    since = min(row.made_at for row in rows)
    edits = Edit.objects.filter(campaign=rows[0].campaign_id, at__gte=since)
    near = Q(booklet__in=booklets) | Q(proposal__in=texts) | (Q(answers=also) if also else Q())
    return list({edit.journal_seq: edit for edit in edits.filter(near).distinct()[:EDITS_OFFERED]}.values())


def versions_of(answer: ObjectionAnswer) -> QuerySet[ObjectionAnswerVersion]:
    """The earlier wordings of an answer, the newest first."""
    return ObjectionAnswerVersion.objects.filter(answer=answer)


def count_without_change(campaign: Campaign) -> int:
    """How many accepted objections point to nothing that was changed. One query."""
    accepted = Objection.objects.filter(campaign=campaign, answer__outcome=Outcome.ACCEPTED)
    return accepted.filter(answer__edits=None).count()
