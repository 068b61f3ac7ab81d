"""How far a database had come, as it was known outside of it; and the gap when it went back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from deliberation.core.canonical import Json, NotCanonical, canonical, parse


class NotKnown(ValueError):
    """What should say how far a database had come cannot be read."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a database had come: its journal's head (`seq`, `digest`), the minutes' works done (`ticks`),
    the last one's moment (`at`). The digest of its `first` entry names it among all databases.
    """

    first: str
    seq: int
    digest: str
    ticks: int
    at: str

    def told(self) -> dict[str, Json]:
        """What the journal says of it."""
        return {"at": self.at, "digest": self.digest, "seq": self.seq, "ticks": self.ticks}

    def encoded(self) -> bytes:
        """The bytes of the file that remembers it."""
        return canonical({**self.told(), "first": self.first})


@dataclass(frozen=True, slots=True)
class Gap:
    """A database that went back: how far it was `known` to have come, and where it was `found`."""

    known: Reached
    found: Reached

    @property
    def minutes(self) -> int:
        """How long the lost span is, as far as both sides dated their last minute; 0 where one did not."""
        if not (self.known.at and self.found.at):
            return 0
        lost = datetime.fromisoformat(self.known.at) - datetime.fromisoformat(self.found.at)
        return max(0, ceil(lost.total_seconds() / 60))

    def told(self) -> dict[str, Json]:
        """The facts of the journal's line."""
        return {"found": self.found.told(), "known": self.known.told(), "minutes": self.minutes}


def find_gap(known: Reached, found: Reached, held: str) -> Gap | None:
    """The gap between what was known outside and what is found, or None where nothing was lost.

    `held` is the digest of the entry that the database has under the number of the known head, "" where it
    has none. Another database than the one that was known has no gap: it is another one.
    """
    if not is_same(known, found):
        return None
    went_back = found.ticks < known.ticks or (known.seq > 0 and held != known.digest)
    return Gap(known, found) if went_back else None


def is_same(known: Reached, found: Reached) -> bool:
    """Whether both are of one database; one whose journal was still empty may have become any."""
    return known.first in ("", found.first)


def read_reached(content: bytes) -> Reached:
    """What the file of `encoded` remembers. Raises NotKnown."""
    try:
        value = parse(content)
    except NotCanonical as error:
        raise NotKnown(str(error)) from error
    kinds = {"at": str, "digest": str, "first": str, "seq": int, "ticks": int}
    if not isinstance(value, Mapping) or {name: type(each) for name, each in value.items()} != kinds:
        raise NotKnown("not how far a database had come")
    return Reached(
        str(value["first"]), _number(value["seq"]), str(value["digest"]), _number(value["ticks"]),
        str(value["at"]),
    )  # fmt: skip


def _number(value: Json) -> int:
    if not isinstance(value, int) or value < 0:
        raise NotKnown("a number below zero")
    return value
