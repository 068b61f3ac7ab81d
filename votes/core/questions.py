"""A vote and its questions as they are put to members: frozen wording, limits, dates, digests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deliberation.core.canonical import Json, digest
from deliberation.core.errors import RuleBroken
from votes.core import reading
from votes.core.reading import LONGEST_LINE, is_plain_text

OPEN_BOOK = "open-book"
CHOOSE = "choose"
MODES = (OPEN_BOOK,)
RULES = (CHOOSE,)
BLANK_CODE = "blank"
MOST_OPTIONS = 500
MOST_QUESTIONS = 200


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

    `number` counts from 1 in the vote; `rule` names the counting rule (docs/rules/). The wording is a
    copy: nothing that happens to the booklet later changes it.
    """

    slug: str
    number: int
    text: str
    rule: str
    most: int
    blank: bool
    options: tuple[Option, ...]
    subject: Subject | None = None

    def published(self) -> dict[str, Json]:
        """The question as published in vote.json."""
        return {
            "blank": self.blank,
            "most": self.most,
            "number": self.number,
            "options": [option.published() for option in self.options],
            "rule": self.rule,
            "slug": self.slug,
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
    first and before the second. `changes` says whether a ballot may be changed until the close.
    """

    slug: str
    title: str
    opens_at: str
    closes_at: str
    questions: tuple[Question, ...]
    changes: bool = True
    mode: str = OPEN_BOOK

    def published(self) -> dict[str, Json]:
        """The vote as published in vote.json."""
        return {
            "changes": self.changes,
            "closes_at": self.closes_at,
            "mode": self.mode,
            "opens_at": self.opens_at,
            "questions": [question.published() for question in self.questions],
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


def check_question(question: Question) -> None:
    """Refuse a question that could not be put to members or could not be published.

    Raises RuleBroken `question.slug-wrong`, `question.text-unsafe`, `question.unknown-rule`,
    `question.no-options`, `question.too-many-options`, `question.option-repeated`,
    `question.option-reserved` (the code of a blank ballot) or `question.limit-wrong`.
    """
    codes = question.codes()
    texts = [option.text for option in question.options]
    texts += [question.subject.title] if question.subject else []
    _refuse_unless(_are_slugs((question.slug, *codes)), "question.slug-wrong", question)
    safe = is_plain_text(question.text, lines=True) and all(is_plain_text(each) for each in texts)
    _refuse_unless(safe, "question.text-unsafe", question)
    _refuse_unless(question.rule in RULES, "question.unknown-rule", question)
    _refuse_unless(bool(codes), "question.no-options", question)
    _refuse_unless(len(codes) <= MOST_OPTIONS, "question.too-many-options", question)
    _refuse_unless(len(set(codes)) == len(codes), "question.option-repeated", question)
    _refuse_unless(BLANK_CODE not in codes, "question.option-reserved", question)
    _refuse_unless(1 <= question.most <= len(codes), "question.limit-wrong", question)


def check_vote(vote: Vote) -> None:
    """Refuse a vote that could not be put to members or could not be published.

    Raises what `check_question` raises, and RuleBroken `vote.slug-wrong`, `vote.title-unsafe`,
    `vote.unknown-mode`, `vote.no-questions`, `vote.too-many-questions`, `vote.question-repeated`,
    `vote.numbers-wrong` or `vote.times-wrong`.
    """
    slugs = [question.slug for question in vote.questions]
    checks = (
        (_are_slugs((vote.slug,)), "vote.slug-wrong"),
        (is_plain_text(vote.title, LONGEST_LINE), "vote.title-unsafe"),
        (vote.mode in MODES, "vote.unknown-mode"),
        (bool(slugs), "vote.no-questions"),
        (len(slugs) <= MOST_QUESTIONS, "vote.too-many-questions"),
        (len(set(slugs)) == len(slugs), "vote.question-repeated"),
        ([question.number for question in vote.questions] == list(range(1, len(slugs) + 1)),
         "vote.numbers-wrong"),
        (_are_moments(vote.opens_at, vote.closes_at) and vote.opens_at < vote.closes_at, "vote.times-wrong"),
    )  # fmt: skip
    for holds, code in checks:
        if not holds:
            raise RuleBroken(code, vote=vote.slug)
    for question in vote.questions:
        check_question(question)


def read_vote(value: Json) -> Vote:
    """The vote of a vote.json. Raises Malformed for a wrong shape, RuleBroken as `check_vote`."""
    names = ("changes", "closes_at", "mode", "opens_at", "questions", "slug", "title")
    found = reading.record(value, "vote.json", *names)
    vote = Vote(
        slug=reading.slug(found["slug"], "slug"),
        title=reading.text(found["title"], "title"),
        opens_at=reading.moment(found["opens_at"], "opens_at"),
        closes_at=reading.moment(found["closes_at"], "closes_at"),
        questions=tuple(read_question(each) for each in reading.rows(found["questions"], "questions")),
        changes=reading.flag(found["changes"], "changes"),
        mode=reading.text(found["mode"], "mode"),
    )
    check_vote(vote)
    return vote


def read_question(value: Json) -> Question:
    """One question of a vote.json. Raises Malformed for a wrong shape; `check_question` checks the rest."""
    names = ("blank", "most", "number", "options", "rule", "slug", "subject", "text")
    found = reading.record(value, "question", *names)
    return Question(
        slug=reading.slug(found["slug"], "slug"),
        number=reading.count(found["number"], "number"),
        text=reading.text(found["text"], "text"),
        rule=reading.text(found["rule"], "rule"),
        most=reading.count(found["most"], "most"),
        blank=reading.flag(found["blank"], "blank"),
        options=tuple(_read_option(each) for each in reading.rows(found["options"], "options")),
        subject=None if found["subject"] is None else _read_subject(found["subject"]),
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


def _are_slugs(names: Sequence[str]) -> bool:
    return all(reading.SLUG.fullmatch(name) for name in names)


def _are_moments(*moments: str) -> bool:
    try:
        return all(reading.moment(each, "moment") for each in moments)
    except reading.Malformed:
        return False


def _refuse_unless(holds: bool, code: str, question: Question) -> None:
    if not holds:
        raise RuleBroken(code, question=question.slug)
