"""Asking a few seats, drawn by lot, whether they are people: the draw, and what its answers prove.

Three observers commit to secrets first; the journal's entry of the third commitment is known to nobody
before; the seed is made of both and of the root. So no observer, no organiser and no server chooses.
All arithmetic is in whole numbers and fractions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from math import comb

from deliberation.core.canonical import Json, digest
from deliberation.core.errors import RuleBroken
from deliberation.core.lots import shuffled
from votes.core.codes import ALPHABET

OBSERVERS = 3
CONFIDENCE = Fraction(95, 100)
MOST_DRAWN = 2000
SECRET = re.compile(r"[a-z0-9]{16,64}")
CODE_LETTERS = 8
# How long after the last commitment a draw may be given up: each observer has had time to reveal.
TIME_TO_REVEAL = timedelta(hours=24)


class Outcome(StrEnum):
    """What became of one drawn seat; one that nobody could reach stays without answer."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    NO_ANSWER = "no-answer"
    DEAD = "address-dead"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answers of a draw, and the bounds they give at 95 %.

    `surely` counts as ghosts only the seats whose address is dead, `at_worst` all that did not confirm.
    Each bound is the largest number of ghosts in the whole roll that is still believable.
    """

    seats: int
    drawn: int
    confirmed: int
    refused: int
    no_answer: int
    dead: int
    surely: int
    at_worst: int

    def published(self) -> dict[str, Json]:
        """The sheet as the journal tells it."""
        return {
            "at_worst": self.at_worst,
            "confirmed": self.confirmed,
            "dead": self.dead,
            "drawn": self.drawn,
            "no_answer": self.no_answer,
            "refused": self.refused,
            "seats": self.seats,
            "surely": self.surely,
        }


def seats_to_draw(share: Fraction, confidence: Fraction = CONFIDENCE) -> int:
    """How many seats to draw to see at least one ghost with this chance, if this share of a roll are ghosts.

    The smallest n with (1 - share)^n <= 1 - confidence: enough for a roll of any size, as drawing without
    putting back finds more. Raises ValueError for a share or a confidence outside (0, 1).
    """
    if not (0 < share < 1 and 0 < confidence < 1):
        raise ValueError("a share and a confidence lie between 0 and 1")
    missed, number = Fraction(1), 0
    while missed > 1 - confidence:
        missed, number = missed * (1 - share), number + 1
    return number


def chance_at_most(found: int, ghosts: int, seats: int, drawn: int) -> Fraction:
    """The chance to draw at most `found` ghosts: `ghosts` among `seats`, `drawn` without putting back."""
    ways = sum(comb(ghosts, each) * comb(seats - ghosts, drawn - each) for each in range(found + 1))
    return Fraction(ways, comb(seats, drawn))


def most_ghosts(found: int, seats: int, drawn: int, confidence: Fraction = CONFIDENCE) -> int:
    """The largest number of ghosts on the roll that `found` in the draw still leaves believable.

    With one more, at most `found` would turn up with a chance of `1 - confidence` or less.
    """
    low, high = found, seats - (drawn - found)
    while low < high:
        middle = (low + high + 1) // 2
        if chance_at_most(found, middle, seats, drawn) > 1 - confidence:
            low = middle
        else:
            high = middle - 1
    return low


def sheet_of(seats: int, outcomes: Iterable[Outcome]) -> Sheet:
    """The sheet of a draw from a roll of so many seats; one outcome for each drawn seat."""
    listed = list(outcomes)
    counts = {each: listed.count(each) for each in Outcome}
    drawn = len(listed)
    doubtful = drawn - counts[Outcome.CONFIRMED]
    return Sheet(
        seats=seats,
        drawn=drawn,
        confirmed=counts[Outcome.CONFIRMED],
        refused=counts[Outcome.REFUSED],
        no_answer=counts[Outcome.NO_ANSWER],
        dead=counts[Outcome.DEAD],
        surely=most_ghosts(counts[Outcome.DEAD], seats, drawn),
        at_worst=most_ghosts(doubtful, seats, drawn),
    )


def commitment_of(draw: str, secret: str) -> str:
    """What an observer gives before the draw: SHA-256 of the canonical array. Raises as `check_secret`."""
    check_secret(secret)
    return digest(["livret-draw-v1", draw, secret])


def check_secret(secret: str) -> None:
    """Refuse a secret that is short, or that two people could write in two ways.

    Raises RuleBroken `draw.secret-wrong`.
    """
    if not SECRET.fullmatch(secret):
        raise RuleBroken("draw.secret-wrong")


def kept_secrets(secrets: Mapping[str, str]) -> tuple[str, ...]:
    """The commitments whose secret stayed with its observer after another one had revealed, sorted.

    `secrets` by commitment, empty where none was given. Whoever holds the last secret knows the seed before
    all others: to keep it is to choose that these seats are not drawn.
    """
    if len(secrets) < OBSERVERS or not any(secrets.values()):
        return ()
    return tuple(sorted(commitment for commitment, secret in secrets.items() if not secret))


def check_given_up(kept: Sequence[str], committed_at: datetime, now: datetime) -> None:
    """Refuse to give a draw up, and name who kept a secret, before all had the time to reveal.

    Raises RuleBroken `draw.time-to-reveal`.
    """
    if kept and now < committed_at + TIME_TO_REVEAL:
        raise RuleBroken("draw.time-to-reveal", hours=int(TIME_TO_REVEAL.total_seconds()) // 3600)


def seed_of(draw: str, root: str, secrets: Sequence[str], head: str) -> str:
    """The seed of a draw: the secrets in the order of their commitments, the digest of the journal's entry
    of the last commitment, the root. Raises RuleBroken `draw.secrets-missing`.
    """
    if len(secrets) != OBSERVERS:
        raise RuleBroken("draw.secrets-missing", wanted=OBSERVERS)
    return digest(["livret-draw-seed-v1", draw, root, list(secrets), head])


def draw_seats(commitments: Sequence[str], seed: str, number: int) -> tuple[str, ...]:
    """The seats drawn: the first of the sorted roll's shuffle by the seed (`deliberation.core.lots`)."""
    return tuple(shuffled(sorted(commitments), seed)[:number])


def check_number(number: int, seats: int) -> None:
    """Refuse a draw of nobody, of more than the roll has, or of too many to ask.

    Raises RuleBroken `draw.number-wrong`.
    """
    if not 1 <= number <= min(seats, MOST_DRAWN):
        raise RuleBroken("draw.number-wrong", most=min(seats, MOST_DRAWN))


def confirmation_code(draw: str, salt: str) -> str:
    """Eight letters that only the seat's member can read out: made of the draw and of the seat's salt."""
    number = int(digest(["livret-confirm-v1", draw, salt]), 16)
    letters = []
    for _ in range(CODE_LETTERS):
        number, value = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[value])
    return "".join(letters)


def read_code(typed: str) -> str:
    """A confirmation code as heard and typed: capitals, without spaces and dashes."""
    return re.sub(r"[\s-]", "", typed).upper()
