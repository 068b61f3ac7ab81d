"""Checkpoints: what the server commits to while people vote, without showing anything of a choice.

A checkpoint of a question lists the hiding hashes of the ballots that are new or changed since its
last one. At the close each hash is either opened, by a published ballot that has it, or listed as
replaced, by a later change of the same ballot.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deliberation.core.canonical import Json, digest
from deliberation.core.errors import RuleBroken
from votes.core import reading
from votes.core.ballots import Ballot, checkpoint_hash

LEAST_HASHES = 20
# Ballots that each checkpoint leaves to the next, drawn by lot from all it could have taken: so the last one,
# at the close, is no smaller than the others, whoever votes at the last minute.
KEPT_BACK = LEAST_HASHES
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


def whole_minute(moment: datetime) -> datetime:
    """The minute that dates a checkpoint: nobody needs to know its second."""
    return moment.replace(second=0, microsecond=0)


def is_due(new: int, fresh: int, since: datetime | None, now: datetime) -> bool:
    """Whether a question is mixed now, and has its checkpoint if there is enough to publish: `fresh` ballots
    are in no checkpoint as they are, `new` came since the last mix; the last checkpoint is dated `since`
    (None: there is none yet).

    A few new ones wait even among many changed: their marks would stand alone in the batch.
    """
    enough = new >= LEAST_HASHES or (new == 0 and kept_back(fresh) < fresh)
    return enough and (since is None or whole_minute(now) - since >= LEAST_TIME)


def kept_back(fresh: int) -> int:
    """How many of so many fresh ballots wait for the next checkpoint: all where too few would be left."""
    return KEPT_BACK if fresh >= LEAST_HASHES + KEPT_BACK else fresh


def make_checkpoint(question: str, number: int, at: str, hashes: Iterable[str]) -> Checkpoint:
    """The checkpoint of these hashes, put in order. Raises RuleBroken `checkpoint.hash-repeated`."""
    ordered = tuple(sorted(hashes))
    if len(set(ordered)) != len(ordered):
        raise RuleBroken("checkpoint.hash-repeated", question=question)
    return Checkpoint(question, number, at, ordered)


def replaced_of(
    question: str, reference: str, checkpoints: Iterable[Checkpoint], ballots: Sequence[Ballot]
) -> Replaced:
    """What is replaced of a question at the close; `reference` is `question_reference(vote, question)`.

    Raises RuleBroken `box.ballot-not-checkpointed` for a ballot whose hash was never published, and
    `box.checkpointed-lost` when changes do not explain the hashes that stay unopened: then a ballot is gone.
    """
    batches = [checkpoint.hashes for checkpoint in checkpoints]
    places = {each: place for place, hashes in enumerate(batches) for each in hashes}
    opened = {checkpoint_hash(reference, ballot): ballot.version for ballot in ballots}
    if not opened.keys() <= places.keys():
        times = len(opened.keys() - places.keys())
        raise RuleBroken("box.ballot-not-checkpointed", question=question, times=times)
    left = places.keys() - opened.keys()
    gone = [sum(each not in opened for each in hashes) for hashes in batches]
    changed = ((places[own], version) for own, version in opened.items() if version > 1)
    if not are_explained(gone, changed):
        raise RuleBroken("box.checkpointed-lost", question=question, times=len(left))
    return Replaced(question, tuple(sorted(left)))


def are_explained(gone: Sequence[int], changed: Iterable[tuple[int, int]]) -> bool:
    """Whether changes can explain so many replaced hashes, checkpoint by checkpoint of one question.

    `changed`: the place of the checkpoint that holds a changed ballot's own hash, from 0, and its version.
    A ballot stands once at most in a checkpoint, so it explains one hash of each earlier one, and no more
    in all than it had versions before. From the last checkpoint back, the ballots that could still explain
    most are taken first: if that does not do, nothing does.
    """
    by_place: dict[int, list[int]] = {}
    for place, version in changed:
        by_place.setdefault(place, []).append(min(version - 1, place))
    # The largest first: what a ballot can still explain, negative.
    waiting: list[int] = []
    for place in reversed(range(len(gone))):
        for most in by_place.get(place + 1, ()):
            heapq.heappush(waiting, -most)
        if gone[place] > len(waiting):
            return False
        taken = [heapq.heappop(waiting) for _ in range(gone[place])]
        for left in taken:
            if left < -1:
                heapq.heappush(waiting, left + 1)
    return True


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
