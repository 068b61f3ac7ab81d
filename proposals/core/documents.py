"""A booklet with all that belongs to it, as one plain value: Markdown, HTML, JSON and PDF are drawn from it.

The parts that a booklet may lack are None: a form that is drawn leaves their section out. A new part is
a field here, a query in `proposals.queries.documents`, and a section in `frontend.printing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deliberation.core.canonical import Json, digest
from proposals.core.booklets import FrozenBooklet

FORMAT = "livret-document-1"
# The whole of a text is printed up to this length; imported ones may be longer. Beyond the second
# limit in all, each text gives its beginning only, and says so: a file stays one a person can open.
LONGEST_WHOLE = 5_000
MOST_SIGNS = 2_000_000
BEGINNING = 400


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text behind a measure. `by` is empty unless its author signs; words are empty once it is
    withdrawn or hidden, and `reason` says why. `cut` says that `body` is the beginning only.
    """

    name: str
    title: str
    body: str
    by: str = ""
    state: str = "open"
    reason: str = ""
    core: bool = True
    by_hand: bool = False
    cut: bool = False

    def as_json(self) -> dict[str, Json]:
        """The text as published."""
        return {
            "body": self.body, "by": self.by, "by_hand": self.by_hand, "core": self.core, "cut": self.cut,
            "name": self.name, "reason": self.reason, "state": self.state, "title": self.title,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class PrintedMeasure:
    """A measure with its digest, what it was drafted from, and the texts behind it, core ones first."""

    number: int
    title: str
    body: str
    digest: str
    terms: tuple[str, ...] = ()
    draft_title: str = ""
    edited: bool = False
    sources: tuple[SourceText, ...] = ()
    # Which half of two opposite demands it is: `for`, `against`, or neither.
    side: str = ""

    @property
    def core(self) -> int:
        """How many texts demand it."""
        return sum(source.core for source in self.sources)

    @property
    def near(self) -> int:
        """How many texts stand near it."""
        return len(self.sources) - self.core

    def as_json(self) -> dict[str, Json]:
        """The measure as published."""
        return {
            "body": self.body, "digest": self.digest, "draft_title": self.draft_title, "edited": self.edited,
            "number": self.number, "side": self.side,
            "sources": [source.as_json() for source in self.sources],
            "terms": list(self.terms), "title": self.title,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Carried:
    """Of a booklet's texts, those that demand a measure (`core`), stand near one, and were moved by hand; who
    wrote them, by groups large enough to stand apart, and all others; of the campaign's texts, the rest.
    """

    texts: int
    core: int
    near: int
    by_hand: int
    aside: int
    to_place: int
    authors: int = 0
    groups: tuple[tuple[str, int], ...] = ()
    other_groups: int = 0

    @property
    def carried(self) -> int:
        """Texts behind a measure."""
        return self.core + self.near

    def as_json(self) -> dict[str, Json]:
        """The counts as published."""
        return {
            "aside": self.aside, "authors": self.authors, "by_hand": self.by_hand, "core": self.core,
            "groups": [{"authors": authors, "name": name} for name, authors in self.groups],
            "near": self.near, "other_groups": self.other_groups, "texts": self.texts,
            "to_place": self.to_place,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frozen:
    """The freeze: when (UTC, second), by whom, and the journal's entry that says so."""

    at: str
    by: str = ""
    journal_seq: int = 0

    def as_json(self) -> dict[str, Json]:
        """The freeze as published."""
        return {"at": self.at, "by": self.by, "journal_seq": self.journal_seq}


@dataclass(frozen=True, slots=True)
class ObjectionText:
    """What one member wrote against something, as plain text; `by` is empty unless the member signs. Words
    that a moderator hid are empty, and `hidden` says why.
    """

    name: str
    kind: str
    body: str
    instead: str = ""
    by: str = ""
    hidden: str = ""

    def as_json(self) -> dict[str, Json]:
        """The words as published."""
        return {
            "body": self.body, "by": self.by, "hidden": self.hidden, "instead": self.instead,
            "kind": self.kind, "name": self.name,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contested:
    """Objections under one answer, or those without one yet: the first of them, and how many there are.

    `measure` is a number, None for the booklet as a whole; `changes` are the journal's entries of what was
    changed because of them.
    """

    measure: int | None
    first: tuple[ObjectionText, ...]
    total: int
    outcome: str = ""
    answer: str = ""
    changes: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Json]:
        """The objections as published."""
        return {
            "answer": self.answer, "changes": list(self.changes), "measure": self.measure,
            "objections": [found.as_json() for found in self.first], "outcome": self.outcome,
            "total": self.total,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Silent:
    """A term of the silence list: frequent in the texts, carried by no measure of the booklet; `elsewhere`
    says that a measure of another one carries it.
    """

    term: str
    authors: int
    texts: int
    elsewhere: bool = False

    def as_json(self) -> dict[str, Json]:
        """The term as published."""
        return {
            "authors": self.authors, "elsewhere": self.elsewhere, "term": self.term, "texts": self.texts,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class BookletDocument:
    """Everything a printed booklet says, without the words that say it.

    `booklet` is what the digest is taken over; the rest may change after the freeze only where the law
    asks for it (a text hidden, a name taken off), and then its files are drawn again. `dated` is the
    day of the file (UTC): the freeze, or for a draft the publication or the run it comes from.
    """

    organisation: str
    address: str
    language: str
    campaign_title: str
    hue: str
    of: int
    run_number: int
    edits: int
    dated: str
    booklet: FrozenBooklet
    measures: tuple[PrintedMeasure, ...]
    carried: Carried
    frozen: Frozen | None = None
    objections: tuple[Contested, ...] | None = None
    silences: tuple[Silent, ...] | None = None

    def as_json(self) -> dict[str, Json]:
        """The document as published: `booklet` inside it is the very value the digest is taken over."""
        return {
            "address": self.address,
            "booklet": self.booklet.as_json(),
            "campaign_title": self.campaign_title,
            "carried": self.carried.as_json(),
            "dated": self.dated,
            "digest": self.booklet.digest(),
            "edits": self.edits,
            "format": FORMAT,
            "frozen": None if self.frozen is None else self.frozen.as_json(),
            "hue": self.hue,
            "language": self.language,
            "measures": [measure.as_json() for measure in self.measures],
            "objections": _all(self.objections),
            "of": self.of,
            "organisation": self.organisation,
            "run_number": self.run_number,
            "silences": _all(self.silences),
        }

    def digest(self) -> str:
        """SHA-256 of the canonical document: files drawn from it are up to date as long as it stands."""
        return digest(self.as_json())


def shortened(measures: Sequence[PrintedMeasure]) -> tuple[PrintedMeasure, ...]:
    """The measures with each text whole, or its beginning where it, or all of them, are too long."""
    signs = sum(min(len(text.body), LONGEST_WHOLE) for measure in measures for text in measure.sources)
    most = LONGEST_WHOLE if signs <= MOST_SIGNS else BEGINNING
    return tuple(
        replace(found, sources=tuple(_cut(text, most) for text in found.sources)) for found in measures
    )


def _cut(text: SourceText, most: int) -> SourceText:
    if len(text.body) <= most:
        return text
    # At a blank, so that no word is halved; a text without any is cut where it must be.
    kept = text.body[: most + 1].rsplit(None, 1)[0]
    body = kept if most // 2 < len(kept) <= most else text.body[:most]
    return replace(text, body=body, cut=True)


def _all(parts: Sequence[Contested | Silent] | None) -> list[Json] | None:
    return None if parts is None else [part.as_json() for part in parts]
