"""Evidence packs as files, kept by their digest."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from deliberation.core.errors import RuleBroken


def keep_pack(content: bytes) -> str:
    """Store a pack under its SHA-256, which is returned.

    The file appears whole or not at all: written beside, synced, renamed. Same bytes, same file; what
    a killed writer left beside it is removed.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = _place_of(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{digest}.", delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    # Another process may have put these bytes in place and swept ours away.
    with contextlib.suppress(FileNotFoundError):
        Path(file.name).replace(path)
    _sync_folder(path.parent)
    for leftover in path.parent.glob(f".{digest}.*"):
        leftover.unlink(missing_ok=True)
    return digest


def pack_bytes(digest: str) -> bytes:
    """The pack of this digest. Raises RuleBroken `pack.lost` when the file is gone or was changed."""
    try:
        content = _place_of(digest).read_bytes()
    except OSError:
        raise RuleBroken("pack.lost") from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise RuleBroken("pack.lost")
    return content


def _place_of(digest: str) -> Path:
    return Path(settings.STORE) / "packs" / f"{digest}.zip"


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
