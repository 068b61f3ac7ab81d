"""From members to typed values: canonical bytes, exact shapes, the exact list of names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from deliberation.core.canonical import Json, NotCanonical, parse
from deliberation.core.chain import Link
from deliberation.core.errors import RuleBroken
from votes.core import pack
from votes.core.ballots import Ballot, read_ballot
from votes.core.box import QuestionMarks, read_marks, read_tally, sha256
from votes.core.checkpoints import Checkpoint, Replaced, read_checkpoint, read_replaced
from votes.core.definition import read_vote
from votes.core.questions import Vote
from votes.core.reading import Malformed
from votes.core.remarks import Remark, read_remark
from votes.core.rolls import Roll, read_roll
from votes.core.tally.results import Result
from votes.verifier.findings import NotAPack
from votes.verifier.unpacking import MEBIBYTE, unpack

LONGEST_LINE = MEBIBYTE
# One checkpoint holds a hash of 67 bytes for each ballot since the last one.
LONGEST_LISTS = dict.fromkeys((pack.CHECKPOINTS, pack.REPLACED), 32 * MEBIBYTE)
MOST_VALUES = 4_000_000
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Member:
    """What a member is, seen from outside: the SHA-256 and the number of its bytes."""

    sha256: str
    size: int


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
    """A pack that can be read; whether it holds together is for the checks to say."""

    members: Mapping[str, Member]
    manifest: pack.Manifest
    vote: Vote
    roll: Roll
    marks: Marks
    ballots: Mapping[str, tuple[Ballot, ...]]
    tally: Tally
    journal: tuple[Link, ...]
    checkpoints: tuple[Checkpoint, ...]
    replaced: tuple[Replaced, ...]
    remarks: tuple[Remark, ...]

    def marks_of(self, question: str) -> QuestionMarks | None:
        """The marks of a question, or None when marks.json has none."""
        return next((marks for marks in self.marks.questions if marks.question == question), None)

    def entries(self, code: str) -> list[Link]:
        """The journal's entries of this code that name this vote, in order."""
        return [e for e in self.journal if e.code == code and e.facts.get("vote") == self.vote.slug]


def read_pack(packed: bytes) -> Pack:
    """The contents of a pack. Raises NotAPack with a `pack.` code."""
    members = unpack(packed)
    for needed in (pack.MANIFEST, pack.VOTE):
        if needed not in members:
            raise NotAPack("pack.member-missing", member=needed)
    manifest = _document(members, pack.MANIFEST, pack.read_manifest)
    vote = _document(members, pack.VOTE, read_vote)
    _check_names(tuple(members), pack.member_names(vote))
    boxes = {question.slug: pack.ballots_name(question.slug) for question in vote.questions}
    return Pack(
        members={name: Member(sha256(content), len(content)) for name, content in members.items()},
        manifest=manifest,
        vote=vote,
        roll=_document(members, pack.ROLL, read_roll),
        marks=Marks(*_document(members, pack.MARKS, read_marks)),
        ballots={slug: tuple(_rows(members[name], name, read_ballot)) for slug, name in boxes.items()},
        tally=Tally(*_document(members, pack.TALLY, read_tally)),
        journal=read_journal(members[pack.JOURNAL]),
        checkpoints=tuple(_rows(members[pack.CHECKPOINTS], pack.CHECKPOINTS, read_checkpoint)),
        replaced=tuple(_rows(members[pack.REPLACED], pack.REPLACED, read_replaced)),
        remarks=tuple(_rows(members[pack.REMARKS], pack.REMARKS, read_remark)),
    )


def read_journal(written: bytes) -> tuple[Link, ...]:
    """The entries of a journal.jsonl, in its order. Raises NotAPack with a `pack.` code."""
    return tuple(_rows(written, pack.JOURNAL, pack.read_link))


def _check_names(found: tuple[str, ...], expected: tuple[str, ...]) -> None:
    for name in expected:
        if name not in found:
            raise NotAPack("pack.member-missing", member=name)
    for name in found:
        if name not in expected:
            raise NotAPack("pack.member-unexpected", member=name)
    if found != expected:
        raise NotAPack("pack.members-out-of-order")


def _document(members: Mapping[str, bytes], name: str, read: Callable[[Json], Value]) -> Value:
    written = members[name]
    # Counted before parsing: a small file of millions of tiny values would fill the memory.
    if sum(written.count(sign) for sign in (b",", b"[", b"{")) > MOST_VALUES:
        raise NotAPack("pack.member-too-large", member=name, most=MOST_VALUES)
    return _read(written, name, name, lambda value, _: read(value))


def _rows(written: bytes, name: str, read: Callable[[Json, str], Value]) -> Iterator[Value]:
    """Each line of a .jsonl member, read in turn; an empty member has no line."""
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
        yield _read(written[start:end], name, f"{name}:{number}", read)
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
