"""Objections: who may make, answer and act on one when, and the words whose digest a freeze publishes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from deliberation.core.canonical import Json, digest
from deliberation.core.errors import RuleBroken
from proposals.core.phases import Phase
from proposals.core.texts import check_body, check_title

QUOTA = 5
QUOTAS = (1, 50)
LONGEST_OBJECTION = 2000
LONGEST_ANSWER = 3000
LONGEST_TERMS = 200
MOST_TEXTS = 20
MOST_ANSWERED_AT_ONCE = 50


class Kind(StrEnum):
    """What is contested: where a text stands, a measure's words, two demands in one, a demand left out."""

    PLACEMENT = "placement"
    WORDING = "wording"
    MERGE = "merge"
    OMISSION = "omission"


class State(StrEnum):
    """Where an objection stands."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What organisers make of an objection."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"


class About(StrEnum):
    """Where an objection comes from: a text, a measure, a booklet, the campaign as a whole."""

    TEXT = "text"
    MEASURE = "measure"
    BOOKLET = "booklet"
    CAMPAIGN = "campaign"


KINDS: dict[About, tuple[Kind, ...]] = {
    About.TEXT: (Kind.PLACEMENT,),
    About.MEASURE: (Kind.WORDING, Kind.MERGE),
    About.BOOKLET: (Kind.OMISSION, Kind.MERGE),
    About.CAMPAIGN: (Kind.OMISSION,),
}


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection as it was made. `about` is the title and body of what it contests, as read then:
    a measure's words, a booklet's title, the place of a text; empty for the campaign.

    No author: the name may go after the freeze, and the digest must stay.
    """

    name: str
    kind: str
    about: tuple[str, str]
    body: str
    instead: str
    texts: tuple[str, ...]
    terms: str
    salt: str

    def as_json(self) -> dict[str, Json]:
        """The objection as published: its digest is taken over these bytes."""
        return {
            "about": list(self.about),
            "body": self.body,
            "format": "livret-objection-1",
            "instead": self.instead,
            "kind": self.kind,
            "name": self.name,
            "salt": self.salt,
            "terms": self.terms,
            "texts": list(self.texts),
        }

    def digest(self) -> str:
        """SHA-256 of the canonical objection. The salt keeps its words from being guessed."""
        return digest(self.as_json())


@dataclass(frozen=True, slots=True)
class Answered:
    """An objection with its answer, as a frozen booklet holds it: the words of members by their digest,
    so that what must be hidden later leaves the booklet whole; the words of the answer as they are.

    `measure` is the number of the measure it contests, if that still stands; `changes` are the numbers
    of the journal's entries that the answer points to.
    """

    name: str
    kind: str
    measure: int | None
    digest: str
    outcome: str
    reason: str
    changes: tuple[int, ...]

    def as_json(self) -> dict[str, Json]:
        """The objection as it enters the booklet's digest."""
        return {
            "answer": {"changes": list(self.changes), "outcome": self.outcome, "reason": self.reason},
            "digest": self.digest,
            "kind": self.kind,
            "measure": self.measure,
            "name": self.name,
        }


def check_may_object(phase: Phase, freezing_at: datetime, now: datetime, made: int, quota: int) -> None:
    """Refuse an objection while no draft is open (`objection.not-replying`), from the announced freezing
    date on (`objection.too-late`), and one more than the quota (`objection.too-many`, most).
    """
    if phase is not Phase.REPLYING:
        raise RuleBroken("objection.not-replying")
    if now >= freezing_at:
        raise RuleBroken("objection.too-late")
    if made >= quota:
        raise RuleBroken("objection.too-many", most=quota)


def check_kind(about: About, kind: str) -> Kind:
    """The kind, if it fits what is contested; `objection.no-kind` otherwise."""
    if kind not in KINDS[about]:
        raise RuleBroken("objection.no-kind")
    return Kind(kind)


def check_objection(body: str, instead: str, terms: str, most: int) -> tuple[str, str, str]:
    """The words of an objection as they are kept; what is asked instead and the terms may be empty.

    `most` is the campaign's length of a text. Refuses what `proposals.core.texts` refuses.
    """
    most = min(most, LONGEST_OBJECTION)
    return (
        check_body(body, most),
        check_body(instead, most) if instead.strip() else "",
        check_title(terms, LONGEST_TERMS) if terms.strip() else "",
    )


def check_answer(outcome: str, reason: str) -> tuple[Outcome, str]:
    """The answer as it is kept; `objection.no-outcome`, `objection.no-reason`, and what a text refuses."""
    if outcome not in set(Outcome):
        raise RuleBroken("objection.no-outcome")
    if not reason.strip():
        raise RuleBroken("objection.no-reason")
    return Outcome(outcome), check_body(reason, LONGEST_ANSWER)


def check_answers_open(phase: Phase) -> None:
    """Refuse an answer, or what follows from it, outside the replies (`objection.answers-closed`)."""
    if phase is not Phase.REPLYING:
        raise RuleBroken("objection.answers-closed")


def check_may_answer(phase: Phase, states: Collection[str]) -> None:
    """Refuse an answer outside the replies, to nothing (`objection.nothing-chosen`), to too many at once
    (`objection.too-many-at-once`, most), and to any that is open no more (`objection.no-longer-open`,
    count).
    """
    check_answers_open(phase)
    if not states:
        raise RuleBroken("objection.nothing-chosen")
    if len(states) > MOST_ANSWERED_AT_ONCE:
        raise RuleBroken("objection.too-many-at-once", most=MOST_ANSWERED_AT_ONCE)
    gone = sum(state != State.OPEN for state in states)
    if gone:
        raise RuleBroken("objection.no-longer-open", count=gone)


def check_may_move(phase: Phase, outcome: str, names: Collection[str], text: str) -> None:
    """Refuse to move a text after the board closed, but for an objection about this very text
    (`objection.not-about-this-text`) that was accepted, wholly or in part (`objection.not-accepted`),
    before the freeze (`objection.answers-closed`).
    """
    check_answers_open(phase)
    if outcome not in (Outcome.ACCEPTED, Outcome.PARTLY):
        raise RuleBroken("objection.not-accepted")
    if text not in names:
        raise RuleBroken("objection.not-about-this-text")


def check_may_freeze(still_open: int) -> None:
    """No freeze while an objection is open (`freeze.objections-open`, count)."""
    if still_open:
        raise RuleBroken("freeze.objections-open", count=still_open)


def answer_digest(outcome: str, reason: str, changes: Collection[int]) -> str:
    """SHA-256 of an answer and the journal numbers it points to: what the journal keeps of it, and a form
    of what its writer read.
    """
    return digest([outcome, reason, sorted(set(changes))])
