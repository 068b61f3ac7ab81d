"""One ballot: what it chooses, whether that is legal, and the hash a checkpoint shows of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from deliberation.core.canonical import Json, canonical
from deliberation.core.errors import RuleBroken
from votes.core import reading
from votes.core.choices import Choice, Choices, Shape, in_question_order, published_choices, read_choices
from votes.core.codes import read_tracker
from votes.core.questions import Question
from votes.core.tally.rules import rule_of

NONCE_BYTES = 16


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ballot as it is counted and published: no name, no time, no order, no seat.

    `tracker` is 12 letters (see codes), `version` counts from 1 and grows with each change, `nonce`
    is 32 hexadecimal digits, fresh with each version, so that the checkpoint hash hides the choices.
    """

    tracker: str
    version: int
    choices: Choices
    nonce: str

    def published(self) -> dict[str, Json]:
        """The ballot as one line of ballots/QUESTION.jsonl."""
        return {
            "choices": published_choices(self.choices),
            "nonce": self.nonce,
            "tracker": self.tracker,
            "version": self.version,
        }

    def encoded(self) -> bytes:
        """The canonical bytes of `published`, written without a walk through the value: boxes are large."""
        choices = _written(self.choices)
        rest = f'"nonce":"{self.nonce}","tracker":"{self.tracker}","version":{self.version}'
        return b'{"choices":%b,%b}' % (choices, rest.encode("ascii"))


def fresh_nonce(randomness: bytes) -> str:
    """The nonce made of 16 fresh random bytes. Raises ValueError for another length."""
    if len(randomness) != NONCE_BYTES:
        raise ValueError(f"a nonce takes {NONCE_BYTES} random bytes")
    return randomness.hex()


def checkpoint_hash(reference: str, ballot: Ballot) -> str:
    """The hiding hash of one version of a ballot; `reference` is `question_reference(vote, question)`."""
    # The canonical bytes of ["livret-checkpoint-v1", reference, tracker, version, choices, nonce].
    told = f',"{ballot.tracker}",{ballot.version},'.encode("ascii")
    nonce = f',"{ballot.nonce}"]'.encode("ascii")
    return hashlib.sha256(_start(reference) + told + _written(ballot.choices) + nonce).hexdigest()


@lru_cache(maxsize=256)
def _start(reference: str) -> bytes:
    return canonical(["livret-checkpoint-v1", reference])[:-1]


@lru_cache(maxsize=20_000)
def _written(choices: Choices) -> bytes:
    # Most ballots of a question choose what others chose.
    return canonical(published_choices(choices))


def settle_choices(question: Question, chosen: Iterable[Choice]) -> Choices:
    """The choices of a posted form, checked as `check_choices` does.

    Approvals and grades are put in the order of the options; a ranking stays in the voter's.
    """
    ranked = rule_of(question).shape is Shape.RANKING
    settled = tuple(chosen) if ranked else in_question_order(question, chosen)
    check_choices(question, settled)
    return settled


def check_choices(question: Question, choices: Choices) -> None:
    """Refuse choices that are no legal ballot of the question, by its rule.

    Raises RuleBroken `ballot.` with what is wrong: see `votes.core.choices`.
    """
    rule_of(question).check_choices(question, choices)


def read_ballot(value: Json, where: str) -> Ballot:
    """One line of ballots/QUESTION.jsonl. Raises Malformed; legality is `check_choices`."""
    found = reading.record(value, where, "choices", "nonce", "tracker", "version")
    tracker = reading.text(found["tracker"], where)
    try:
        well_written = read_tracker(tracker) == tracker
    except RuleBroken:
        well_written = False
    if not well_written:
        raise reading.Malformed(where, "tracker of 12 letters")
    return Ballot(
        tracker,
        reading.count(found["version"], where),
        read_choices(found["choices"], where),
        reading.hexadecimal(found["nonce"], where, 2 * NONCE_BYTES),
    )
