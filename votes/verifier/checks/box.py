"""Are marks and ballots legal, equal in number, and those that were sealed at the close?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from deliberation.core.canonical import Json
from deliberation.core.errors import Fact
from votes.core.ballots import NONCE_BYTES
from votes.core.box import SMALLEST_SHOWN, QuestionMarks, is_hidden
from votes.core.pack import MARKS, REPLACED, ROLL, SEALED, TALLY, ballots_name
from votes.verifier.boxes import Box, copied_rows
from votes.verifier.contents import Pack
from votes.verifier.findings import Finding, finding


def check_marks(pack: Pack) -> Iterator[Finding]:
    """Per question: `marks.not-on-roll`, `marks.repeated`, `marks.not-sorted`, `marks.count-differs`,
    `marks.more-than-seats`, `marks.not-equal-ballots`, `marks.hidden-wrongly`; and
    `marks.questions-differ`.
    """
    asked = [question.slug for question in pack.vote.questions]
    if [marks.question for marks in pack.marks.questions] != asked:
        yield finding("marks.questions-differ")
    on_roll = frozenset(pack.roll.commitments)
    for marks in pack.marks.questions:
        if marks.count > pack.roll.seats:
            yield finding("marks.more-than-seats", question=marks.question, times=marks.count)
        strangers = [seat for seat in marks.seats if seat not in on_roll]
        if strangers:
            yield finding(
                "marks.not-on-roll", question=marks.question, times=len(strangers), first=strangers[0][:12]
            )
        if len(set(marks.seats)) != len(marks.seats):
            yield finding("marks.repeated", question=marks.question)
        if list(marks.seats) != sorted(marks.seats):
            yield finding("marks.not-sorted", question=marks.question)
        yield from _equality(marks, _ballots_of(pack, marks.question))


def check_ballots(pack: Pack) -> Iterator[Finding]:
    """Per question: `ballots.choice-illegal`, `ballots.tracker-repeated`, `ballots.not-sorted`,
    `ballots.version-wrong`; over all: `ballots.nonce-repeated`, `ballots.in-two-questions`.
    """
    for question in pack.vote.questions:
        yield from _box(question.slug, pack.boxes[question.slug])
    copied = copied_rows({slug: box.nonces for slug, box in pack.boxes.items()}, 2 * NONCE_BYTES)
    for slug, (first, elsewhere) in copied.items():
        yield finding("ballots.nonce-repeated", question=slug)
        if elsewhere:
            yield finding("ballots.in-two-questions", question=slug, first=first[:12])


def check_seal(pack: Pack) -> Iterator[Finding]:
    """`sealed.missing`, `sealed.twice`, `sealed.not-last`, `sealed.early`, `sealed.marks-differ`,
    `sealed.tally-differs`, `sealed.replaced-differs`, `sealed.roll-differs`, `sealed.questions-differ`,
    `sealed.count-differs`, `sealed.ballots-differ`.
    """
    sealed = pack.entries(SEALED)
    if not sealed:
        yield finding("sealed.missing")
        return
    entry = sealed[-1]
    if len(sealed) > 1:
        yield finding("sealed.twice", seq=entry.seq)
    if entry is not pack.journal[-1]:
        yield finding("sealed.not-last", seq=entry.seq)
    if entry.at < pack.closes_at:
        yield finding("sealed.early", seq=entry.seq)
    if entry.facts.get("marks") != pack.members[MARKS].sha256:
        yield finding("sealed.marks-differ", seq=entry.seq)
    if entry.facts.get("tally") != pack.members[TALLY].sha256:
        yield finding("sealed.tally-differs", seq=entry.seq)
    if entry.facts.get("replaced") != pack.members[REPLACED].sha256:
        yield finding("sealed.replaced-differs", seq=entry.seq)
    if entry.facts.get("roll") != pack.members[ROLL].sha256:
        yield finding("sealed.roll-differs", seq=entry.seq)
    yield from _sealed_questions(pack, entry.facts.get("questions"), entry.seq)


def _equality(marks: QuestionMarks, ballots: int) -> Iterator[Finding]:
    """Marks and ballots of a question are equal in number, and hidden only when they are few."""
    if marks.hidden != is_hidden(marks.count) or (marks.hidden and (marks.seats or ballots)):
        yield finding("marks.hidden-wrongly", question=marks.question, least=SMALLEST_SHOWN)
    if marks.hidden:
        return
    if len(marks.seats) != marks.count:
        yield finding(
            "marks.count-differs", question=marks.question, count=marks.count, listed=len(marks.seats)
        )
    if len(marks.seats) != ballots:
        yield finding(
            "marks.not-equal-ballots", question=marks.question, marks=len(marks.seats), ballots=ballots
        )


def _ballots_of(pack: Pack, question: str) -> int:
    box = pack.boxes.get(question)
    return box.ballots if box else 0


def _box(question: str, box: Box) -> Iterator[Finding]:
    if box.illegal:
        facts: dict[str, Fact] = {"times": box.illegal, "first": box.first_illegal, "reason": box.reason}
        yield finding("ballots.choice-illegal", question=question, **facts)
    if box.repeated:
        yield finding("ballots.tracker-repeated", question=question, first=box.repeated)
    if not box.is_sorted:
        yield finding("ballots.not-sorted", question=question)
    if box.wrong_version:
        yield finding("ballots.version-wrong", question=question, first=box.wrong_version)


def _sealed_questions(pack: Pack, listed: Json, seq: int) -> Iterator[Finding]:
    rows = list(listed) if isinstance(listed, (list, tuple)) else []
    sealed = {row.get("question"): row for row in rows if isinstance(row, Mapping)}
    asked = [question.slug for question in pack.vote.questions]
    if [row.get("question") if isinstance(row, Mapping) else None for row in rows] != asked:
        yield finding("sealed.questions-differ", seq=seq)
    for slug in asked:
        row, marks = sealed.get(slug), pack.marks_of(slug)
        if row is None:
            continue
        if marks is None or row.get("ballots") != marks.count:
            yield finding("sealed.count-differs", question=slug, seq=seq)
        if row.get("digest") != pack.members[ballots_name(slug)].sha256:
            yield finding("sealed.ballots-differ", question=slug, seq=seq)
