"""Evidence packs as files, kept by their digest."""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import BinaryIO

from deliberation import store
from deliberation.core.errors import RuleBroken

PACKS = "packs"


def pack_being_made() -> AbstractContextManager[BinaryIO]:
    """A file to write a pack into, gone unless it is kept."""
    return store.being_made(PACKS)


def keep_pack(file: BinaryIO) -> str:
    """Put a finished pack in its place under its SHA-256, which is returned."""
    return store.keep_made(PACKS, file)


def open_pack(digest: str) -> BinaryIO:
    """The pack of this digest, at its start. Raises RuleBroken `pack.lost` when it is gone or changed."""
    try:
        file = store.place_of(PACKS, digest).open("rb")
    except OSError:
        raise RuleBroken("pack.lost") from None
    if hashlib.file_digest(file, "sha256").hexdigest() != digest:
        file.close()
        raise RuleBroken("pack.lost")
    file.seek(0)
    return file


def is_pack_kept(digest: str) -> bool:
    """Whether the pack of this digest is in its place, as it was. Read once, then when the file changes."""
    try:
        found = store.place_of(PACKS, digest).stat()
    except OSError:
        return False
    return _is_whole(str(store.place_of(PACKS, digest)), digest, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=256)
def _is_whole(path: str, digest: str, changed_at: int, size: int) -> bool:
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digest
    except OSError:
        return False
