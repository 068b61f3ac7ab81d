"""Files kept by their digest (bundles, packs, exports, booklets), and files made anew as their source
changes. One way to write them, and to read them.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings

from deliberation import fault


def keep(kind: str, content: bytes, ending: str = "zip") -> str:
    """Store the bytes of a `kind` (a folder's name) under their SHA-256, which is returned.

    The file appears whole or not at all: written beside, synced, renamed. Same bytes, same file; what
    a killed writer left beside it is removed. Raises OSError when the disk refuses.
    """
    digest = hashlib.sha256(content).hexdigest()
    _write(place_of(kind, digest, ending), content)
    return digest


def keep_file(kind: str, source: Path, ending: str = "zip") -> str:
    """Move a finished file of ours into the store under its SHA-256, which is returned, whatever its size.

    `source` must lie on the same disk: under `settings.STORE` it does.
    """
    with source.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    path = place_of(kind, digest, ending)
    path.parent.mkdir(parents=True, exist_ok=True)
    source.replace(path)
    _sync_folder(path.parent)
    return digest


@contextlib.contextmanager
def being_made(kind: str) -> Iterator[BinaryIO]:
    """A file beside those of a `kind`, to be filled, and kept by `keep_made`; removed if it is not.

    Its name says which process makes it: what one left behind that is no longer there is removed first.
    """
    folder = Path(settings.STORE) / kind
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob(".making-*"):
        if not _is_running(int(path.name.split("-")[1])):
            path.unlink(missing_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=f".making-{os.getpid()}-", delete=False) as file:
        try:
            yield cast(BinaryIO, file)
        finally:
            Path(file.name).unlink(missing_ok=True)


def keep_made(kind: str, file: BinaryIO, ending: str = "zip") -> str:
    """Put the file of `being_made`, finished, in its place under its SHA-256, which is returned."""
    file.flush()
    os.fsync(file.fileno())
    with Path(file.name).open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    path = place_of(kind, digest, ending)
    fault.point("store.written")
    Path(file.name).replace(path)
    _sync_folder(path.parent)
    fault.point("store.renamed")
    return digest


def renew(kind: str, name: str, content: bytes) -> None:
    """Put the bytes in the place of what a `kind` kept under this name: whole or not at all, as `keep` does.

    Whoever has the file before open goes on reading it. For what can be made again at any time.
    """
    _write(place_of_name(kind, name), content)


def remove(kind: str, digest: str, ending: str = "zip") -> None:
    """Take the file of this digest away, if it is there."""
    place_of(kind, digest, ending).unlink(missing_ok=True)


def read(kind: str, digest: str, ending: str = "zip") -> bytes | None:
    """The bytes of this digest; None when the file is gone or is no longer what it was."""
    try:
        content = place_of(kind, digest, ending).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == digest else None


def place_of(kind: str, digest: str, ending: str = "zip") -> Path:
    """Where the file of this digest is, or would be."""
    return Path(settings.STORE) / kind / f"{digest}.{ending}"


def place_of_name(kind: str, name: str) -> Path:
    """Where the file of this name (letters, digits, dashes) is, or would be."""
    return Path(settings.STORE) / kind / f"{name}.bin"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.stem}.", delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    # Another process may have put its bytes in place and swept ours away.
    with contextlib.suppress(FileNotFoundError):
        Path(file.name).replace(path)
    _sync_folder(path.parent)
    for leftover in path.parent.glob(f".{path.stem}.*"):
        leftover.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
