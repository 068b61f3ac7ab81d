"""Files kept by their digest: run bundles, evidence packs. One way to write them, and to read them back."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def keep(kind: str, content: bytes) -> str:
    """Store the bytes of a `kind` (a folder's name) under their SHA-256, which is returned.

    The file appears whole or not at all: written beside, synced, renamed. Same bytes, same file; what
    a killed writer left beside it is removed. Raises OSError when the disk refuses.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = place_of(kind, digest)
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


def read(kind: str, digest: str) -> bytes | None:
    """The bytes of this digest; None when the file is gone or is no longer what it was."""
    try:
        content = place_of(kind, digest).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == digest else None


def place_of(kind: str, digest: str) -> Path:
    """Where the file of this digest is, or would be."""
    return Path(settings.STORE) / kind / f"{digest}.zip"


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
