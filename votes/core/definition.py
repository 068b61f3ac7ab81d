"""Whether a vote could be put to members and published: the checks of its definition, rule by rule."""

from __future__ import annotations

from collections.abc import Sequence

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from votes.core import reading
from votes.core.kinds import check_kind
from votes.core.questions import BLANK_CODE, OPEN_BOOK, Question, Vote, read_question
from votes.core.reading import LONGEST_LINE, is_plain_text
from votes.core.tally.rules import RULES

MODES = (OPEN_BOOK,)
MOST_OPTIONS = 500
MOST_QUESTIONS = 200


def check_question(question: Question) -> None:
    """Refuse a question that could not be put to members or could not be published.

    Raises RuleBroken `question.slug-wrong`, `question.text-unsafe`, `question.unknown-rule`,
    `question.no-options`, `question.too-many-options`, `question.option-repeated`,
    `question.option-reserved` (the code of a blank ballot), `question.limit-wrong`,
    `question.settings-wrong` with the `setting` that the rule does not take so, or what `check_kind` raises.
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
    check_kind(question)
    RULES[question.rule].check_settings(question)


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
    names = ("changes", "closes_at", "mode", "opens_at", "questions", "rehearsal", "slug", "title")
    found = reading.record(value, "vote.json", *names)
    vote = Vote(
        slug=reading.slug(found["slug"], "slug"),
        title=reading.text(found["title"], "title"),
        opens_at=reading.moment(found["opens_at"], "opens_at"),
        closes_at=reading.moment(found["closes_at"], "closes_at"),
        questions=tuple(read_question(each) for each in reading.rows(found["questions"], "questions")),
        changes=reading.flag(found["changes"], "changes"),
        mode=reading.text(found["mode"], "mode"),
        rehearsal=reading.flag(found["rehearsal"], "rehearsal"),
    )
    check_vote(vote)
    return vote


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
