"""Exports of whole campaigns, changed by hand and signed again: what a careful forger would bring."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from deliberation.core.canonical import canonical
from proposals.core.opentables import MANIFEST, TABLES, lines_name

Rows = dict[str, list[dict[str, Any]]]


def members_of(content: bytes) -> dict[str, bytes]:
    """The members of a zip, by name, in order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def signed_again(members: dict[str, bytes]) -> dict[str, bytes]:
    """The members with a manifest that states their digests."""
    manifest = json.loads(members[MANIFEST])
    manifest["files"] = {
        name: hashlib.sha256(content).hexdigest() for name, content in members.items() if name != MANIFEST
    }
    return members | {MANIFEST: canonical(manifest)}


def changed_export(content: bytes, change: Callable[[Rows], None]) -> bytes:
    """The export with its rows changed, every digest right again."""
    members = members_of(content)
    rows: Rows = {
        table.name: [json.loads(line) for line in members[lines_name(table.name)].splitlines()]
        for table in TABLES
    }
    change(rows)
    for name, found in rows.items():
        members[lines_name(name)] = b"".join(canonical(row) + b"\n" for row in found)
    return zipped(signed_again(members))
