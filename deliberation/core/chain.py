"""The journal's chain: each entry carries the digest of the one before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from deliberation.core.canonical import Json, digest

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """One published entry of the journal; `facts` is any restricted JSON object."""

    seq: int
    at: str
    actor: str
    office: str
    code: str
    facts: dict[str, Json]
    previous: str
    digest: str

    def body(self) -> dict[str, Json]:
        """What the digest is taken over: the entry without its digest."""
        return {
            "actor": self.actor,
            "at": self.at,
            "code": self.code,
            "facts": self.facts,
            "office": self.office,
            "previous": self.previous,
            "seq": self.seq,
        }

    def published(self) -> dict[str, Json]:
        """The entry as published: the body and its digest."""
        return {**self.body(), "digest": self.digest}


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain stops holding: `seq` of the entry, `what` in a code."""

    seq: int
    what: str


def utc_second(moment: datetime) -> str:
    """A moment as the journal writes it: UTC, to the second, `2026-11-24T18:02:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def next_link(
    previous: str, seq: int, at: str, actor: str, office: str, code: str, facts: dict[str, Json]
) -> Link:
    """The entry that follows `previous` (the last digest, or GENESIS for entry 1)."""
    link = Link(seq, at, actor, office, code, facts, previous, "")
    return Link(seq, at, actor, office, code, facts, previous, digest(link.body()))


def first_break(links: Iterable[Link], previous: str = GENESIS, seq: int = 1) -> Break | None:
    """The first entry where the chain does not hold, or None when it holds from end to end.

    `previous` and `seq` allow a check to start in the middle, from a head already trusted. Times
    may repeat but never go backwards.
    """
    at = ""
    for link in links:
        if link.seq != seq:
            return Break(seq, "journal.gap")
        if link.previous != previous:
            return Break(seq, "journal.chain-broken")
        if digest(link.body()) != link.digest:
            return Break(seq, "journal.entry-changed")
        if link.at < at:
            return Break(seq, "journal.time-backwards")
        previous, seq, at = link.digest, seq + 1, link.at
    return None
