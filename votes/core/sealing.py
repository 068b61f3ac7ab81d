"""Sealing and packing question by question, in little memory.

80,000 ballots on each of seven questions would fill a machine as objects. Each question is read, put in
order, counted, written, and let go.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, TypeAlias

from deliberation.core.canonical import Json, canonical
from deliberation.core.chain import Link
from deliberation.core.errors import RuleBroken
from votes.core import pack
from votes.core.archive import Entry, directory
from votes.core.box import SealedQuestion
from votes.core.checkpoints import Checkpoint
from votes.core.questions import Vote
from votes.core.remarks import Remark, in_order
from votes.core.rolls import Roll
from votes.core.tally.results import Result

PIECE = 2**20
# Gives a place for the bytes of a member, or None where only their digest is wanted.
Spool: TypeAlias = Callable[[], BinaryIO | None]


def nowhere() -> None:
    """A spool for the seal, which needs digests and keeps no bytes."""


class Written:
    """A member being written: its bytes in a spool, and all that a manifest and a zip say of them."""

    def __init__(self, spool: Spool) -> None:
        self._file, self._hash = spool(), hashlib.sha256()
        self.size = self.checksum = 0

    def write(self, piece: bytes) -> None:
        """Add bytes at the end."""
        self._hash.update(piece)
        self.checksum = zlib.crc32(piece, self.checksum)
        self.size += len(piece)
        if self._file is not None:
            self._file.write(piece)

    def write_lines(self, values: Iterable[Json]) -> None:
        """Add values as lines of a .jsonl member."""
        for value in values:
            self.write(canonical(value) + b"\n")

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes so far."""
        return self._hash.hexdigest()

    def pieces(self) -> Iterator[bytes]:
        """The bytes, a mebibyte at a time, out of the spool."""
        if self._file is None:
            raise ValueError("a member that was written nowhere")
        self._file.seek(0)
        while piece := self._file.read(PIECE):
            yield piece


class Sealing:
    """The members of the box, written as the questions come: each in turn, in the order of the vote."""

    def __init__(self, vote: Vote, roll: Roll, spool: Spool = nowhere) -> None:
        self._vote, self._seats, self._spool = vote, roll.seats, spool
        self._roll = hashlib.sha256(roll.encoded()).hexdigest()
        self._told: list[Json] = []
        self.results: list[Result] = []
        self.members: dict[str, Written] = {}
        self._marks, self._replaced = self._member(pack.MARKS), self._member(pack.REPLACED)
        self._marks.write(b'{"questions":[')

    def add(self, sealed: SealedQuestion) -> None:
        """Write what is published of the next question. Raises RuleBroken `box.questions-differ`."""
        if sealed.marks.question != self._vote.questions[len(self.results)].slug:
            raise RuleBroken("box.questions-differ", vote=self._vote.slug)
        comma = b"," if self.results else b""
        self._marks.write(comma + canonical(sealed.marks.published()))
        ballots = self._member(pack.ballots_name(sealed.marks.question))
        for ballot in sealed.ballots.ballots:
            ballots.write(ballot.encoded() + b"\n")
        self._replaced.write_lines([sealed.replaced.published()])
        self.results.append(sealed.result)
        self._told.append(
            {
                "ballots": sealed.marks.count,
                "digest": ballots.sha256,
                "question": sealed.marks.question,
            }
        )

    def finish(self) -> dict[str, Json]:
        """End the members, and what the journal says of the seal (`vote.sealed`): counts and digests."""
        if len(self.results) != len(self._vote.questions):
            raise RuleBroken("box.questions-differ", vote=self._vote.slug)
        self._marks.write(b'],"vote":' + canonical(self._vote.slug) + b"}")
        tally, results = self._member(pack.TALLY), [result.published() for result in self.results]
        tally.write(canonical({"results": results, "seats": self._seats, "vote": self._vote.slug}))
        return {
            "marks": self._marks.sha256,
            "questions": self._told,
            "replaced": self._replaced.sha256,
            "roll": self._roll,
            "tally": tally.sha256,
            "vote": self._vote.slug,
        }

    def _member(self, name: str) -> Written:
        self.members[name] = Written(self._spool)
        return self.members[name]


def pack_pieces(
    vote: Vote,
    roll: Roll,
    sealed: Iterable[SealedQuestion],
    checkpoints: Iterable[Checkpoint],
    journal: Iterable[Link],
    remarks: Iterable[Remark],
    spool: Spool,
) -> Iterator[bytes]:
    """The pack of a sealed vote, piece by piece; everything is taken as it comes. The same contents give the
    same bytes.

    `journal` is the whole chain up to and with the entry that sealed this vote, `remarks` are those that it
    announces. Raises RuleBroken `pack.votes-differ` when the roll is another vote's,
    `pack.journal-not-sealed` when the chain does not end with this vote's `vote.sealed`, and as `Sealing`.
    """
    if vote.slug != roll.vote:
        raise RuleBroken("pack.votes-differ", vote=vote.slug)
    box = Sealing(vote, roll, spool)
    for each in sealed:
        box.add(each)
    box.finish()
    members = {
        **box.members,
        pack.VOTE: _written(spool, [canonical(vote.published())]),
        pack.ROLL: _written(spool, [roll.encoded()]),
        pack.CHECKPOINTS: _written(spool, (canonical(each.published()) + b"\n" for each in checkpoints)),
        pack.JOURNAL: _written(spool, _journal_lines(vote, journal)),
        pack.REMARKS: _written(spool, (canonical(each.published()) + b"\n" for each in in_order(remarks))),
    }
    names = pack.member_names(vote)[1:]
    listed = tuple(pack.Listed(name, members[name].sha256, members[name].size) for name in names)
    manifest = _written(spool, [pack.Manifest(vote.slug, listed).encoded()])
    yield from _zip({pack.MANIFEST: manifest, **{name: members[name] for name in names}})


def _written(spool: Spool, pieces: Iterable[bytes]) -> Written:
    member = Written(spool)
    for piece in pieces:
        member.write(piece)
    return member


def _journal_lines(vote: Vote, journal: Iterable[Link]) -> Iterator[bytes]:
    last: Link | None = None
    for last in journal:
        yield canonical(last.published()) + b"\n"
    if last is None or last.code != pack.SEALED or last.facts.get("vote") != vote.slug:
        raise RuleBroken("pack.journal-not-sealed", vote=vote.slug)


def _zip(members: dict[str, Written]) -> Iterator[bytes]:
    entries: list[Entry] = []
    for name, member in members.items():
        offset = entries[-1].end() if entries else 0
        entry = Entry(name.encode("ascii"), member.checksum, member.size, offset)
        yield entry.header()
        yield from member.pieces()
        entries.append(entry)
    yield directory(entries)
