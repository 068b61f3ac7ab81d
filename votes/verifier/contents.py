"""From members to typed values: canonical bytes, exact shapes, the exact list of names."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import BinaryIO, TypeVar

from deliberation.core.canonical import Json, NotCanonical, parse
from deliberation.core.chain import Link
from deliberation.core.errors import RuleBroken
from votes.core import pack
from votes.core.ballots import Ballot, read_ballot
from votes.core.box import QuestionMarks, read_marks, read_tally
from votes.core.checkpoints import Checkpoint, Replaced, read_checkpoint, read_replaced
from votes.core.choices import Choices
from votes.core.definition import read_vote
from votes.core.extensions import EXTENDED, last_close
from votes.core.questions import Question, Vote, question_reference
from votes.core.reading import Malformed
from votes.core.remarks import Remark, read_remark
from votes.core.rolls import Roll, read_roll
from votes.core.suspensions import REOPENED
from votes.core.tally.results import Result
from votes.core.tally.rules import count_question, seed_of
from votes.verifier.boxes import Box, BoxReader
from votes.verifier.findings import NotAPack
from votes.verifier.unpacking import MEBIBYTE, Member, Opened, open_pack

LONGEST_LINE = MEBIBYTE
# One checkpoint holds a hash of 67 bytes for each ballot since the last one.
LONGEST_LISTS = dict.fromkeys((pack.CHECKPOINTS, pack.REPLACED), 32 * MEBIBYTE)
MOST_VALUES = 4_000_000
LONGEST_STRING = 256 * 2**10
ONE_LONG_STRING = re.compile(rb'[^"]{%d}' % LONGEST_STRING)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Marks:
    """marks.json: the vote it names, and each question's marks."""

    vote: str
    questions: tuple[QuestionMarks, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """tally.json: the vote it names, the seats, and each question's result."""

    vote: str
    seats: int
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that can be read; whether it holds together is for the checks to say.

    `boxes` and `counted` are what one reading of each question's ballots found, and a count of the legal
    ones; the ballots themselves are not kept.
    """

    opened: Opened
    manifest: pack.Manifest
    vote: Vote
    roll: Roll
    marks: Marks
    boxes: Mapping[str, Box]
    counted: Mapping[str, Result]
    tally: Tally
    journal: tuple[Link, ...]
    checkpoints: tuple[Checkpoint, ...]
    replaced: tuple[Replaced, ...]
    remarks: tuple[Remark, ...]

    @property
    def members(self) -> Mapping[str, Member]:
        """The members from outside, by name, in their order."""
        return self.opened.members

    def ballots(self, question: str) -> Iterator[Ballot]:
        """The ballots of a question, read once more."""
        name = pack.ballots_name(question)
        return _rows(self.opened.read(name), name, read_ballot)

    def marks_of(self, question: str) -> QuestionMarks | None:
        """The marks of a question, or None when marks.json has none."""
        return next((marks for marks in self.marks.questions if marks.question == question), None)

    @property
    def closes_at(self) -> str:
        """The close that binds: that of vote.json, or the last one that the journal moved it to."""
        return last_close(self.vote.closes_at, (entry.facts for entry in self.entries(EXTENDED, REOPENED)))

    def entries(self, *codes: str) -> list[Link]:
        """The journal's entries of these codes that name this vote, in order."""
        return [e for e in self.journal if e.code in codes and e.facts.get("vote") == self.vote.slug]


def read_pack(source: bytes | BinaryIO) -> Pack:
    """The contents of a pack, its bytes or an open file; ballots are read and counted in passing.

    Raises NotAPack with a `pack.` code.
    """
    opened = open_pack(io.BytesIO(source) if isinstance(source, bytes) else source)
    for needed in (pack.MANIFEST, pack.VOTE):
        if needed not in opened.members:
            raise NotAPack("pack.member-missing", member=needed)
    manifest = _document(opened, pack.MANIFEST, pack.read_manifest)
    vote = _document(opened, pack.VOTE, read_vote)
    _check_names(tuple(opened.members), pack.member_names(vote))
    roll = _document(opened, pack.ROLL, read_roll)
    marks = _of_roll(Marks(*_document(opened, pack.MARKS, read_marks)), roll)
    checkpoints = tuple(_rows(opened.read(pack.CHECKPOINTS), pack.CHECKPOINTS, read_checkpoint))
    replaced = tuple(_rows(opened.read(pack.REPLACED), pack.REPLACED, read_replaced))
    boxes: dict[str, Box] = {}
    counted: dict[str, Result] = {}
    for question in vote.questions:
        reader = _box_reader(vote, question, checkpoints, replaced)
        choices = _choices(opened, reader, pack.ballots_name(question.slug))
        seed = seed_of(vote, question, roll.root)
        counted[question.slug] = count_question(question, choices, roll.seats, seed)
        boxes[question.slug] = reader.found
    return Pack(
        opened=opened,
        manifest=manifest,
        vote=vote,
        roll=roll,
        marks=marks,
        boxes=boxes,
        counted=counted,
        tally=Tally(*_document(opened, pack.TALLY, read_tally)),
        journal=read_journal(opened.read(pack.JOURNAL)),
        checkpoints=checkpoints,
        replaced=replaced,
        remarks=read_remarks(opened.read(pack.REMARKS)),
    )


def read_journal(written: bytes) -> tuple[Link, ...]:
    """The entries of a journal.jsonl, in its order. Raises NotAPack with a `pack.` code."""
    return tuple(_rows(written, pack.JOURNAL, pack.read_link))


def read_remarks(written: bytes) -> tuple[Remark, ...]:
    """The remarks of a remarks.jsonl, in its order. Raises NotAPack with a `pack.` code."""
    return tuple(_rows(written, pack.REMARKS, read_remark))


def _of_roll(marks: Marks, roll: Roll) -> Marks:
    """The same marks, with the roll's own commitments where they are equal: each stands once in memory."""
    known = {commitment: commitment for commitment in roll.commitments}
    questions = (
        replace(each, seats=tuple(known.get(seat, seat) for seat in each.seats)) for each in marks.questions
    )
    return Marks(marks.vote, tuple(questions))


def _check_names(found: tuple[str, ...], expected: tuple[str, ...]) -> None:
    for name in expected:
        if name not in found:
            raise NotAPack("pack.member-missing", member=name)
    for name in found:
        if name not in expected:
            raise NotAPack("pack.member-unexpected", member=name)
    if found != expected:
        raise NotAPack("pack.members-out-of-order")


def _box_reader(
    vote: Vote, question: Question, checkpoints: Iterable[Checkpoint], replaced: Iterable[Replaced]
) -> BoxReader:
    taken = [checkpoint.hashes for checkpoint in checkpoints if checkpoint.question == question.slug]
    gone = (each.hashes for each in replaced if each.question == question.slug)
    reference = question_reference(vote.slug, question.slug)
    return BoxReader(
        question,
        reference,
        vote.changes,
        {each: place for place, hashes in enumerate(taken) for each in hashes},
        frozenset(chain.from_iterable(gone)),
    )


def _choices(opened: Opened, reader: BoxReader, name: str) -> Iterator[Choices]:
    """The choices of each legal ballot of a member, read line after line."""

    def slowly(number: int, line: bytes) -> Ballot:
        return _read(line, name, f"{name}:{number}", read_ballot)

    return reader.choices(_split(opened.read(name), name), slowly)


def _document(opened: Opened, name: str, read: Callable[[Json], Value]) -> Value:
    written = opened.read(name)
    # Counted before parsing: a small file of millions of tiny values would fill the memory.
    if sum(written.count(sign) for sign in (b",", b"[", b"{")) > MOST_VALUES:
        raise NotAPack("pack.member-too-large", member=name, most=MOST_VALUES)
    # No wording is near that long: one string of a hundred megabytes would be held four times.
    if ONE_LONG_STRING.search(written):
        raise NotAPack("pack.member-too-large", member=name, most=LONGEST_STRING)
    return _read(written, name, name, lambda value, _: read(value))


def _rows(written: bytes, name: str, read: Callable[[Json, str], Value]) -> Iterator[Value]:
    """Each line of a .jsonl member, read in turn; an empty member has no line."""
    for number, line in _split(written, name):
        yield _read(line, name, f"{name}:{number}", read)


def _split(written: bytes, name: str) -> Iterator[tuple[int, bytes]]:
    """The lines of a .jsonl member with their numbers."""
    start, number, longest = 0, 0, LONGEST_LISTS.get(name, LONGEST_LINE)
    while start < len(written):
        number += 1
        end = written.find(b"\n", start)
        if end < 0:
            raise NotAPack(
                "pack.malformed", member=name, where=f"{name}:{number}", what="line feed at the end"
            )
        if end - start > longest:
            raise NotAPack("pack.member-too-large", member=name, most=longest)
        yield number, written[start:end]
        start = end + 1


def _read(written: bytes, name: str, where: str, read: Callable[[Json, str], Value]) -> Value:
    try:
        return read(parse(written), where)
    except NotCanonical as error:
        raise NotAPack("pack.not-canonical", member=name, where=where, what=str(error)) from error
    except Malformed as error:
        raise NotAPack("pack.malformed", member=name, where=error.where, what=error.what) from error
    except RuleBroken as refusal:
        if refusal.code in ("pack.version-old", "pack.version-unknown"):
            raise NotAPack(refusal.code) from refusal
        raise NotAPack("pack.vote-illegal", member=name, reason=refusal.code) from refusal
