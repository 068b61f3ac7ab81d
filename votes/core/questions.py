"""A vote and its questions as they are put to members: frozen wording, limits, dates, digests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from deliberation.core.canonical import Json, digest
from votes.core import reading

OPEN_BOOK = "open-book"
BLANK_CODE = "blank"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen; `digest` is that of the frozen measure or booklet it copies."""

    code: str
    text: str
    digest: str | None = None

    def published(self) -> dict[str, Json]:
        """The option as published."""
        return {"code": self.code, "digest": self.digest, "text": self.text}


@dataclass(frozen=True, slots=True)
class Subject:
    """The frozen booklet a question is about; `digest` is the one the journal gave at the freeze."""

    slug: str
    title: str
    digest: str

    def published(self) -> dict[str, Json]:
        """The subject as published."""
        return {"digest": self.digest, "slug": self.slug, "title": self.title}


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a vote: at most `most` of the options, or blank where `blank` offers it.

    `number` counts from 1 in the vote; `rule` names the counting rule (docs/rules/), `settings` are what
    that rule lets a question say. The wording is a copy: nothing that happens to the booklet later
    changes it. `kind` is what is asked (`votes.core.kinds`); `statute`, where it is not empty, quotes the
    article that asks for so many different ballots that one may point at its voter.
    """

    slug: str
    number: int
    text: str
    rule: str
    most: int
    blank: bool
    options: tuple[Option, ...]
    subject: Subject | None = None
    settings: Mapping[str, Json] = field(default_factory=dict)
    kind: str = "free"
    statute: str = ""

    def published(self) -> dict[str, Json]:
        """The question as published in vote.json."""
        return {
            "blank": self.blank,
            "kind": self.kind,
            "most": self.most,
            "number": self.number,
            "options": [option.published() for option in self.options],
            "rule": self.rule,
            "settings": dict(self.settings),
            "slug": self.slug,
            "statute": self.statute,
            "subject": self.subject.published() if self.subject else None,
            "text": self.text,
        }

    def digest(self) -> str:
        """SHA-256 of the canonical question, hexadecimal."""
        return digest(self.published())

    def codes(self) -> tuple[str, ...]:
        """The codes of the options, in their published order."""
        return tuple(option.code for option in self.options)


@dataclass(frozen=True, slots=True)
class Vote:
    """What members are asked, how, and from when to when.

    `opens_at` and `closes_at` are UTC to the second: a ballot counts if it is in at or after the
    first and before the second. `changes` says whether a ballot may be changed until the close. The
    ballots of a `rehearsal` are thrown away at the close: it has no result.
    """

    slug: str
    title: str
    opens_at: str
    closes_at: str
    questions: tuple[Question, ...]
    changes: bool = True
    mode: str = OPEN_BOOK
    rehearsal: bool = False

    def published(self) -> dict[str, Json]:
        """The vote as published in vote.json."""
        return {
            "changes": self.changes,
            "closes_at": self.closes_at,
            "mode": self.mode,
            "opens_at": self.opens_at,
            "questions": [question.published() for question in self.questions],
            "rehearsal": self.rehearsal,
            "slug": self.slug,
            "title": self.title,
        }

    def digest(self) -> str:
        """SHA-256 of the canonical vote: what the journal announces before the opening."""
        return digest(self.published())

    def question(self, slug: str) -> Question:
        """The question of this slug. Raises KeyError when the vote has none."""
        for question in self.questions:
            if question.slug == slug:
                return question
        raise KeyError(slug)


def question_reference(vote: str, question: str) -> str:
    """The name of a question among all votes, `vote-slug/question-slug`; it enters every hash."""
    return f"{vote}/{question}"


def read_question(value: Json) -> Question:
    """One question of a vote.json. Raises Malformed; whether it may be put is `check_question`."""
    names = ("blank", "kind", "most", "number", "options", "rule", "settings", "slug", "statute", "subject")
    found = reading.record(value, "question", *names, "text")
    return Question(
        slug=reading.slug(found["slug"], "slug"),
        number=reading.count(found["number"], "number"),
        text=reading.text(found["text"], "text"),
        rule=reading.text(found["rule"], "rule"),
        most=reading.count(found["most"], "most"),
        blank=reading.flag(found["blank"], "blank"),
        options=tuple(_read_option(each) for each in reading.rows(found["options"], "options")),
        subject=None if found["subject"] is None else _read_subject(found["subject"]),
        settings=dict(reading.mapping(found["settings"], "settings")),
        kind=reading.text(found["kind"], "kind"),
        statute=reading.text(found["statute"], "statute"),
    )


def _read_option(value: Json) -> Option:
    found = reading.record(value, "option", "code", "digest", "text")
    known = None if found["digest"] is None else reading.hexadecimal(found["digest"], "digest")
    return Option(reading.slug(found["code"], "code"), reading.text(found["text"], "text"), known)


def _read_subject(value: Json) -> Subject:
    found = reading.record(value, "subject", "digest", "slug", "title")
    return Subject(
        reading.slug(found["slug"], "slug"),
        reading.text(found["title"], "title"),
        reading.hexadecimal(found["digest"], "digest"),
    )
