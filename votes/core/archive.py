"""The one way a pack is written as a zip: stored, in order, without dates, so that bytes are fixed.

Nothing is compressed: a pack then has the same bytes on every machine, and a reader that refuses
compression cannot be made to unpack a bomb. Fields are those of PKWARE's APPNOTE 6.3, sections 4.3
and 4.4; any unzip opens the file.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
LOCAL_SIGN, CENTRAL_SIGN, END_SIGN = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
VERSION = 10
NO_FLAGS = STORED = MIDNIGHT = 0
FIRST_DAY = 0x21  # 1980-01-01, the first day a zip can write
LARGEST_PACK = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What the zip says of one member: its name, the checksum and number of its bytes, where it starts."""

    name: bytes
    checksum: int
    size: int
    offset: int

    def header(self) -> bytes:
        """The bytes that stand before the member's own."""
        return LOCAL.pack(LOCAL_SIGN, *self._fields()) + self.name

    def listed(self) -> bytes:
        """The member's place in the directory."""
        fields = (VERSION, *self._fields(), 0, 0, 0, 0, self.offset)
        return CENTRAL.pack(CENTRAL_SIGN, *fields) + self.name

    def end(self) -> int:
        """Where the next member starts."""
        return self.offset + LOCAL.size + len(self.name) + self.size

    def _fields(self) -> tuple[int, ...]:
        fixed = (VERSION, NO_FLAGS, STORED, MIDNIGHT, FIRST_DAY)
        return (*fixed, self.checksum, self.size, self.size, len(self.name), 0)


def archive(members: Mapping[str, bytes]) -> bytes:
    """The zip of these members, names to bytes, in the order given. Raises ValueError past 2 GiB."""
    packed = b"".join(chunks(members.items()))
    if len(packed) > LARGEST_PACK:
        raise ValueError("a pack of more than 2 GiB")
    return packed


def chunks(members: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The bytes of the zip, piece by piece: all members, then the directory with its end."""
    entries: list[Entry] = []
    for name, content in members:
        offset = entries[-1].end() if entries else 0
        entry = Entry(name.encode("ascii"), zlib.crc32(content), len(content), offset)
        yield entry.header()
        yield content
        entries.append(entry)
    yield directory(entries)


def directory(entries: Iterable[Entry]) -> bytes:
    """What stands after the members: an entry for each, and the end of the zip."""
    found = list(entries)
    listed = b"".join(entry.listed() for entry in found)
    start = found[-1].end() if found else 0
    return listed + END.pack(END_SIGN, 0, 0, len(found), len(found), len(listed), start, 0)
