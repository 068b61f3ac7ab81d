"""The bundle: one file with everything needed to repeat a run, the same bytes each time it is made.

The format is told in `docs/formats/run-bundle.md`. A bundle that is read may come from anyone: sizes
are limited before anything is unpacked.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from deliberation.core.canonical import Json, NotCanonical, canonical, digest, parse
from deliberation.core.errors import RuleBroken
from proposals.core.analysis import Result
from proposals.core.corpus import Corpus, CorpusText, Kind, corpus_of
from proposals.core.lists import Lists, lists_from
from proposals.core.runsheet import RunSheet, sheet_from
from proposals.core.starts import COLD, Start, start_as_json, start_from

MEMBERS = ("sheet.json", "corpus.jsonl", "lists.json", "start.json", "result.json")
FIELDS = {"id", "kind", "language", "salt", "text"}
LARGEST_MEMBER = 256 * 2**20
MOST_TEXTS = 200_000
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
DAMAGED = (  # what `zipfile` raises on files that are no zip, damaged or encrypted ones
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    RuntimeError,
    LookupError,
    EOFError,
    OSError,
)
_LEAF = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle as read: the sheet, the corpus, the lists, where the run started from, and the digest of
    the result it carries.
    """

    sheet: RunSheet
    corpus: Corpus
    lists: Lists
    start: Start
    result_digest: str


def write_bundle(sheet: RunSheet, corpus: Corpus, lists: Lists, result: Result, start: Start = COLD) -> bytes:
    """The bundle's bytes. Members stand in a fixed order with a fixed date and are stored as they are:
    compressed bytes would depend on the machine's zlib.
    """
    contents = {
        "sheet.json": canonical(sheet.as_json()),
        "corpus.jsonl": _corpus_lines(corpus),
        "lists.json": canonical(lists.as_json()),
        "start.json": canonical(start_as_json(start)),
        "result.json": canonical(result.as_json()),
    }
    return _zip(contents)


def without_texts(content: bytes, names: Collection[str]) -> bytes:
    """The same bundle without the words of these texts: of each, only its leaf stays, so that the digest of
    the corpus can still be computed, and the rest of the file as it was. What `read_bundle` refuses.
    """
    contents = _contents(io.BytesIO(content))
    corpus = _corpus_from(contents["corpus.jsonl"].splitlines(keepends=True))
    kept = [text for text in corpus.texts if text.id not in names]
    gone = [text.leaf() for text in corpus.texts if text.id in names]
    contents["corpus.jsonl"] = _corpus_lines(corpus_of(kept, [*corpus.erased, *gone]))
    return _zip(contents)


def _corpus_lines(corpus: Corpus) -> bytes:
    lines = [_line_of(text) for text in corpus.texts] + [{"erased": leaf} for leaf in corpus.erased]
    return b"".join(canonical(line) + b"\n" for line in lines)


def _zip(contents: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in MEMBERS:
            entry = zipfile.ZipInfo(name, FIXED_DATE)
            entry.create_system = 3  # the zip field otherwise tells which system wrote it
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, contents[name])
    return target.getvalue()


def read_bundle(source: BinaryIO) -> Bundle:
    """Read and check a bundle's form, without judging its digests.

    Refuses with `bundle.not-a-zip`, `bundle.wrong-members`, `bundle.too-large` (member),
    `bundle.not-canonical` (member, reason), `bundle.not-a-corpus` (line), and what the sheet, the
    lists, the start and the corpus refuse. The sheet is read first: a bundle of an older method says so
    (`run-sheet.older-method`), whatever its members.
    """
    contents = _contents(source)
    sheet = sheet_from(_parsed("sheet.json", contents["sheet.json"]))
    if sorted(contents) != sorted(MEMBERS):
        raise RuleBroken("bundle.wrong-members", expected=", ".join(MEMBERS))
    corpus = _corpus_from(contents["corpus.jsonl"].splitlines(keepends=True))
    lists = lists_from(_parsed("lists.json", contents["lists.json"]))
    start = start_from(_parsed("start.json", contents["start.json"]))
    return Bundle(sheet, corpus, lists, start, digest(_parsed("result.json", contents["result.json"])))


def _line_of(text: CorpusText) -> dict[str, Json]:
    return {
        "id": text.id,
        "kind": text.kind,
        "language": str(text.language),
        "salt": text.salt,
        "text": text.text,
    }


def _contents(source: BinaryIO) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(source) as archive:
            names = archive.namelist()
            if "sheet.json" not in names or len(set(names)) != len(names) or set(names) - set(MEMBERS):
                raise RuleBroken("bundle.wrong-members", expected=", ".join(MEMBERS))
            return {name: _member(archive, name) for name in names}
    except DAMAGED as error:
        raise RuleBroken("bundle.not-a-zip") from error


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """One member, never more than the limit: the size a zip states may be a lie."""
    with archive.open(name) as stream:
        content = stream.read(LARGEST_MEMBER + 1)
    if len(content) > LARGEST_MEMBER:
        raise RuleBroken("bundle.too-large", member=name, most=LARGEST_MEMBER)
    return content


def _parsed(member: str, content: bytes) -> Json:
    try:
        return parse(content)
    except NotCanonical as error:
        raise RuleBroken("bundle.not-canonical", member=member, reason=str(error)) from error


def _corpus_from(lines: Iterable[bytes]) -> Corpus:
    texts: list[CorpusText] = []
    erased: list[str] = []
    for number, line in enumerate(lines, start=1):
        if number > MOST_TEXTS:
            raise RuleBroken("bundle.too-large", member="corpus.jsonl", most=MOST_TEXTS)
        read = _parsed("corpus.jsonl", line.removesuffix(b"\n"))
        if not isinstance(read, Mapping) or not all(isinstance(value, str) for value in read.values()):
            raise RuleBroken("bundle.not-a-corpus", line=number)
        fields = {name: str(value) for name, value in read.items()}
        if set(fields) == {"erased"} and _LEAF.fullmatch(fields["erased"]):
            erased.append(fields["erased"])
        elif set(fields) == FIELDS and fields["kind"] in ("proposal", "answer"):
            kind: Kind = "proposal" if fields["kind"] == "proposal" else "answer"
            language = fields["language"]
            texts.append(CorpusText(fields["id"], fields["text"], kind, fields["salt"], language))
        else:
            raise RuleBroken("bundle.not-a-corpus", line=number)
    return corpus_of(texts, erased)
