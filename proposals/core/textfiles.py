"""Reading a file of texts: CSV or gzipped CSV, every wrong line named, nothing guessed.

Columns: `id`, `text`, and where the file has them `lang`, `kind` (`opinion` or `argument`, `proposal` or
`answer`), `parent` (the id of the text an answer is about), `title`. Others are left alone; a `label` is
somebody's own grouping and never enters the product. HTML in a text or a title becomes plain words.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from deliberation.core.errors import RuleBroken
from proposals.core.corpus import Kind
from proposals.core.plaintext import plain
from proposals.core.texts import LONGEST_IMPORTED, check_body, check_title

NEEDED = ("id", "text")
KINDS: dict[str, Kind] = {
    "": "proposal",
    "opinion": "proposal",
    "proposal": "proposal",
    "argument": "answer",
    "answer": "answer",
}
MOST_BYTES = 200 * 1024 * 1024
LONGEST_ID = 80
LONGEST_STORED_TITLE = 160
GZIP = b"\x1f\x8b"
LANGUAGE = re.compile("[a-z]{2}")


@dataclass(frozen=True, slots=True)
class TextRow:
    """One text to import. `line` is where it starts in its file (0: no file), `parent` an id or empty,
    `title` empty when it is to be made of the first words, `language` empty for the campaign's.
    """

    line: int
    id: str
    text: str
    kind: Kind = "proposal"
    parent: str = ""
    language: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class WrongLine:
    """A line that cannot be imported, and why."""

    line: int
    why: RuleBroken


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: its rows in order, its wrong lines, its SHA-256 as 64 hexadecimal digits."""

    rows: tuple[TextRow, ...]
    wrong: tuple[WrongLine, ...]
    digest: str


def read_texts(content: bytes, *, gzipped: bool = False, limit: int | None = None) -> Reading:
    """Read a whole file, at most `limit` texts of it.

    `gzipped` says that the file claims to be; one that is anyway is read too. Refuses what is no such
    file: `import.empty-file`, `import.not-gzip`, `import.too-large` (most, in megabytes),
    `import.not-utf8` (line), `import.missing-columns` (missing, found), `import.not-csv` (line). A wrong
    line stops nothing: it is listed.
    """
    if not content:
        raise RuleBroken("import.empty-file")
    lines = _lines(_unpacked(content) if gzipped or content.startswith(GZIP) else content)
    records = _records(lines)
    _line, named = next(records, (1, []))
    header = [name.strip() for name in named]
    missing = [name for name in NEEDED if name not in header]
    if missing:
        found = ", ".join(header)[:200]
        raise RuleBroken("import.missing-columns", missing=", ".join(missing), found=found)
    rows, wrong = _read_rows(header, islice(records, limit))
    return Reading(tuple(rows), tuple(wrong), hashlib.sha256(content).hexdigest())


def check_row(row: TextRow) -> TextRow:
    """The row with its text, title and language as they are kept, or a refusal.

    `import.no-id`, `import.unknown-language` (language), and the refusals of `proposals.core.texts`.
    """
    if not row.id or len(row.id) > LONGEST_ID:
        raise RuleBroken("import.no-id", most=LONGEST_ID)
    if row.language and not LANGUAGE.fullmatch(row.language):
        raise RuleBroken("import.unknown-language", language=row.language[:40])
    text = check_body(row.text, LONGEST_IMPORTED)
    title = check_title(row.title, LONGEST_STORED_TITLE) if row.title.strip() else ""
    return TextRow(row.line, row.id, text, row.kind, row.parent, row.language, title)


def proposal_of(row: TextRow, by_id: dict[str, TextRow]) -> TextRow | None:
    """The proposal that an answer is about: its parent, or the one its parent answers; None if absent."""
    seen = {row.id}
    above = by_id.get(row.parent)
    while above is not None and above.kind == "answer" and above.id not in seen:
        seen.add(above.id)
        above = by_id.get(above.parent)
    return above if above is not None and above.kind == "proposal" else None


def _unpacked(content: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
            unpacked = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise RuleBroken("import.not-gzip") from None
    if not unpacked:
        raise RuleBroken("import.empty-file")
    return unpacked


def _lines(content: bytes) -> Iterator[str]:
    if len(content) > MOST_BYTES:
        raise RuleBroken("import.too-large", most=MOST_BYTES // 1024 // 1024)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleBroken("import.not-utf8", line=content[: error.start].count(b"\n") + 1) from None
    return iter(io.StringIO(text, newline=""))


def _records(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it starts on; empty lines are passed over."""
    reader = csv.reader(lines, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            record = next(reader, None)
        except csv.Error:
            raise RuleBroken("import.not-csv", line=line) from None
        if record is None:
            return
        if record:
            yield line, record


def _read_rows(
    header: list[str], records: Iterable[tuple[int, list[str]]]
) -> tuple[list[TextRow], list[WrongLine]]:
    rows: list[TextRow] = []
    wrong: list[WrongLine] = []
    lines: dict[str, int] = {}
    for line, record in records:
        try:
            row = _row(line, header, record)
            if row.id in lines:
                raise RuleBroken("import.same-id-twice", id=row.id, first=lines[row.id])
        except RuleBroken as broken:
            wrong.append(WrongLine(line, broken))
            continue
        lines[row.id] = line
        rows.append(row)
    return rows, wrong


def _row(line: int, header: list[str], record: list[str]) -> TextRow:
    if len(record) != len(header):
        raise RuleBroken("import.wrong-columns", found=len(record), wanted=len(header))
    cells = dict(zip(header, record, strict=True))
    kind = cells.get("kind", "").strip().lower()
    if kind not in KINDS:
        raise RuleBroken("import.unknown-kind", kind=kind[:40])
    return check_row(
        TextRow(
            line,
            cells["id"].strip(),
            plain(cells["text"]),
            KINDS[kind],
            cells.get("parent", "").strip(),
            cells.get("lang", "").strip().lower(),
            plain(cells.get("title", "")),
        )
    )
