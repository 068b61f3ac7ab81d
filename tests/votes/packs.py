"""Packs of votes in the database, in memory."""

from __future__ import annotations

import io

from votes.actions.packing import write_pack_of
from votes.exports import open_pack
from votes.models import Vote


def pack_of(vote: Vote) -> bytes:
    """The pack of a sealed vote, as it would be built now."""
    file = io.BytesIO()
    write_pack_of(vote, file)
    return file.getvalue()


def pack_bytes(digest: str) -> bytes:
    """The pack that was kept under this digest."""
    with open_pack(digest) as file:
        return file.read()
