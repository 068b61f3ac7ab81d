"""Booklets as plain values: a name from terms, an address, and the digest that a freeze publishes."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from deliberation.core.canonical import Json, digest
from deliberation.core.errors import RuleBroken
from proposals.core.families import one_of_each
from proposals.core.objections import Answered
from proposals.core.phases import Phase
from proposals.core.texts import check_body, check_title, folded

# The board closes when the drafts are published, wording when the booklets are frozen.
OPEN_TO_SORT = (Phase.CONTRIBUTING, Phase.SORTING)
OPEN_TO_EDIT = (*OPEN_TO_SORT, Phase.REPLYING)
MOST_MEASURES = 15
TERMS_IN_A_TITLE = 3
WORDS_A_MINUTE = 200
LONGEST_TITLE = 120
LONGEST_WORDING = 160
LONGEST_REASON = 300
# What a booklet without a theme of its own is called, in the language of its texts.
OTHER_DEMANDS = {
    "fr": "Autres demandes",
    "en": "Other demands",
    "de": "Weitere Anliegen",
    "es": "Otras demandas",
}
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
    """A booklet as frozen: everything a reader saw, and the run it came from.

    One without objections is written in the first format, as all were before there were any, so that
    what was frozen then keeps its digest.
    """

    campaign: str
    slug: str
    number: int
    title: str
    introduction: str
    run: str
    result: str
    measures: tuple[FrozenMeasure, ...]
    objections: tuple[Answered, ...] = ()

    def as_json(self) -> dict[str, Json]:
        """The booklet as published; `result` is the digest of the run's result."""
        more: dict[str, Json] = {}
        if self.objections:
            more["objections"] = [objection.as_json() for objection in self.objections]
        return more | {
            "campaign": self.campaign,
            "format": "livret-booklet-2" if self.objections else "livret-booklet-1",
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

    def minutes_to_read(self) -> int:
        """How long a reader takes, at 200 words a minute, one minute at least."""
        parts = [self.title, self.introduction]
        parts += [f"{measure.title} {measure.body}" for measure in self.measures]
        return max(1, round(len(" ".join(parts).split()) / WORDS_A_MINUTE))


def name_of(surfaces: Sequence[str]) -> str:
    """A first title made of the terms that name a cluster: "Eau, réseau, fuites"."""
    name = ", ".join(one_of_each(surfaces)[:TERMS_IN_A_TITLE])
    return name[:1].upper() + name[1:]


def slug_of(title: str, taken: Collection[str]) -> str:
    """The address of a booklet: its title in plain letters, with a number when that is taken."""
    base = _NO_LETTER.sub("-", folded(title)).strip("-")[:50].rstrip("-") or "livret"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def wording_digest(title: str, body: str) -> str:
    """SHA-256 of a wording: what a form carries of what its writer read, so that two do not overwrite."""
    return digest([title, body])


def check_measure(title: str, body: str, most: int) -> tuple[str, str]:
    """The wording of a measure as it is kept: its demand in one line, and a body that may be empty.

    Refuses what `proposals.core.texts` refuses of a text: two measures that look alike are alike.
    """
    return check_title(title, LONGEST_WORDING), check_body(body, most) if body.strip() else ""


def check_booklet(title: str, introduction: str, most: int) -> tuple[str, str]:
    """The title of a booklet and its introduction, which may be empty; refuses as for a text."""
    return check_title(title, LONGEST_TITLE), check_body(introduction, most) if introduction.strip() else ""


def check_reason(reason: str) -> str:
    """A public reason in one line, or a refusal: `reason.empty`, `reason.too-long` (used, most), and
    `text.hidden-sign`, `text.too-many-marks` as for a text.
    """
    try:
        return check_title(reason, LONGEST_REASON)
    except RuleBroken as refusal:
        if refusal.code == "text.title-empty":
            raise RuleBroken("reason.empty") from refusal
        if refusal.code == "text.title-too-long":
            raise RuleBroken("reason.too-long", **refusal.facts) from refusal
        raise
