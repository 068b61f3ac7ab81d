"""Does a fresh count of the published ballots give the published result?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from votes.core.questions import Question
from votes.core.tally.choose import Result, result_of
from votes.core.tally.rules import count_question
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
            if not _is_possible(question, result, marks.count, pack.roll.seats):
                yield finding("tally.impossible", question=question.slug)
            continue
        choices = (ballot.choices for ballot in pack.ballots[question.slug])
        counted = count_question(question, choices, pack.roll.seats)
        if counted != result:
            yield finding("tally.differs", question=question.slug, fields=_differences(counted, result))


def _differences(counted: Result, published: Result) -> str:
    """The names of the fields that differ, for people who look into it."""
    names = (each.name for each in fields(Result))
    return ", ".join(name for name in names if getattr(counted, name) != getattr(published, name))


def _is_possible(question: Question, result: Result, ballots: int, seats: int) -> bool:
    """Whether some legal ballots of this number would give the totals: they cannot be recounted."""
    votes = {option.code: option.votes for option in result.options}
    if set(votes) != set(question.codes()) or len(result.options) != len(votes):
        return False
    ordered = {code: votes[code] for code in question.codes()}
    if result != result_of(question, ordered, ballots, result.blank, seats):
        return False
    if result.expressed < 0 or (result.blank and not question.blank):
        return False
    chosen = sum(votes.values())
    within = result.expressed <= chosen <= result.expressed * question.most
    return within and max(votes.values()) <= result.expressed
