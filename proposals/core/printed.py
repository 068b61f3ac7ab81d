"""A document in words, before it is drawn: sections, paragraphs, tables, digests, bodies.

Whoever words a document (frontend) knows no format; whoever draws it (Markdown, HTML, the PDF's
template) knows no sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from deliberation.core.canonical import Json
from proposals.core.bodies import Body


@dataclass(frozen=True, slots=True)
class Prose:
    """A body by members or organisers, read in a serif."""

    body: Body

    def as_json(self) -> dict[str, Json]:
        """For the template."""
        return {"kind": "prose", "body": [node.as_json() for node in self.body]}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of ours: `lead` under a title, `plain`, or a `note` in small letters."""

    text: str
    style: str = "plain"

    def as_json(self) -> dict[str, Json]:
        """For the template."""
        return {"kind": "line", "text": self.text, "style": self.style}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that matters, as its words; a drawing of a part of a whole goes with it, told by `alt`."""

    text: str
    part: int
    whole: int
    alt: str

    def as_json(self) -> dict[str, Json]:
        """For the template."""
        return {
            "kind": "figure", "text": self.text, "part": self.part, "whole": self.whole, "alt": self.alt
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, its columns (a `#` in front of one says that it holds numbers), its rows.

    The first cell of a row names it.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def titles(self) -> tuple[tuple[str, bool], ...]:
        """Each column's title, and whether it holds numbers."""
        return tuple((title.removeprefix("#"), title.startswith("#")) for title in self.columns)

    def as_json(self) -> dict[str, Json]:
        """For the template."""
        return {
            "kind": "table",
            "caption": self.caption,
            "columns": [{"title": title, "number": number} for title, number in self.titles()],
            "rows": [list(row) for row in self.rows],
        }


@dataclass(frozen=True, slots=True)
class Digest:
    """Something to compare sign by sign: a digest in groups, a command to copy."""

    label: str
    value: str

    def as_json(self) -> dict[str, Json]:
        """For the template."""
        return {"kind": "digest", "label": self.label, "value": self.value}


Block = Prose | Line | Figure | Table | Digest


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document with its title. `number` stands large before it (a measure's), `margin`
    beside it; `style` is how it is set: `part`, `measure`, `annex` (small, opens a page) or `text`.
    """

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    inside: tuple[Section, ...] = ()
    number: str = ""
    margin: str = ""
    style: str = "part"

    def as_json(self) -> dict[str, Json]:
        """For the template."""
        return {
            "key": self.key, "title": self.title, "number": self.number, "margin": self.margin,
            "style": self.style, "blocks": [block.as_json() for block in self.blocks],
            "inside": [section.as_json() for section in self.inside],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printed:
    """A document in words. `state` is what the cover says of its standing; `meta` the lines under it.

    `dated` is a day as year, month, day: the date inside the PDF, which must not move by itself.
    """

    language: str
    title: str
    organisation: str
    kicker: str
    number: str
    lead: str
    state: str
    meta: tuple[str, ...]
    hue: str
    hue_colour: str
    contents_title: str
    running: str
    page: str
    dated: tuple[int, int, int]
    sections: tuple[Section, ...]

    def as_json(self) -> dict[str, Json]:
        """For the template."""
        return {
            "language": self.language, "title": self.title, "organisation": self.organisation,
            "kicker": self.kicker, "number": self.number, "lead": self.lead, "state": self.state,
            "meta": list(self.meta), "hue": self.hue_colour, "contents": self.contents_title,
            "running": self.running, "page": self.page, "dated": list(self.dated),
            "sections": [section.as_json() for section in self.sections],
        }  # fmt: skip
