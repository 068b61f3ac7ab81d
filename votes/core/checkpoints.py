"""Checkpoints: what the server commits to while people vote, without showing anything of a choice.

A checkpoint of a question lists the hiding hashes of the ballots that are new or changed since its
last one. At the close each hash is either opened, by a published ballot that has it, or listed as
replaced, by a later change of the same ballot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deliberation.core.canonical import Json, digest
from votes.core import reading
from votes.core.ballots import Ballot, checkpoint_hash

LEAST_HASHES = 20
LEAST_TIME = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """One published batch of a question: `number` counts from 1 in it, `at` is UTC to the second, `hashes`
    are sorted, so that their order says nothing.
    """

    question: str
    number: int
    at: str
    hashes: tuple[str, ...]

    def published(self) -> dict[str, Json]:
        """The checkpoint as one line of checkpoints.jsonl."""
        return {"at": self.at, "hashes": list(self.hashes), "number": self.number, "question": self.question}

    def digest(self) -> str:
        """SHA-256 of the canonical line, without its line feed."""
        return digest(self.published())

    def announced(self, vote: str) -> dict[str, Json]:
        """What the journal says of it (`vote.checkpoint`): how many hashes, and the digest of the line."""
        return {
            "digest": self.digest(),
            "hashes": len(self.hashes),
            "number": self.number,
            "question": self.question,
            "vote": vote,
        }


@dataclass(frozen=True, slots=True)
class Replaced:
    """The checkpointed hashes of a question whose ballot was changed later, sorted."""

    question: str
    hashes: tuple[str, ...]

    def published(self) -> dict[str, Json]:
        """The list as one line of replaced.jsonl."""
        return {"hashes": list(self.hashes), "question": self.question}


def is_due(fresh: int, since: datetime | None, now: datetime) -> bool:
    """Whether a question takes a checkpoint now: `fresh` ballots are new or changed since the last one,
    which was taken at `since` (None: there is none yet).
    """
    return fresh >= LEAST_HASHES and (since is None or now - since >= LEAST_TIME)


def replaced_of(
    question: str, reference: str, checkpoints: Iterable[Checkpoint], ballots: Sequence[Ballot]
) -> Replaced:
    """What is replaced of a question at the close; `reference` is `question_reference(vote, question)`."""
    listed = {each for checkpoint in checkpoints for each in checkpoint.hashes}
    opened = {checkpoint_hash(reference, ballot) for ballot in ballots}
    return Replaced(question, tuple(sorted(listed - opened)))


def seconds_between(earlier: str, later: str) -> int:
    """The seconds from one moment, as published, to another."""
    passed = datetime.fromisoformat(later) - datetime.fromisoformat(earlier)
    return int(passed.total_seconds())


def read_checkpoint(value: Json, where: str) -> Checkpoint:
    """One line of checkpoints.jsonl. Raises Malformed; whether it holds is the verifier's to say."""
    found = reading.record(value, where, "at", "hashes", "number", "question")
    return Checkpoint(
        reading.slug(found["question"], where),
        reading.count(found["number"], where),
        reading.moment(found["at"], where),
        _read_hashes(found["hashes"], where),
    )


def read_replaced(value: Json, where: str) -> Replaced:
    """One line of replaced.jsonl. Raises Malformed."""
    found = reading.record(value, where, "hashes", "question")
    return Replaced(reading.slug(found["question"], where), _read_hashes(found["hashes"], where))


def _read_hashes(value: Json, where: str) -> tuple[str, ...]:
    return tuple(reading.hexadecimal(each, where) for each in reading.rows(value, where))
