"""Reading a pack's zip from anybody: nothing is extracted, compressed members are refused, bytes are fixed.

The members are read from the start, each under its limit. In the end the whole file must equal, byte
for byte, the zip that `votes.core.archive` writes of them: overlaps, links, comments, false sizes,
hidden entries and bytes before, between or after are all found by that one comparison.
"""

from __future__ import annotations

import re
import zlib

from votes.core.archive import LOCAL, LOCAL_SIGN, STORED, chunks
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


def unpack(packed: bytes) -> dict[str, bytes]:
    """The members of a pack, names to bytes, in order. Raises NotAPack with a `pack.` code."""
    if len(packed) > LARGEST_PACK:
        raise NotAPack("pack.too-large", most=LARGEST_PACK)
    members: dict[str, bytes] = {}
    offset = 0
    while packed[offset : offset + len(LOCAL_SIGN)] == LOCAL_SIGN:
        if len(members) == MOST_MEMBERS:
            raise NotAPack("pack.too-many-members", most=MOST_MEMBERS)
        name, content, offset = _member_at(packed, offset)
        if name in members:
            raise NotAPack("pack.member-repeated", member=name)
        members[name] = content
    _check_whole(packed, members)
    return members


def _member_at(packed: bytes, offset: int) -> tuple[str, bytes, int]:
    """The name and bytes of the member at an offset, and where the next one starts."""
    start = offset + LOCAL.size
    if start > len(packed):
        raise NotAPack("pack.truncated")
    _, _, flags, method, _, _, checksum, _, size, name_length, extra_length = LOCAL.unpack_from(
        packed, offset
    )
    name = packed[start : start + name_length].decode("ascii", "backslashreplace")
    limit = LARGEST_MEMBER if BALLOTS.fullmatch(name) else LIMITS.get(name)
    if limit is None:
        raise NotAPack("pack.member-unexpected", member=name)
    if flags & ENCRYPTED:
        raise NotAPack("pack.encrypted", member=name)
    if method != STORED:
        raise NotAPack("pack.compressed", member=name)
    if size > limit:
        raise NotAPack("pack.member-too-large", member=name, most=limit)
    begin = start + name_length + extra_length
    if begin + size > len(packed):
        raise NotAPack("pack.truncated")
    content = packed[begin : begin + size]
    if zlib.crc32(content) != checksum:
        raise NotAPack("pack.checksum-wrong", member=name)
    return name, content, begin + size


def _check_whole(packed: bytes, members: dict[str, bytes]) -> None:
    """Refuse a file that is not, from first to last byte, the one zip of these members."""
    place, seen = 0, memoryview(packed)
    for piece in chunks(members.items()):
        found = seen[place : place + len(piece)]
        if found != piece:
            cut = len(found) < len(piece) and found == piece[: len(found)]
            raise NotAPack("pack.truncated" if cut else "pack.not-canonical-zip")
        place += len(piece)
    if place != len(packed):
        raise NotAPack("pack.trailing-bytes", extra=len(packed) - place)
