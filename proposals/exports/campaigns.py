"""A whole campaign as one zip: written piece by piece, the same bytes each time for the same rows."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Q, Sum

from deliberation import store
from deliberation.core.canonical import Json, canonical, digest
from proposals.core.opentables import (
    BY_NAME,
    MANIFEST,
    MANIFEST_TABLE,
    README,
    csv_name,
    lines_name,
    schema_name,
)
from proposals.core.tables import Table
from proposals.exports.keeping import PRINTS
from proposals.models import Arrival, Campaign, CoSignature, Edit, Objection, ObjectionAnswer, Proposal, Run
from proposals.queries import opendata
from proposals.queries.freezing import forms_of

FIXED_DATE = (1980, 1, 1, 0, 0, 0)
A_PIECE = 2**20
# Raised whenever the same rows would be written differently.
WRITING = 1


class Archive:
    """A zip written member by member, stored as it is, with a fixed date; keeps the digest of each."""

    def __init__(self, target: zipfile.ZipFile) -> None:
        self._zip = target
        self.digests: dict[str, Json] = {}

    @contextmanager
    def member(self, name: str) -> Iterator[Hashed]:
        """A member to write to, piece by piece."""
        entry = zipfile.ZipInfo(name, FIXED_DATE)
        entry.create_system = 3  # the zip field otherwise tells which system wrote it
        entry.external_attr = 0o644 << 16
        with self._zip.open(entry, "w") as stream:
            hashed = Hashed(stream)
            yield hashed
        self.digests[name] = hashed.digest()

    def add(self, name: str, content: bytes) -> None:
        """A member at once."""
        with self.member(name) as stream:
            stream.write(content)


class Hashed:
    """A stream that knows the digest of what went through it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._sum = stream, hashlib.sha256()

    def write(self, piece: bytes) -> None:
        """Write and count."""
        self._sum.update(piece)
        self._stream.write(piece)

    def digest(self) -> str:
        """The SHA-256 of all that was written."""
        return self._sum.hexdigest()


def write_campaign(campaign: Campaign, target: IO[bytes], *, drafts: bool) -> dict[str, int]:
    """Write the whole campaign; the rows of each table. Memory does not grow with the texts.

    `drafts` says whether booklets and what belongs to them go in (see `drafts_may_leave`).
    """
    counts: dict[str, int] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as opened, _one_moment():
        archive = Archive(opened)
        run = opendata.run_to_export(campaign)
        manifest = opendata.manifest_of(campaign, run, drafts=drafts)
        for name in opendata.tables_of(drafts=drafts):
            counts[name] = _write_table(archive, BY_NAME[name], opendata.rows_of(campaign, run, name))
        if run is not None:
            archive.add(f"runs/{run.name}.sheet.json", canonical(run.sheet))
            archive.add(f"runs/{run.name}.lists.json", canonical(run.lists))
        for form in forms_of(campaign) if drafts else ():
            archive.add(f"booklets/{form.slug}.json", canonical(form.as_json()))
        for table in (*map(BY_NAME.__getitem__, counts), MANIFEST_TABLE):
            archive.add(schema_name(table.name), canonical(table.schema()))
        archive.add("README.txt", README.encode())
        stated = {**manifest, "rows": dict(counts), "files": dict(archive.digests)}
        archive.add(MANIFEST, canonical(stated))
    return counts


def kept_campaign(campaign: Campaign) -> tuple[str, int]:
    """The whole campaign, written straight into the store: its digest and its size."""
    folder = Path(settings.STORE)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".campaign.", delete=False) as file:
        path = Path(file.name)
        try:
            write_campaign(campaign, file, drafts=opendata.drafts_may_leave(campaign))
            size = file.tell()
        except BaseException:  # also when the worker is told to end: nothing half written stays
            path.unlink(missing_ok=True)
            raise
    return store.keep_file(PRINTS, path), size


def stamp_of(campaign: Campaign) -> str:
    """What an export depends on, told by counts and newest rows: different after any act. Eleven queries."""
    texts = Proposal.objects.filter(campaign=campaign).order_by("state", "signed")
    sums = (Count("pk"), Sum("version"), Max("edited_at"), Max("pk"))
    runs = Run.objects.filter(campaign=campaign, state=Run.State.DONE).order_by("name")
    objections = Objection.objects.filter(campaign=campaign).order_by("state")
    hidden = {"hidden": Count("pk", filter=~Q(hidden_reason=""))}
    return digest(
        [
            WRITING,
            opendata.drafts_may_leave(campaign),
            [campaign.title, campaign.introduction, campaign.run_id],
            [[str(value) for value in row] for row in texts.values_list("state", "signed").annotate(*sums)],
            list(runs.values_list("name", flat=True)),
            Edit.objects.filter(campaign=campaign).count(),
            [list(row) for row in objections.values_list("state").annotate(Count("pk"), **hidden)],
            ObjectionAnswer.objects.filter(campaign=campaign).aggregate(said=Sum("version"))["said"],
            CoSignature.objects.filter(proposal__campaign=campaign).count(),
            Arrival.objects.filter(run=campaign.run_id).count() if campaign.run_id else 0,
            [form.digest() for form in forms_of(campaign)],
        ]
    )


def _write_table(archive: Archive, table: Table, rows: Iterator[opendata.Values]) -> int:
    """One pass over the rows: the lines go to the archive, the CSV waits beside it and follows."""
    count = 0
    with tempfile.TemporaryFile() as waiting:
        text = io.TextIOWrapper(waiting, encoding="utf-8", newline="", write_through=False)
        writer = csv.writer(text)
        writer.writerow(table.names())
        with archive.member(lines_name(table.name)) as lines:
            for values in rows:
                lines.write(table.line(values))
                writer.writerow(table.cells(values))
                count += 1
        text.flush()
        waiting.seek(0)
        with archive.member(csv_name(table.name)) as sheet:
            while piece := waiting.read(A_PIECE):
                sheet.write(piece)
        text.detach()
    return count


@contextmanager
def _one_moment() -> Iterator[None]:
    """All queries see the database as it is now: what is written meanwhile stays out, and is not held up.

    Inside a transaction (a test, or an act) that is so already, as far as the database promises.
    """
    if connection.in_atomic_block:
        yield
        return
    begin = (
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if connection.vendor == "postgresql" else "BEGIN"
    )
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("COMMIT")
