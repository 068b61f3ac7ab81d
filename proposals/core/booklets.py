"""Booklets as plain values: a name from terms, an address, and the digest that a freeze publishes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from deliberation.core.canonical import Json, digest
from deliberation.core.errors import RuleBroken

TERMS_IN_A_TITLE = 3
LONGEST_TITLE = 120
LONGEST_WORDING = 160
LONGEST_REASON = 300
# What hides from the eye: controls, bidirectional marks, letters without width.
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_NO_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class FrozenMeasure:
    """A measure as frozen: its number, its wording, and the names of its source texts, sorted."""

    number: int
    title: str
    body: str
    sources: tuple[str, ...]

    def as_json(self) -> dict[str, Json]:
        """The measure as it enters the booklet's digest."""
        return {
            "body": self.body,
            "number": self.number,
            "sources": list(self.sources),
            "title": self.title,
        }

    def digest(self) -> str:
        """SHA-256 of the canonical measure; a ballot's option carries it."""
        return digest(self.as_json())


@dataclass(frozen=True, slots=True)
class FrozenBooklet:
    """A booklet as frozen: everything a reader saw, and the run it came from."""

    campaign: str
    slug: str
    number: int
    title: str
    introduction: str
    run: str
    result: str
    measures: tuple[FrozenMeasure, ...]

    def as_json(self) -> dict[str, Json]:
        """The booklet as published; `result` is the digest of the run's result."""
        return {
            "campaign": self.campaign,
            "format": "livret-booklet-1",
            "introduction": self.introduction,
            "measures": [measure.as_json() for measure in self.measures],
            "number": self.number,
            "result": self.result,
            "run": self.run,
            "slug": self.slug,
            "title": self.title,
        }

    def digest(self) -> str:
        """SHA-256 of the canonical booklet: what the journal records and every ballot prints."""
        return digest(self.as_json())


def name_of(surfaces: Sequence[str]) -> str:
    """A first title made of the terms that name a cluster: "Eau, réseau, fuites"."""
    name = ", ".join(surfaces[:TERMS_IN_A_TITLE])
    return name[:1].upper() + name[1:]


def slug_of(title: str, taken: Collection[str]) -> str:
    """The address of a booklet: its title in plain letters, with a number when that is taken."""
    flat = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    base = _NO_LETTER.sub("-", flat).strip("-")[:50].rstrip("-") or "livret"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def check_wording(text: str, longest: int, thing: str) -> str:
    """The text cleaned for print, or RuleBroken(`thing`.empty / .too-long / .unseen-signs).

    Composed (NFC), outer white space cut; signs that do not show are refused, since two measures
    that look alike must be alike. `thing` is the first half of the code.
    """
    clean = unicodedata.normalize("NFC", text).strip()
    if not clean:
        raise RuleBroken(f"{thing}.empty")
    if len(clean) > longest:
        raise RuleBroken(f"{thing}.too-long", signs=len(clean), most=longest)
    if any(unicodedata.category(sign) in _UNSEEN for sign in clean.replace("\n", "")):
        raise RuleBroken(f"{thing}.unseen-signs")
    return clean
