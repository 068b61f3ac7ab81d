"""An objection and its answer as pages show them: whose names, which words, where its texts stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from deliberation.members.access import Person
from proposals.access import may_read_texts
from proposals.core.objections import Outcome
from proposals.models import Booklet, Edit, Measure, Objection, ObjectionAnswer, Proposal, Sorting
from proposals.queries.subjects import UNREAD


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


def with_contents(rows: QuerySet[Objection]) -> QuerySet[Objection]:
    """The rows with all that pages show of them: two more queries, however many there are."""
    joined = rows.select_related("campaign", "booklet", "measure", "author", "answer")
    return joined.prefetch_related("texts", "answer__edits")


def as_shown(rows: Iterable[Objection], person: Person) -> list[Shown]:
    """Objections as pages show them to a person: with the author's name for who may read the texts."""
    return [shown_as(row, named=may_read_texts(person, row.campaign)) for row in rows]


def shown_as(row: Objection, *, named: bool) -> Shown:
    """A row of `with_contents`; the name of who does not sign only where `named`."""
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


def standing_of(text: Proposal, row: Sorting | None) -> Standing:
    """Where a text stands on the board by its row, if it has one."""
    place = row.place if row else UNREAD
    return Standing(text.name, text.title, row.version if row else 0, place, row.booklet if row else None)


def _named(text: Proposal) -> Named:
    return Named(text.name, text.title if text.state == Proposal.State.OPEN else "")


def _answer(row: ObjectionAnswer) -> Answer:
    changes = sorted(row.edits.all(), key=lambda edit: edit.pk)
    return Answer(
        row.name, row.outcome, row.reason, row.by_name, row.at, row.journal_seq, row.version, tuple(changes)
    )
