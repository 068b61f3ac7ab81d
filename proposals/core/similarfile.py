"""The index of similar texts as a file that several processes map into memory and read as it lies.

A line with the format's name, a line of canonical JSON (sizes, digest, and what the index is about),
spaces up to a multiple of eight, then the arrays one after the other, little-endian.
"""

from __future__ import annotations

import hashlib
import json
import mmap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deliberation.core.canonical import canonical
from proposals.core.integers import ints
from proposals.core.similar import Index, Vocabulary

FORMAT = b"livret-similar-1\n"
LONGEST_HEADER = 4096
_SIZES = ("texts", "stems", "postings", "letters", "words")


class NotAnIndex(Exception):
    """The file is none of ours, was cut short, or was changed: build it again."""


@dataclass(frozen=True, slots=True)
class About:
    """What an index was built from, to see whether it still tells the truth.

    `campaign` by its slug; `newest` is the public name of the text with the largest key, so that the
    index of another database is known for what it is; `built_at` in ISO, by the database's clock.
    """

    campaign: str
    newest: str
    built_at: str


def index_bytes(index: Index, about: About) -> bytes:
    """The file of an index."""
    body = b"".join(
        [
            index.keys.astype("<i8").tobytes(),
            index.starts.astype("<i8").tobytes(),
            index.vocabulary.starts.astype("<i8").tobytes(),
            index.rows.astype("<i4").tobytes(),
            index.shares.astype("<u2").tobytes(),
            index.are_proposals.astype("u1").tobytes(),
            bytes(index.vocabulary.letters),
        ]
    )
    header = canonical(
        {
            "built_at": about.built_at,
            "campaign": about.campaign,
            "digest": hashlib.sha256(body).hexdigest(),
            "letters": len(index.vocabulary.letters),
            "newest": about.newest,
            "postings": len(index.rows),
            "stems": len(index.vocabulary),
            "texts": len(index),
            "words": index.words,
        }
    )
    top = FORMAT + header + b"\n"
    return top + b" " * (-len(top) % 8) + body


def index_from(file: bytes | mmap.mmap) -> tuple[Index, About]:
    """The index that lies in the file: its arrays are views of it, nothing is copied.

    Raises NotAnIndex for anything but a whole file of ours.
    """
    sizes, about, digest, at = _header(file)
    body = memoryview(file)[at:]
    texts, stems, postings, letters, words = sizes
    lengths = (8 * texts, 8 * (stems + 1), 8 * (stems + 1), 4 * postings, 2 * postings, texts, letters)
    if len(body) != sum(lengths) or hashlib.sha256(body).hexdigest() != digest:
        raise NotAnIndex("cut short or changed")
    parts = []
    for length in lengths:
        parts.append(body[:length])
        body = body[length:]
    keys, starts, stem_starts, rows, shares, kinds, stem_letters = parts
    vocabulary = Vocabulary(stem_letters, ints(np.frombuffer(stem_starts, "<i8")))
    index = Index(
        keys=ints(np.frombuffer(keys, "<i8")),
        are_proposals=np.frombuffer(kinds, np.bool_),
        vocabulary=vocabulary,
        starts=ints(np.frombuffer(starts, "<i8")),
        rows=np.frombuffer(rows, "<i4"),
        shares=np.frombuffer(shares, "<u2"),
        words=words,
    )
    return index, about


def open_index(path: Path) -> tuple[Index, About]:
    """The index of a file, mapped read-only: processes that open the same file share its memory.

    Raises NotAnIndex, or OSError when there is no such file. A file replaced by another stays whole for
    whoever has it open.
    """
    with path.open("rb") as file:
        try:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError as error:  # an empty file cannot be mapped
            raise NotAnIndex("empty") from error
    return index_from(mapped)


def _header(file: bytes | mmap.mmap) -> tuple[list[int], About, str, int]:
    top = bytes(file[: len(FORMAT) + LONGEST_HEADER])
    line, end, _ = top.removeprefix(FORMAT).partition(b"\n")
    if not top.startswith(FORMAT) or not end:
        raise NotAnIndex("another format")
    try:
        read = json.loads(line)
    except ValueError as error:
        raise NotAnIndex("a header that is no JSON") from error
    if not isinstance(read, Mapping):
        raise NotAnIndex("a header that is no object")
    sizes = [read.get(name) for name in _SIZES]
    told = [read.get(name) for name in ("campaign", "newest", "built_at", "digest")]
    whole = [size for size in sizes if type(size) is int and size >= 0]
    words = [word for word in told if isinstance(word, str)]
    if len(whole) != len(sizes) or len(words) != len(told):
        raise NotAnIndex("a header without its fields")
    at = len(FORMAT) + len(line) + 1
    return whole, About(*words[:3]), words[3], at + (-at % 8)
