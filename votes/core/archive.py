"""The one way a pack is written as a zip: stored, in order, without dates, so that bytes are fixed.

Nothing is compressed: a pack then has the same bytes on every machine, and a reader that refuses
compression cannot be made to unpack a bomb. Fields are those of PKWARE's APPNOTE 6.3, sections 4.3
and 4.4; any unzip opens the file.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
LOCAL_SIGN, CENTRAL_SIGN, END_SIGN = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
VERSION = 10
NO_FLAGS = STORED = MIDNIGHT = 0
FIRST_DAY = 0x21  # 1980-01-01, the first day a zip can write
LARGEST_PACK = 2**31 - 1


def archive(members: Mapping[str, bytes]) -> bytes:
    """The zip of these members, names to bytes, in the order given. Raises ValueError past 2 GiB."""
    packed = b"".join(chunks(members.items()))
    if len(packed) > LARGEST_PACK:
        raise ValueError("a pack of more than 2 GiB")
    return packed


def chunks(members: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The bytes of the zip, piece by piece: all members, then the directory, then its end."""
    directory, offset = [], 0
    for name, content in members:
        encoded = name.encode("ascii")
        fields = (VERSION, NO_FLAGS, STORED, MIDNIGHT, FIRST_DAY,
                  zlib.crc32(content), len(content), len(content), len(encoded), 0)  # fmt: skip
        yield LOCAL.pack(LOCAL_SIGN, *fields) + encoded
        yield content
        directory.append(CENTRAL.pack(CENTRAL_SIGN, VERSION, *fields, 0, 0, 0, 0, offset) + encoded)
        offset += LOCAL.size + len(encoded) + len(content)
    listed = b"".join(directory)
    yield listed
    yield END.pack(END_SIGN, 0, 0, len(directory), len(directory), len(listed), offset, 0)
