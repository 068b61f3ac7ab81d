"""What an observer wrote down outside and before: heads of the journal, roots, votes, checkpoints.

A notes file has one note a line: `head 41 DIGEST`, `head DIGEST`, `root VOTE DIGEST`, `vote VOTE DIGEST`,
`checkpoint VOTE QUESTION NUMBER DIGEST` or `sealed VOTE DIGEST`; empty lines and lines that start with # are
left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from deliberation.core.chain import Link
from deliberation.core.errors import Fact
from votes.core.pack import CHECKPOINT, ROLL_CORRECTED, ROLL_FROZEN, SCHEDULED, SEALED
from votes.verifier.contents import Pack
from votes.verifier.findings import Finding, NotAPack, finding

LARGEST_NOTES = 2**20
ROOTS = (ROLL_FROZEN, ROLL_CORRECTED)
Place: TypeAlias = tuple[str, str, int]
NOTE = re.compile(r"(?:head(?:\s+(?P<seq>[0-9]{1,15}))?"
                  r"|(?P<kind>root|vote|sealed)\s+(?P<vote>[a-z0-9-]{1,80})"
                  r"|checkpoint\s+(?P<of>[a-z0-9-]{1,80})\s+(?P<question>[a-z0-9-]{1,80})"
                  r"\s+(?P<number>[0-9]{1,15}))"
                  r"\s+(?P<digest>[0-9a-fA-F]{64})")  # fmt: skip
HEAD = re.compile(r"(?:(?P<seq>[0-9]{1,15}):)?(?P<digest>[0-9a-fA-F]{64})")


@dataclass(frozen=True, slots=True)
class Head:
    """A remembered journal head; `seq` is its entry number where that was noted too."""

    seq: int | None
    digest: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A remembered `root` of a roll, digest of a `vote`, digest of the entry that `sealed` it, or digest of a
    `checkpoint`, which is then named by its question and its number.
    """

    kind: str
    vote: str
    digest: str
    question: str = ""
    number: int = 0

    @property
    def place(self) -> tuple[str, str, int]:
        """What the note is about, within its vote."""
        return self.kind, self.question, self.number


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
        digest = found["digest"].lower()
        if found["kind"]:
            noted.append(Noted(found["kind"], found["vote"], digest))
        elif found["of"]:
            noted.append(Noted("checkpoint", found["of"], digest, found["question"], int(found["number"])))
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
    """Compare all anchors with a pack: its journal, its roll's root, its vote's digest, its checkpoints."""
    # A root noted before a public correction is no contradiction: the journal leads from it to the next.
    told = {str(entry.facts.get("root")) for code in ROOTS for entry in pack.entries(code)}
    places = {("root", "", 0): {pack.roll.root} | told, ("vote", "", 0): {pack.vote.digest()}}
    # Where the pack's journal ends; a head noted later than that cannot be compared with it.
    places["sealed", "", 0] = {link.digest for link in pack.journal[-1:]}
    for checkpoint in pack.checkpoints:
        places["checkpoint", checkpoint.question, checkpoint.number] = {checkpoint.digest()}
    heads = compare_heads(anchors.heads, pack.journal, whole=False)
    return _compare_places(heads, anchors.noted, {pack.vote.slug: places})


def compare_announced(anchors: Anchors, journal: Sequence[Link]) -> Comparison:
    """Compare all anchors with a journal alone: its heads, and what it announced of each vote.

    A roll or a vote may have been announced again before the opening: any announcement will do.
    """
    votes: dict[str, dict[Place, set[str]]] = {}
    for link in journal:
        place = _announced_place(link)
        if place is not None:
            fact = link.facts.get("root" if place[0] == "root" else "digest")
            fact = link.digest if place[0] == "sealed" else fact
            votes.setdefault(str(link.facts.get("vote")), {}).setdefault(place, set()).add(str(fact))
    return _compare_places(compare_heads(anchors.heads, journal, whole=True), anchors.noted, votes)


def _announced_place(link: Link) -> Place | None:
    if link.code == CHECKPOINT:
        number = link.facts.get("number")
        return "checkpoint", str(link.facts.get("question")), number if isinstance(number, int) else 0
    known: dict[str, Place] = dict.fromkeys(ROOTS, ("root", "", 0)) | {
        SCHEDULED: ("vote", "", 0),
        SEALED: ("sealed", "", 0),
    }
    return known.get(link.code)


def _compare_places(
    heads: Comparison, noted: Sequence[Noted], votes: Mapping[str, Mapping[Place, set[str]]]
) -> Comparison:
    findings, notes, matched = list(heads.findings), list(heads.notes), heads.matched
    for note in noted:
        if note.vote not in votes:
            notes.append(finding("anchor.other-vote", vote=note.vote))
        elif note.digest in votes[note.vote].get(note.place, ()):
            matched += 1
        elif note.kind == "checkpoint":
            facts: dict[str, Fact] = {"question": note.question, "number": note.number}
            findings.append(finding("anchor.checkpoint-differs", noted=note.digest[:12], **facts))
        else:
            findings.append(finding(f"anchor.{note.kind}-differs", noted=note.digest[:12]))
    return Comparison(matched, tuple(findings), tuple(notes))


def _head(found: re.Match[str]) -> Head:
    return Head(int(found["seq"]) if found["seq"] else None, found["digest"].lower())
