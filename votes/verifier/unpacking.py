"""Reading a pack's zip from anybody: nothing is extracted, compressed members are refused, bytes are fixed.

The file is read once from the start, piece by piece, each member under its limit. In the end it must be,
byte for byte, the zip that `votes.core.archive` writes of its members: overlaps, links, comments, false
sizes, hidden entries and bytes before, between or after are all found by that. Members are then read one
by one, so that a pack never stands in memory whole.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from votes.core.archive import LOCAL, LOCAL_SIGN, STORED, Entry, directory
from votes.verifier.findings import NotAPack

MEBIBYTE = 2**20
LARGEST_PACK = 512 * MEBIBYTE
MOST_MEMBERS = 256
LARGEST_MEMBER = 128 * MEBIBYTE
LARGEST_DOCUMENT = 16 * MEBIBYTE
LARGEST_MANIFEST = MEBIBYTE
LIMITS = {
    "manifest.json": LARGEST_MANIFEST,
    "vote.json": LARGEST_DOCUMENT,
    "tally.json": LARGEST_DOCUMENT,
    "roll.json": LARGEST_MEMBER,
    "marks.json": LARGEST_MEMBER,
    "checkpoints.jsonl": LARGEST_MEMBER,
    "replaced.jsonl": LARGEST_MEMBER,
    "journal.jsonl": LARGEST_MEMBER,
    "remarks.jsonl": LARGEST_DOCUMENT,
}
BALLOTS = re.compile(r"ballots/[a-z0-9][a-z0-9-]{0,79}\.jsonl")
ENCRYPTED = 1


@dataclass(frozen=True, slots=True)
class Member:
    """What a member is, seen from outside: SHA-256 and number of its bytes, and where they start."""

    sha256: str
    size: int
    begin: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is a pack's zip from first to last byte; `members` in its order, `sha256` of it all."""

    file: BinaryIO
    sha256: str
    members: Mapping[str, Member]

    def read(self, name: str) -> bytes:
        """The bytes of a member, the same that were read at first. Raises NotAPack `pack.changed`."""
        member = self.members[name]
        self.file.seek(member.begin)
        content = self.file.read(member.size)
        if hashlib.sha256(content).hexdigest() != member.sha256:
            raise NotAPack("pack.changed", member=name)
        return content


def open_pack(file: BinaryIO) -> Opened:
    """Read a pack's zip through and find its members. Raises NotAPack with a `pack.` code."""
    total = file.seek(0, os.SEEK_END)
    if total > LARGEST_PACK:
        raise NotAPack("pack.too-large", most=LARGEST_PACK)
    walk = _Walk(file, total)
    while walk.next_is_member():
        walk.read_member()
    return walk.finish()


def unpack(packed: bytes) -> dict[str, bytes]:
    """The members of a pack in memory, names to bytes, in order. Raises as `open_pack`."""
    opened = open_pack(io.BytesIO(packed))
    return {name: opened.read(name) for name in opened.members}


class _Walk:
    """One way through a file, from its first byte on: what was found so far, and the digest of all."""

    def __init__(self, file: BinaryIO, total: int) -> None:
        self.file, self.total, self.place = file, total, 0
        self.entries: list[Entry] = []
        self.members: dict[str, Member] = {}
        self.as_written = True
        self.hash = hashlib.sha256()

    def next_is_member(self) -> bool:
        """Whether a member starts here."""
        return self._ahead(len(LOCAL_SIGN)) == LOCAL_SIGN

    def read_member(self) -> None:
        """Read one member through: limits first, then checksum and digests."""
        if len(self.members) == MOST_MEMBERS:
            raise NotAPack("pack.too-many-members", most=MOST_MEMBERS)
        start = self.place
        header = self._take(LOCAL.size)
        if len(header) < LOCAL.size:
            raise NotAPack("pack.truncated")
        _, _, flags, method, _, _, checksum, _, size, name_length, extra_length = LOCAL.unpack(header)
        raw = self._take(name_length)
        name = raw.decode("ascii", "backslashreplace")
        limit = LARGEST_MEMBER if BALLOTS.fullmatch(name) else LIMITS.get(name)
        _check_header(name, limit, flags, method, size)
        extra = self._take(extra_length)
        begin = self.place
        if begin + size > self.total or len(extra) < extra_length:
            raise NotAPack("pack.truncated")
        found, own = self._read_through(size)
        if found != checksum:
            raise NotAPack("pack.checksum-wrong", member=name)
        if name in self.members:
            raise NotAPack("pack.member-repeated", member=name)
        entry = Entry(raw, checksum, size, start)
        self.as_written = self.as_written and header + raw + extra == entry.header()
        self.entries.append(entry)
        self.members[name] = Member(own, size, begin)

    def finish(self) -> Opened:
        """What was read, if the rest of the file is the directory of it and nothing else."""
        if not self.as_written:
            raise NotAPack("pack.not-canonical-zip")
        expected = directory(self.entries)
        found = self._take(len(expected))
        if found != expected:
            cut = len(found) < len(expected) and expected.startswith(found)
            raise NotAPack("pack.truncated" if cut else "pack.not-canonical-zip")
        if self.place != self.total:
            raise NotAPack("pack.trailing-bytes", extra=self.total - self.place)
        return Opened(self.file, self.hash.hexdigest(), self.members)

    def _ahead(self, size: int) -> bytes:
        self.file.seek(self.place)
        return self.file.read(size)

    def _take(self, size: int) -> bytes:
        """The next bytes, as many as there are."""
        taken = self._ahead(size)
        self.place += len(taken)
        self.hash.update(taken)
        return taken

    def _read_through(self, size: int) -> tuple[int, str]:
        """Checksum and SHA-256 of the next bytes, a mebibyte at a time."""
        checksum, own = 0, hashlib.sha256()
        while size:
            piece = self._take(min(size, MEBIBYTE))
            if not piece:
                raise NotAPack("pack.truncated")
            checksum = zlib.crc32(piece, checksum)
            own.update(piece)
            size -= len(piece)
        return checksum, own.hexdigest()


def _check_header(name: str, limit: int | None, flags: int, method: int, size: int) -> None:
    if limit is None:
        raise NotAPack("pack.member-unexpected", member=name)
    if flags & ENCRYPTED:
        raise NotAPack("pack.encrypted", member=name)
    if method != STORED:
        raise NotAPack("pack.compressed", member=name)
    if size > limit:
        raise NotAPack("pack.member-too-large", member=name, most=limit)
