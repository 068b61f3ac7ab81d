"""The file around the members, by the second reader: written from docs/formats/evidence-pack.md alone."""

from __future__ import annotations

import struct
import zlib

from tests.votes.verifier.second_shapes import Refused


def unzipped(packed: bytes) -> dict[str, bytes]:
    """The members, if the file is the one way in which the page writes them."""
    members: dict[str, bytes] = {}
    at = 0
    while packed[at : at + 4] == b"PK\x03\x04" and len(packed) > at + 30:
        size, name_size = (
            struct.unpack_from("<I", packed, at + 22)[0],
            struct.unpack_from("<H", packed, at + 26)[0],
        )
        name = packed[at + 30 : at + 30 + name_size].decode("latin-1")
        if name in members:
            raise Refused(name)
        members[name] = packed[at + 30 + name_size : at + 30 + name_size + size]
        at += 30 + name_size + size
    if zipped(members) != packed:
        raise Refused("the zip is written otherwise")
    return members


def zipped(members: dict[str, bytes]) -> bytes:
    body, directory = b"", b""
    for name, content in members.items():
        fields = struct.pack(
            "<5H3I2H", 10, 0, 0, 0, 0x21, zlib.crc32(content), len(content), len(content), len(name), 0
        )
        raw = name.encode("latin-1")
        directory += (
            b"PK\x01\x02" + struct.pack("<H", 10) + fields + struct.pack("<3H2I", 0, 0, 0, 0, len(body)) + raw
        )
        body += b"PK\x03\x04" + fields + raw + content
    count = len(members)
    return (
        body
        + directory
        + b"PK\x05\x06"
        + struct.pack("<4H2IH", 0, 0, count, count, len(directory), len(body), 0)
    )
