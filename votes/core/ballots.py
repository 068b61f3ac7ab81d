"""One ballot: what it chooses, whether that is legal, and the hash a checkpoint shows of it.

A ballot's choices are a tuple of option codes in the order of the question's options, never empty; a
blank ballot is the one tuple BLANK. A form where nothing is ticked is not a blank ballot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from deliberation.core.canonical import Json, digest
from deliberation.core.errors import RuleBroken
from votes.core import reading
from votes.core.codes import read_tracker
from votes.core.questions import BLANK_CODE, Question

BLANK = (BLANK_CODE,)
NONCE_BYTES = 16


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ballot as it is counted and published: no name, no time, no order, no seat.

    `tracker` is 12 letters (see codes), `version` counts from 1 and grows with each change, `nonce`
    is 32 hexadecimal digits, fresh with each version, so that the checkpoint hash hides the choices.
    """

    tracker: str
    version: int
    choices: tuple[str, ...]
    nonce: str

    def published(self) -> dict[str, Json]:
        """The ballot as one line of ballots/QUESTION.jsonl."""
        return {
            "choices": list(self.choices),
            "nonce": self.nonce,
            "tracker": self.tracker,
            "version": self.version,
        }


def fresh_nonce(randomness: bytes) -> str:
    """The nonce made of 16 fresh random bytes. Raises ValueError for another length."""
    if len(randomness) != NONCE_BYTES:
        raise ValueError(f"a nonce takes {NONCE_BYTES} random bytes")
    return randomness.hex()


def checkpoint_hash(reference: str, ballot: Ballot) -> str:
    """The hiding hash of one version of a ballot; `reference` is `question_reference(vote, question)`."""
    choices = list(ballot.choices)
    return digest(["livret-checkpoint-v1", reference, ballot.tracker, ballot.version, choices, ballot.nonce])


def settle_choices(question: Question, chosen: Iterable[str]) -> tuple[str, ...]:
    """The choices of a posted form, put in the order of the options, checked as `check_choices` does."""
    place = {code: number for number, code in enumerate(question.codes())}
    settled = tuple(sorted(chosen, key=lambda code: (place.get(code, len(place)), code)))
    check_choices(question, settled)
    return settled


def check_choices(question: Question, choices: tuple[str, ...]) -> None:
    """Refuse choices that are no legal ballot of the question.

    Raises RuleBroken `ballot.empty`, `ballot.unknown-option`, `ballot.repeated-option`,
    `ballot.blank-not-offered`, `ballot.blank-with-options`, `ballot.too-many` or
    `ballot.wrong-order` (an order of one's own would be a signature).
    """
    if choices == BLANK and question.blank:
        return
    codes = question.codes()
    if not choices:
        raise RuleBroken("ballot.empty", question=question.slug)
    if BLANK_CODE in choices:
        offered = "ballot.blank-with-options" if question.blank else "ballot.blank-not-offered"
        raise RuleBroken(offered, question=question.slug)
    for code, times in Counter(choices).items():
        if code not in codes:
            raise RuleBroken("ballot.unknown-option", question=question.slug, option=code)
        if times > 1:
            raise RuleBroken("ballot.repeated-option", question=question.slug, option=code)
    if len(choices) > question.most:
        raise RuleBroken("ballot.too-many", question=question.slug, most=question.most, chosen=len(choices))
    if choices != tuple(code for code in codes if code in choices):
        raise RuleBroken("ballot.wrong-order", question=question.slug)


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
        tuple(reading.text(code, where) for code in reading.rows(found["choices"], where)),
        reading.hexadecimal(found["nonce"], where, 2 * NONCE_BYTES),
    )
