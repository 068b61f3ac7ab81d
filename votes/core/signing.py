"""Two organisers sign each question: who drafts a vote signs what it asks then, another one confirms it."""

from __future__ import annotations

from collections.abc import Iterable

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from votes.core.questions import Vote

DRAFTED = "vote.drafted"


def question_digests(vote: Vote) -> dict[str, Json]:
    """The digest of each question by its slug: what both signatures are for."""
    return {question.slug: question.digest() for question in vote.questions}


def check_read(vote: Vote, signed: Iterable[str]) -> None:
    """Refuse a signature that does not name every question and the whole vote as they are now, by digest.

    Raises RuleBroken `vote.question-unsigned` with the first one left out, or changed since it was read;
    `vote.changed-since-read` where its dates or its rules did.
    """
    named = frozenset(signed)
    for question in vote.questions:
        if question.digest() not in named:
            raise RuleBroken("vote.question-unsigned", number=question.number)
    if vote.digest() not in named:
        raise RuleBroken("vote.changed-since-read")
