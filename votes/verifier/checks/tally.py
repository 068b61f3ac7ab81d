"""Does a fresh count of the published ballots give the published result?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from votes.core.questions import Question
from votes.core.tally.results import Result
from votes.core.tally.rules import rule_of, seed_of
from votes.verifier.contents import Pack
from votes.verifier.findings import Finding, finding


def check_tally(pack: Pack) -> Iterator[Finding]:
    """`tally.questions-differ`, `tally.seats-differ`, `tally.differs` and, where ballots are hidden,
    `tally.impossible`.
    """
    results = {result.question: result for result in pack.tally.results}
    if [result.question for result in pack.tally.results] != [q.slug for q in pack.vote.questions]:
        yield finding("tally.questions-differ")
    if pack.tally.seats != pack.roll.seats:
        yield finding("tally.seats-differ", seats=pack.tally.seats, roll=pack.roll.seats)
    for question in pack.vote.questions:
        result, marks = results.get(question.slug), pack.marks_of(question.slug)
        if result is None:
            continue
        if marks is not None and marks.hidden:
            seed = seed_of(pack.vote, question, pack.roll.root)
            if not _is_possible(question, result, marks.count, pack.roll.seats, seed):
                yield finding("tally.impossible", question=question.slug)
            continue
        counted = pack.counted[question.slug]
        if counted != result:
            yield finding("tally.differs", question=question.slug, fields=_differences(counted, result))


def _differences(counted: Result, published: Result) -> str:
    """The names of the fields that differ, for people who look into it."""
    if type(counted) is not type(published):
        return "rule"
    names = (each.name for each in fields(counted))
    return ", ".join(name for name in names if getattr(counted, name) != getattr(published, name))


def _is_possible(question: Question, result: Result, ballots: int, seats: int, seed: str) -> bool:
    """Whether some legal ballots of this number would give the result: they cannot be recounted."""
    if (result.ballots, result.seats) != (ballots, seats) or result.blank + result.expressed != ballots:
        return False
    if result.blank and not question.blank:
        return False
    return rule_of(question).is_possible(question, result, seed)
