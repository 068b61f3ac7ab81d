"""A member's own proof of her seat: what was hashed, and the path to the root; read by the verifier too."""

from __future__ import annotations

from dataclasses import dataclass

from deliberation.core.canonical import Json, canonical
from votes.core import reading
from votes.core.rolls import SALT_BYTES, Step, root_by_path, seat_commitment

FORMAT = "livret-seat"
# A tree of 2^40 seats is deeper than any electorate.
LONGEST_PATH = 40
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class SeatProof:
    """What a member holds of the own seat; with it anybody can see whether the seat voted."""

    vote: str
    salt: str
    reference: str
    group: str
    path: tuple[Step, ...]

    @property
    def commitment(self) -> str:
        """The seat's line on the published roll."""
        return seat_commitment(self.vote, bytes.fromhex(self.salt), self.reference, self.group)

    @property
    def root(self) -> str:
        """The root that commitment and path lead to."""
        return root_by_path(self.commitment, self.path)

    def published(self) -> dict[str, Json]:
        """The proof as the member copies it from her page."""
        path: list[Json] = [{"neighbour": step.neighbour, "side": step.side} for step in self.path]
        return {
            "format": FORMAT,
            "group": self.group,
            "path": path,
            "reference": self.reference,
            "salt": self.salt,
            "vote": self.vote,
        }

    @property
    def line(self) -> str:
        """The proof as one line of text: what the page shows and the verifier's `--seat` takes."""
        return canonical(self.published()).decode()


def read_seat_proof(value: Json) -> SeatProof:
    """A proof as copied from the page. Raises Malformed."""
    found = reading.record(value, "seat", "format", "group", "path", "reference", "salt", "vote")
    steps = reading.rows(found["path"], "path")
    reference = reading.text(found["reference"], "reference")
    if found["format"] != FORMAT or len(steps) > LONGEST_PATH or len(reference) > LONGEST_NAME:
        raise reading.Malformed("seat", "a seat as its page gives it")
    return SeatProof(
        vote=reading.slug(found["vote"], "vote"),
        salt=reading.hexadecimal(found["salt"], "salt", 2 * SALT_BYTES),
        reference=reference,
        group=reading.slug(found["group"], "group") if found["group"] != "" else "",
        path=tuple(_read_step(step) for step in steps),
    )


def _read_step(value: Json) -> Step:
    found = reading.record(value, "path", "neighbour", "side")
    if found["side"] not in ("left", "right"):
        raise reading.Malformed("path", "left or right")
    return Step(str(found["side"]), reading.hexadecimal(found["neighbour"], "neighbour"))
