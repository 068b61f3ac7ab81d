"""Reading objections: the list, those shown in a booklet or beside a text, their answers, their figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Case, Count, F, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber

from deliberation.members.access import Person
from proposals.access import may_read_texts
from proposals.core.objections import Outcome, State
from proposals.models import (
    Booklet,
    Campaign,
    Edit,
    Measure,
    Objection,
    ObjectionAnswer,
    ObjectionAnswerVersion,
    Proposal,
    Sorting,
)
from proposals.queries.subjects import UNREAD

# Of many objections under one answer a booklet prints the first, and says how many there are.
SHOWN_UNDER_AN_ANSWER = 3
SHOWN_BESIDE = 20
MOST_IN_A_BOOKLET = 150
EDITS_OFFERED = 30


@dataclass(frozen=True, slots=True)
class Named:
    """A text that an objection names; without a title once it is withdrawn or hidden."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as pages show it, with what was changed because of it."""

    name: str
    outcome: str
    reason: str
    by: str
    at: datetime
    seq: int
    version: int
    changes: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An objection as pages show it. `by` is empty unless its author signs, or the reader may know; the words
    are empty once a moderator hid them, and `hidden` says why.
    """

    name: str
    kind: str
    state: str
    booklet: Booklet | None
    measure: Measure | None
    about_title: str
    about_body: str
    body: str
    instead: str
    terms: str
    texts: tuple[Named, ...]
    by: str
    made_at: datetime
    digest: str
    answer: Answer | None
    hidden: str = ""

    @property
    def is_reworded(self) -> bool:
        """Whether the measure no longer has the words that were contested."""
        now = (self.measure.title, self.measure.body) if self.measure else None
        return self.kind == "wording" and now != (self.about_title, self.about_body)

    @property
    def may_lead_to_a_move(self) -> bool:
        """Whether its answer opens the board for its texts."""
        return self.answer is not None and self.answer.outcome != Outcome.REFUSED


@dataclass(frozen=True, slots=True)
class Standing:
    """A text that an objection names, and where it stands now: a booklet, or the code of a place outside.

    `version` is that of its place; 0 for a text that no run read.
    """

    name: str
    title: str
    version: int
    place: str
    booklet: Booklet | None


@dataclass(frozen=True, slots=True)
class Group:
    """Objections to one thing under one answer, or those still open: the first of them, and how many.

    What was changed because of an answer is told once in a booklet: `told_at` is the number of the measure
    under which it stands, where that is not here.
    """

    answer: Answer | None
    first: tuple[Shown, ...]
    total: int
    told_at: int | None = None

    @property
    def others(self) -> int:
        """How many are not shown."""
        return self.total - len(self.first)


@dataclass(frozen=True, slots=True)
class InBooklet:
    """The objections printed in a booklet: by the number of the measure, and those about none."""

    by_measure: dict[int, tuple[Group, ...]]
    others: tuple[Group, ...]
    total: int
    still_open: int


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


def with_contents(rows: QuerySet[Objection]) -> QuerySet[Objection]:
    """The rows with all that pages show of them: two more queries, however many there are."""
    joined = rows.select_related("campaign", "booklet", "measure", "author", "answer")
    return joined.prefetch_related("texts", "answer__edits")


def shown(rows: Iterable[Objection], person: Person) -> list[Shown]:
    """Objections as pages show them to a person: with the author's name for who may read the texts."""
    return [_shown(row, named=may_read_texts(person, row.campaign)) for row in rows]


def in_booklet(booklet: Booklet) -> InBooklet:
    """What a booklet prints: each answer with the first of its objections, and the first of the open ones;
    a name only for who signs. Three queries.
    """
    apart = [F("measure"), F("answer")]
    rows = Objection.objects.filter(booklet=booklet).exclude(state=State.WITHDRAWN)
    rows = rows.annotate(
        at=Window(RowNumber(), partition_by=apart, order_by=F("pk").asc()),
        beside=Window(Count("pk"), partition_by=apart),
    )
    found = with_contents(rows.filter(at__lte=SHOWN_UNDER_AN_ANSWER)).order_by("measure", "answer", "pk")
    groups: dict[tuple[int | None, int | None], list[Objection]] = {}
    for row in found[:MOST_IN_A_BOOKLET]:
        groups.setdefault((row.measure_id, row.answer_id), []).append(row)
    by_measure: dict[int, list[Group]] = {}
    others: list[Group] = []
    for held in groups.values():
        first = tuple(_shown(row, named=False) for row in held)
        group = Group(first[0].answer, first, held[0].beside)  # type: ignore[attr-defined]  # annotated above
        at = others if held[0].measure is None else by_measure.setdefault(held[0].measure.number, [])
        at.append(group)
    every = [group for listed in (*by_measure.values(), others) for group in listed]
    told: dict[str, int] = {}
    return InBooklet(
        {number: _told_once(by_measure[number], number, told) for number in sorted(by_measure)},
        _told_once(others, 0, told),
        sum(group.total for group in every),
        sum(group.total for group in every if group.answer is None),
    )


def _told_once(groups: Sequence[Group], number: int, told: dict[str, int]) -> tuple[Group, ...]:
    """The groups of a measure (0: of none), each with the measure that tells already what was changed;
    `told` notes under which measure each answer's changes stand.
    """
    found = []
    for group in groups:
        answer = group.answer
        if answer is not None and answer.changes and told.setdefault(answer.name, number) != number:
            group = replace(group, told_at=told[answer.name])
        found.append(group)
    return tuple(found)


def about_measure(measure: Measure, person: Person) -> list[Shown]:
    """The objections to one measure, open ones first. Three queries."""
    rows = Objection.objects.filter(measure=measure).exclude(state=State.WITHDRAWN)
    return shown(with_contents(rows).order_by(F("answer").asc(nulls_first=True), "pk")[:SHOWN_BESIDE], person)


def about_text(proposal: Proposal, person: Person) -> list[Shown]:
    """The objections that name a text, for its page. Three queries."""
    rows = Objection.objects.filter(texts=proposal).exclude(state=State.WITHDRAWN)
    return shown(with_contents(rows).order_by("pk")[:SHOWN_BESIDE], person)


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
    return [_standing(text, rows.get(text.pk)) for text in texts]


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


def _shown(row: Objection, *, named: bool) -> Shown:
    author = row.author if row.signed or named else None
    return Shown(
        name=row.name,
        kind=row.kind,
        state=row.state,
        booklet=row.booklet,
        measure=row.measure,
        about_title=row.about_title,
        about_body=row.about_body,
        body="" if row.hidden_reason else row.body,
        instead="" if row.hidden_reason else row.instead,
        terms="" if row.hidden_reason else row.terms,
        texts=tuple(_named(text) for text in row.texts.all()),
        by=author.display_name if author else "",
        made_at=row.made_at,
        digest=row.digest,
        answer=_answer(row.answer) if row.answer else None,
        hidden=row.hidden_reason,
    )


def _standing(text: Proposal, row: Sorting | None) -> Standing:
    place = row.place if row else UNREAD
    return Standing(text.name, text.title, row.version if row else 0, place, row.booklet if row else None)


def _named(text: Proposal) -> Named:
    return Named(text.name, text.title if text.state == Proposal.State.OPEN else "")


def _answer(row: ObjectionAnswer) -> Answer:
    changes = sorted(row.edits.all(), key=lambda edit: edit.pk)
    return Answer(
        row.name, row.outcome, row.reason, row.by_name, row.at, row.journal_seq, row.version, tuple(changes)
    )
