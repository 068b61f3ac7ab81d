"""What an observer wrote down outside and before: journal heads, roll roots, digests of votes.

A notes file has one note a line: `head 41 DIGEST`, `head DIGEST`, `root VOTE DIGEST` or
`vote VOTE DIGEST`; empty lines and lines that start with # are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from deliberation.core.chain import Link
from votes.verifier.contents import Pack
from votes.verifier.findings import Finding, NotAPack, finding

LARGEST_NOTES = 2**20
NOTE = re.compile(r"(?:head(?:\s+(?P<seq>[0-9]{1,15}))?|(?P<kind>root|vote)\s+(?P<vote>[a-z0-9-]{1,80}))"
                  r"\s+(?P<digest>[0-9a-fA-F]{64})")  # fmt: skip
HEAD = re.compile(r"(?:(?P<seq>[0-9]{1,15}):)?(?P<digest>[0-9a-fA-F]{64})")


@dataclass(frozen=True, slots=True)
class Head:
    """A remembered journal head; `seq` is its entry number where that was noted too."""

    seq: int | None
    digest: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A remembered `root` of a roll or digest of a `vote`."""

    kind: str
    vote: str
    digest: str


@dataclass(frozen=True, slots=True)
class Anchors:
    """All that was remembered from outside."""

    heads: tuple[Head, ...] = ()
    noted: tuple[Noted, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the anchors gave: how many were found as noted, what differs, what could not be compared."""

    matched: int
    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...]


def read_anchors(written: str, known_heads: Sequence[str] = ()) -> Anchors:
    """The anchors of a notes file and of `--known-head` (`DIGEST` or `NUMBER:DIGEST`).

    Raises NotAPack `anchors.unreadable` with the line, or `anchors.head-unreadable`.
    """
    heads, noted = [], []
    for known in known_heads:
        found = HEAD.fullmatch(known.strip())
        if not found:
            raise NotAPack("anchors.head-unreadable", head=known)
        heads.append(_head(found))
    for number, line in enumerate(written.splitlines(), start=1):
        note = line.strip()
        if not note or note.startswith("#"):
            continue
        found = NOTE.fullmatch(note)
        if not found:
            raise NotAPack("anchors.unreadable", line=number)
        if found["kind"]:
            noted.append(Noted(found["kind"], found["vote"], found["digest"].lower()))
        else:
            heads.append(_head(found))
    return Anchors(tuple(heads), tuple(noted))


def compare_heads(heads: Sequence[Head], journal: Sequence[Link], whole: bool) -> Comparison:
    """Look each remembered head up in the chain.

    `whole` says that the journal should reach to now (a journal.jsonl from the site), so that a head
    past its end was cut off; a pack's journal ends at the sealing, and such a head says nothing.
    """
    findings, notes, matched = [], [], 0
    places = {link.digest: place for place, link in enumerate(journal, start=1)}
    for head in heads:
        short = head.digest[:12]
        if head.seq is not None and head.seq > len(journal) and not whole:
            notes.append(finding("anchor.head-after-pack", seq=head.seq, last=len(journal)))
        elif head.seq is not None and head.seq > len(journal):
            findings.append(finding("anchor.journal-cut", seq=head.seq, last=len(journal)))
        elif head.digest not in places:
            findings.append(finding("anchor.head-not-found", head=short))
        elif head.seq is not None and head.seq != places[head.digest]:
            findings.append(finding("anchor.head-elsewhere", head=short, seq=head.seq))
        else:
            matched += 1
    return Comparison(matched, tuple(findings), tuple(notes))


def compare_noted(anchors: Anchors, pack: Pack) -> Comparison:
    """Compare all anchors with a pack: its journal, its roll's root, its vote's digest."""
    heads = compare_heads(anchors.heads, pack.journal, whole=False)
    findings, notes, matched = list(heads.findings), list(heads.notes), heads.matched
    actual = {"root": {pack.roll.root}, "vote": {pack.vote.digest()}}
    for note in anchors.noted:
        if note.vote != pack.vote.slug:
            notes.append(finding("anchor.other-vote", vote=note.vote))
        elif note.digest in actual[note.kind]:
            matched += 1
        else:
            findings.append(finding(f"anchor.{note.kind}-differs", noted=note.digest[:12]))
    return Comparison(matched, tuple(findings), tuple(notes))


def _head(found: re.Match[str]) -> Head:
    return Head(int(found["seq"]) if found["seq"] else None, found["digest"].lower())
