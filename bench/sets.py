"""The labelled sets that groupings are measured on: any CSV with the columns `id`, `text` and `label`."""

from __future__ import annotations

import csv
import gzip
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import py3langid

from proposals.core.corpus import Kind
from proposals.core.lists import STEMMERS

FOLDER = Path(__file__).parents[2] / "shared/data/texts"
LABELLED = (
    "fr_repnum",
    "fr_laec_measures",
    "fr_rua",
    "fr_vraidebat_titles",
    "de_klimarat",
    "de_ottensen",
    "en_us_petitions",
    "en_polis",
)
PASSAGES, TITLES = "en_20ng_passages", "fr_vraidebat_titles"
SAMPLE_OF_A_LANGUAGE = 200


class NotASet(Exception):
    """A file that cannot be measured on, with the reason as a sentence."""


@dataclass(frozen=True, slots=True)
class Row:
    """One text: its language, the label people gave it (empty where nobody did), and a finer one
    (`inner`): the section it stands in, or the proposal it is about.
    """

    id: str
    text: str
    language: str
    label: str = ""
    inner: str = ""
    kind: Kind = "proposal"


@dataclass(frozen=True, slots=True)
class TextSet:
    """A named set of texts, in the order of its file."""

    name: str
    rows: tuple[Row, ...]

    @property
    def labels(self) -> list[str]:
        """The label of each row."""
        return [row.label for row in self.rows]

    @property
    def languages(self) -> list[str]:
        """The languages of its texts, sorted."""
        return sorted({row.language for row in self.rows})

    def taken(self, rows: Sequence[int]) -> TextSet:
        """The same set with these rows alone, in this order."""
        return replace(self, rows=tuple(self.rows[at] for at in rows))

    def sample(self, most: int | None, seed: int = 0) -> TextSet:
        """At most so many rows, drawn from a seed, in the order of the file."""
        if most is None or len(self.rows) <= most:
            return self
        return self.taken(sorted(random.Random(seed).sample(range(len(self.rows)), most)))


def known_file(name: str) -> Path:
    """Where a set of the shared folder lies."""
    return FOLDER / f"{name}.dev.csv.gz"


def read_set(path: Path, *, labelled: bool = True) -> TextSet:
    """Read one CSV, gzipped or not. Raises `NotASet` for a file without the columns needed, without
    texts, or (where `labelled` is asked for) without two labels. An id that stands twice is made unique.
    """
    records = _records(path)
    needed = {"id", "text", *(["label"] if labelled else [])}
    missing = needed - set(records[0] if records else needed)
    if missing or not records:
        raise NotASet(f"{path}: {'no columns ' + ', '.join(sorted(missing)) if missing else 'no texts'}")
    if labelled and len({record["label"] for record in records} - {""}) < 2:
        raise NotASet(f"{path}: fewer than two labels, nothing to agree with")
    usual = _language(records)
    seen: Counter[str] = Counter()
    rows = []
    for record in records:
        seen[record["id"]] += 1
        twice = f"#{seen[record['id']]}" if seen[record["id"]] > 1 else ""
        rows.append(_row(record, f"{record['id']}{twice}", usual))
    return TextSet(path.name.split(".")[0], tuple(rows))


def _records(path: Path) -> list[dict[str, str]]:
    # The limit is the whole process's: what reads files of people beside us keeps its own.
    usual = csv.field_size_limit(2**30)
    try:
        if path.suffix == ".gz":
            with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as stream:
                return list(csv.DictReader(stream))
        with path.open(encoding="utf-8-sig", newline="") as plain:
            return list(csv.DictReader(plain))
    finally:
        csv.field_size_limit(usual)


def _row(record: dict[str, str], unique: str, usual: str) -> Row:
    language = (record.get("lang") or usual).strip().lower()
    kind: Kind = "answer" if record.get("kind") in ("argument", "answer") else "proposal"
    inner = record.get("section", "")
    if not inner and "parent" in record:
        inner = record["parent"] or record["id"]
    known = language if language in STEMMERS else usual
    return Row(unique, record["text"], known, record.get("label", ""), inner, kind)


def _language(records: Sequence[dict[str, str]]) -> str:
    """The commonest of the column `lang`, or what the first texts read like; those we can read alone."""
    told = Counter(record.get("lang", "") for record in records)
    language = told.most_common(1)[0][0].strip().lower()
    if not language:
        words = " ".join(record["text"] for record in records[:SAMPLE_OF_A_LANGUAGE])
        language = str(py3langid.classify(words)[0])
    return language if language in STEMMERS else "en"
