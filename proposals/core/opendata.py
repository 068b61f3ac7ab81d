"""An export of a whole campaign, read back: every row, every digest, strict limits.

The format is told in `docs/formats/campaign-export.md`. A file that is read may come from anyone.
"""

from __future__ import annotations

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from deliberation.core.canonical import Json, NotCanonical, parse
from deliberation.core.errors import RuleBroken
from proposals.core.opentables import MANIFEST, MANIFEST_TABLE, TABLES, lines_name
from proposals.core.tables import Row, Table

LARGEST_FILE = 1024 * 2**20
LARGEST_MEMBER = 512 * 2**20
MOST_MEMBERS = 400
MOST_ROWS = 200_000
DAMAGED = (  # what `zipfile` raises on files that are no zip, damaged or encrypted ones
    zipfile.BadZipFile, zlib.error, struct.error, ValueError, RuntimeError, LookupError, EOFError, OSError,
    NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exported:
    """A whole campaign as read: its manifest, the rows of its tables, the sheet and lists of its run, and
    the SHA-256 of the file.
    """

    manifest: Row
    rows: Mapping[str, Sequence[Row]]
    sheet: Json
    lists: Json
    digest: str


def read_export(source: BinaryIO) -> Exported:
    """Read a whole campaign, checking the form of every row and every stated digest.

    Refuses with `campaign-file.too-large` (most, in MiB), `.not-a-zip`, `.wrong-members` (member),
    `.not-canonical` (member), `.wrong-manifest` (field), `.wrong-digest` (member), `.too-many-rows`
    (table, most), and what a row refuses (`proposals.core.tables`).
    """
    digest = _digest_of(source)
    try:
        with zipfile.ZipFile(source) as archive:
            members = _checked_members(archive)
            manifest = _manifest(_member(archive, members, MANIFEST))
            contents = _Contents(archive, members, manifest)
            rows = {table.name: contents.rows(table) for table in TABLES}
            sheet, lists = contents.run_part("sheet"), contents.run_part("lists")
    except DAMAGED as error:
        raise RuleBroken("campaign-file.not-a-zip") from error
    return Exported(manifest, rows, sheet, lists, digest)


class _Contents:
    """The members of an export, each checked against the digest that its manifest states."""

    def __init__(
        self, archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], manifest: Row
    ) -> None:
        self._archive, self._members = archive, members
        files = manifest["files"]
        self._stated = dict(files) if isinstance(files, Mapping) else {}
        self._run = manifest["run"]

    def rows(self, table: Table) -> tuple[Row, ...]:
        """The rows of a table; none when the export holds no such table (its drafts were not published)."""
        name = lines_name(table.name)
        if name not in self._stated:
            return ()
        lines = self._checked(name).splitlines(keepends=True)
        if len(lines) > MOST_ROWS:
            raise RuleBroken("campaign-file.too-many-rows", table=table.name, most=MOST_ROWS)
        return tuple(table.row_of(line, at) for at, line in enumerate(lines, 1))

    def run_part(self, part: str) -> Json:
        """The sheet or the lists of the run that the tables are of; None without a run."""
        if not self._run:
            return None
        name = f"runs/{self._run}.{part}.json"
        return _parsed(name, self._checked(name))

    def _checked(self, name: str) -> bytes:
        content = _member(self._archive, self._members, name)
        if hashlib.sha256(content).hexdigest() != self._stated.get(name):
            raise RuleBroken("campaign-file.wrong-digest", member=name)
        return content


def _parsed(name: str, content: bytes) -> Json:
    """A member that is one canonical value."""
    try:
        return parse(content)
    except NotCanonical:
        raise RuleBroken("campaign-file.not-canonical", member=name) from None


def _digest_of(source: BinaryIO) -> str:
    size = source.seek(0, 2)
    if size > LARGEST_FILE:
        raise RuleBroken("campaign-file.too-large", most=LARGEST_FILE // 2**20)
    source.seek(0)
    found = hashlib.sha256()
    while piece := source.read(2**20):
        found.update(piece)
    source.seek(0)
    return found.hexdigest()


def _checked_members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The members by name; each once, none too large by what the zip states."""
    listed = archive.infolist()
    members = {found.filename: found for found in listed}
    if len(listed) > MOST_MEMBERS or len(members) != len(listed):
        raise RuleBroken("campaign-file.wrong-members", member="?")
    return members


def _member(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], name: str) -> bytes:
    """One member, stored as it is (so that nothing small unpacks to something huge) and within limits."""
    found = members.get(name)
    if found is None or found.compress_type != zipfile.ZIP_STORED:
        raise RuleBroken("campaign-file.wrong-members", member=name)
    with archive.open(found) as stream:
        content = stream.read(LARGEST_MEMBER + 1)
    if len(content) > LARGEST_MEMBER:
        raise RuleBroken("campaign-file.too-large", most=LARGEST_MEMBER // 2**20)
    return content


def _manifest(content: bytes) -> Row:
    try:
        manifest = MANIFEST_TABLE.row_of(content, 1)
    except RuleBroken as refusal:
        raise RuleBroken("campaign-file.wrong-manifest", field=refusal.facts.get("column", "?")) from None
    for name, stated in dict(_mapping(manifest["files"])).items():
        if not isinstance(stated, str) or not name.isascii():
            raise RuleBroken("campaign-file.wrong-manifest", field="files")
    return manifest


def _mapping(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, Mapping) else {}
