"""Running every check over a pack or a journal, whatever the ones before it found."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from deliberation.core.chain import Link, first_break
from deliberation.core.errors import RuleBroken
from votes.core.archive import LOCAL_SIGN
from votes.core.choices import Choice
from votes.core.codes import (
    CHANGE_LETTERS,
    FOLLOW_LETTERS,
    TRACKER_LETTERS,
    read_follow_up_code,
    read_tracker,
    tracker,
)
from votes.core.questions import BLANK_CODE, Question, Vote, question_reference
from votes.core.seats import SeatProof
from votes.core.tally.results import Result
from votes.verifier.anchors import Anchors, compare_announced, compare_noted
from votes.verifier.checks import (
    box,
    checkpoints,
    journal,
    manifest,
    notice,
    remarks,
    roll,
    suspensions,
    tally,
)
from votes.verifier.checks.remarks import check_later_remarks
from votes.verifier.checks.seat import check_seat, note_seat
from votes.verifier.contents import Pack, read_journal, read_pack, read_remarks
from votes.verifier.findings import Finding, NotAPack, finding
from votes.verifier.unpacking import LARGEST_MEMBER

CHECKS: tuple[Callable[[Pack], Iterator[Finding]], ...] = (
    manifest.check_manifest,
    manifest.check_one_vote,
    journal.check_chain,
    journal.check_schedule,
    journal.check_given_up,
    journal.check_offices,
    journal.check_opening,
    journal.check_signatures,
    journal.check_extensions,
    journal.check_rehearsal,
    suspensions.check_suspensions,
    journal.check_booklets,
    roll.check_roll,
    roll.check_announced_roll,
    notice.check_notice,
    notice.check_corrections,
    notice.check_claims,
    box.check_marks,
    box.check_ballots,
    checkpoints.check_checkpoints,
    checkpoints.check_announced_checkpoints,
    checkpoints.check_replaced,
    box.check_seal,
    tally.check_tally,
    remarks.check_remarks,
)
NO_ANCHORS = Anchors()


@dataclass(frozen=True, slots=True)
class Receipt:
    """A ballot found by its tracker: its question, its version, the wording of what it chooses.

    `choices` is empty for a blank ballot. A code that is no option stands as it is.
    """

    tracker: str
    question: Question
    version: int
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What the verifier found. `vote` is None when a journal alone was read.

    `sha256` is that of the file, `head` the last entry of its journal, `matched` the number of
    remembered digests that were found as they were noted.
    """

    sha256: str
    vote: Vote | None
    results: tuple[Result, ...]
    head: Link | None
    checks: int
    matched: int
    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    receipts: tuple[Receipt, ...]

    @property
    def verdict(self) -> str:
        """`inconsistent`, `consistent-anchored` or `consistent-not-anchored`."""
        if self.findings:
            return "inconsistent"
        return "consistent-anchored" if self.matched else "consistent-not-anchored"


def verify(
    written: bytes | BinaryIO,
    anchors: Anchors = NO_ANCHORS,
    codes: Sequence[str] = (),
    seat: SeatProof | None = None,
    remarks: bytes | None = None,
) -> Report:
    """Check a pack or a journal.jsonl, its bytes or an open file, against itself and what was remembered.

    `codes` are trackers or follow-up codes as typed; each must lead to a published ballot. `seat` is a
    member's own proof, looked up in a pack. `remarks` is a remarks.jsonl downloaded later, looked up in a
    journal.jsonl of the same time or later. Raises NotAPack when the bytes are neither, a code cannot be
    read, or remarks are given with a pack.
    """
    file = io.BytesIO(written) if isinstance(written, bytes) else written
    file.seek(0)
    start = file.read(len(LOCAL_SIGN))
    if not start:
        raise NotAPack("pack.empty")
    if start == LOCAL_SIGN and remarks is not None:
        raise NotAPack("remarks.with-a-pack")
    if start == LOCAL_SIGN:
        return _verify_pack(file, anchors, codes, seat)
    if start.startswith(b"{"):
        file.seek(0)
        return _verify_journal(file.read(LARGEST_MEMBER + 1), anchors, remarks)
    raise NotAPack("pack.not-a-pack")


def _verify_pack(file: BinaryIO, anchors: Anchors, codes: Sequence[str], seat: SeatProof | None) -> Report:
    pack = read_pack(file)
    findings = [found for check in CHECKS for found in check(pack)]
    notes = [
        finding("question.hidden", question=marks.question, count=marks.count)
        for marks in pack.marks.questions
        if marks.hidden
    ]
    notes += suspensions.note_suspensions(pack)
    compared = compare_noted(anchors, pack)
    receipts: list[Receipt] = []
    some_hidden = any(marks.hidden for marks in pack.marks.questions)
    if seat is not None:
        findings += check_seat(pack, seat)
        notes += note_seat(pack, seat)
    for typed in codes:
        found = _find_receipts(pack, typed)
        receipts += found
        if not found and some_hidden:
            notes.append(finding("receipt.maybe-hidden", receipt=typed))
        elif not found:
            findings.append(finding("receipt.not-found", receipt=typed))
    return Report(
        sha256=pack.opened.sha256,
        vote=pack.vote,
        results=pack.tally.results,
        head=pack.journal[-1] if pack.journal else None,
        checks=len(CHECKS),
        matched=compared.matched,
        findings=(*findings, *compared.findings),
        notes=(*notes, *compared.notes),
        receipts=tuple(receipts),
    )


def _verify_journal(written: bytes, anchors: Anchors, remarks: bytes | None) -> Report:
    if len(written) > LARGEST_MEMBER:
        raise NotAPack("pack.too-large", most=LARGEST_MEMBER)
    links = read_journal(written)
    broken = first_break(links)
    findings = [finding(broken.what, seq=broken.seq)] if broken else []
    if remarks is not None:
        findings += check_later_remarks(links, read_remarks(remarks))
    compared = compare_announced(anchors, links)
    return Report(
        sha256=hashlib.sha256(written).hexdigest(),
        vote=None,
        results=(),
        head=links[-1],
        checks=1 if remarks is None else 2,
        matched=compared.matched,
        findings=(*findings, *compared.findings),
        notes=compared.notes,
        receipts=(),
    )


def _find_receipts(pack: Pack, typed: str) -> list[Receipt]:
    """The ballots that a tracker, or a follow-up code through the trackers it gives, leads to."""
    wanted = _trackers(pack.vote, typed)
    found = []
    for question in pack.vote.questions:
        texts = {option.code: option.text for option in question.options}
        for ballot in pack.ballots(question.slug):
            if ballot.tracker in wanted[question.slug]:
                chosen = tuple(_wording(choice, texts) for choice in ballot.choices if choice != BLANK_CODE)
                found.append(Receipt(ballot.tracker, question, ballot.version, chosen))
    return found


def _wording(choice: Choice, texts: Mapping[str, str]) -> str:
    """A choice in words; a grade stands behind what it was given to."""
    if isinstance(choice, str):
        return texts.get(choice, choice)
    code, grade = choice
    return f"{texts.get(code, code)}: {grade}"


def _trackers(vote: Vote, typed: str) -> dict[str, str]:
    """The tracker to look for in each question."""
    letters = sum(sign.isalnum() for sign in typed)
    if letters == CHANGE_LETTERS + 1:
        raise NotAPack("receipt.change-code")
    try:
        if letters == TRACKER_LETTERS:
            single = read_tracker(typed)
            return {question.slug: single for question in vote.questions}
        follow = read_follow_up_code(typed)
    except RuleBroken as refusal:
        lengths = f"{TRACKER_LETTERS}, {FOLLOW_LETTERS + 1}"
        raise NotAPack("receipt.unreadable", receipt=typed, reason=refusal.code, lengths=lengths) from refusal
    return {
        question.slug: tracker(follow, question_reference(vote.slug, question.slug))
        for question in vote.questions
    }
