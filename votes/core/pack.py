"""The evidence pack: its members, their order, its manifest (docs/formats/evidence-pack.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deliberation.core.canonical import Json, canonical
from deliberation.core.chain import Link
from deliberation.core.errors import RuleBroken
from votes.core import reading
from votes.core.questions import Vote
from votes.core.rolls import Roll

FORMAT = "livret-pack"
FORMAT_VERSION = 2
MANIFEST, VOTE, ROLL, MARKS = "manifest.json", "vote.json", "roll.json", "marks.json"
CHECKPOINTS, REPLACED, TALLY = "checkpoints.jsonl", "replaced.jsonl", "tally.json"
JOURNAL, REMARKS = "journal.jsonl", "remarks.jsonl"
ROLL_ANNOUNCED, ROLL_CORRECTED = "vote.roll-announced", "vote.roll-corrected"
ROLL_PREPARED = "vote.roll-prepared"
CLAIM_ANSWERED = "claim.answered"
ROLL_FROZEN, SCHEDULED, OPENED, SEALED = "vote.roll-frozen", "vote.scheduled", "vote.opened", "vote.sealed"
BOOKLET_FROZEN, CHECKPOINT, REMARKED = "booklet.frozen", "vote.checkpoint", "vote.remarked"
NOT_HELD, REHEARSED = "vote.not-held", "vote.rehearsed"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the manifest: a member, the SHA-256 of its bytes, how many they are."""

    name: str
    sha256: str
    size: int

    def published(self) -> dict[str, Json]:
        """The line as published."""
        return {"name": self.name, "sha256": self.sha256, "size": self.size}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the pack says it holds: the vote, and every member but the manifest, in order."""

    vote: str
    members: tuple[Listed, ...]

    def encoded(self) -> bytes:
        """The bytes of manifest.json."""
        members = [member.published() for member in self.members]
        return canonical({"format": FORMAT, "members": members, "version": FORMAT_VERSION, "vote": self.vote})


def ballots_name(question: str) -> str:
    """The member that holds the ballots of a question."""
    return f"ballots/{question}.jsonl"


def member_names(vote: Vote) -> tuple[str, ...]:
    """The members of a vote's pack in their order, the manifest first."""
    boxes = tuple(ballots_name(question.slug) for question in vote.questions)
    return (MANIFEST, VOTE, ROLL, MARKS, CHECKPOINTS, REPLACED, *boxes, TALLY, JOURNAL, REMARKS)


def scheduled_facts(vote: Vote) -> dict[str, Json]:
    """The facts of `vote.scheduled` and `vote.opened`: what will be asked (its digest) and when."""
    return {
        "closes_at": vote.closes_at,
        "digest": vote.digest(),
        "opens_at": vote.opens_at,
        "vote": vote.slug,
    }


def roll_announced_facts(roll: Roll) -> dict[str, Json]:
    """The facts of `vote.roll-announced`: the cut-off day, the conditions, the reason of an urgent vote."""
    return roll.promised()


def roll_corrected_facts(
    roll: Roll, previous: str, added: Iterable[str], removed: Iterable[str], reason: str
) -> dict[str, Json]:
    """The facts of `vote.roll-corrected`: the new roll, the root before it, and what moved, and why.

    `added` and `removed` are the commitments of the seats that moved: with them anybody gets from the new
    list to the one before, and finds no other seat moved.
    """
    brought, taken = sorted(added), sorted(removed)
    moved: dict[str, Json] = {
        "added": len(brought),
        "commitments_added": brought,
        "commitments_removed": taken,
        "previous": previous,
        "reason": reason,
        "removed": len(taken),
    }
    return {**roll.announced(), **moved}


def roll_frozen_facts(roll: Roll) -> dict[str, Json]:
    """The facts of `vote.roll-frozen`."""
    return roll.announced()


def read_manifest(value: Json) -> Manifest:
    """The manifest of a manifest.json. Raises Malformed, or RuleBroken `pack.version-old` or
    `pack.version-unknown`.
    """
    found = reading.record(value, MANIFEST, "format", "members", "version", "vote")
    version = found["version"]
    if found["format"] != FORMAT or not isinstance(version, int) or isinstance(version, bool):
        raise RuleBroken("pack.version-unknown")
    if version != FORMAT_VERSION:
        raise RuleBroken("pack.version-old" if 0 < version < FORMAT_VERSION else "pack.version-unknown")
    members = tuple(_read_listed(each) for each in reading.rows(found["members"], "members"))
    return Manifest(reading.slug(found["vote"], "vote"), members)


def read_link(value: Json, where: str) -> Link:
    """One line of a journal.jsonl. Raises Malformed; whether the chain holds is `first_break`'s to say."""
    names = ("actor", "at", "code", "digest", "facts", "office", "previous", "seq")
    found = reading.record(value, where, *names)
    facts = found["facts"]
    if not isinstance(facts, Mapping):
        raise reading.Malformed(where, "facts as an object")
    return Link(
        seq=reading.count(found["seq"], where),
        at=reading.moment(found["at"], where),
        actor=reading.text(found["actor"], where),
        office=reading.text(found["office"], where),
        code=reading.text(found["code"], where),
        facts=dict(facts),
        previous=reading.hexadecimal(found["previous"], where),
        digest=reading.hexadecimal(found["digest"], where),
    )


def _read_listed(value: Json) -> Listed:
    found = reading.record(value, MANIFEST, "name", "sha256", "size")
    digest = reading.hexadecimal(found["sha256"], "sha256")
    return Listed(reading.text(found["name"], "name"), digest, reading.count(found["size"], "size"))
