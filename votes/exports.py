"""Evidence packs as files, kept by their digest."""

from __future__ import annotations

from deliberation import store
from deliberation.core.errors import RuleBroken

PACKS = "packs"


def keep_pack(content: bytes) -> str:
    """Store a pack under its SHA-256, which is returned."""
    return store.keep(PACKS, content)


def pack_bytes(digest: str) -> bytes:
    """The pack of this digest. Raises RuleBroken `pack.lost` when the file is gone or was changed."""
    content = store.read(PACKS, digest)
    if content is None:
        raise RuleBroken("pack.lost")
    return content
