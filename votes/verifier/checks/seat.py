"""Is this member's seat on the roll, and was it marked? For whoever holds the proof copied from her page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from deliberation.core.canonical import NotCanonical, parse
from votes.core.pack import ROLL_CORRECTED, ROLL_FROZEN
from votes.core.reading import Malformed
from votes.core.seats import SeatProof, read_seat_proof
from votes.verifier.contents import Pack
from votes.verifier.findings import Finding, NotAPack, finding

LARGEST_SEAT = 16_384


def read_seat(given: str) -> SeatProof:
    """The proof that a text is, or that a file of this name holds. Raises NotAPack `seat.unreadable`."""
    try:
        written = given if given.lstrip().startswith("{") else _beginning_of(Path(given))
        written = "".join(line.strip() for line in written.splitlines())
        if len(written) > LARGEST_SEAT:
            raise NotAPack("seat.unreadable")
        return read_seat_proof(parse(written.encode()))
    except (OSError, ValueError, Malformed, NotCanonical) as error:
        raise NotAPack("seat.unreadable") from error


def _beginning_of(path: Path) -> str:
    """A file as far as a proof may go, and a little more: it may have no end."""
    with path.open("rb") as file:
        return file.read(2 * LARGEST_SEAT).decode("utf-8")


def check_seat(pack: Pack, seat: SeatProof) -> Iterator[Finding]:
    """`seat.root-differs`, `seat.not-on-roll`: what a member was shown is not what was published.

    A seat kept before a public correction leads to a root that the journal gave: the seat itself stays.
    """
    if seat.vote != pack.vote.slug:
        return
    if seat.root not in {pack.roll.root} | _earlier_roots(pack):
        yield finding("seat.root-differs", seat=seat.commitment[:12])
    if seat.commitment not in pack.roll.commitments:
        yield finding("seat.not-on-roll", seat=seat.commitment[:12])


def note_seat(pack: Pack, seat: SeatProof) -> Iterator[Finding]:
    """Notes: `seat.other-vote`; `seat.on-roll`, `seat.kept-before-correction`, and per question
    `seat.marked`, `seat.not-marked` or `seat.hidden`.
    """
    if seat.vote != pack.vote.slug:
        yield finding("seat.other-vote", vote=seat.vote)
        return
    if seat.commitment not in pack.roll.commitments:
        return
    yield finding("seat.on-roll", seat=seat.commitment[:12], group=seat.group or "-")
    if seat.root != pack.roll.root and seat.root in _earlier_roots(pack):
        yield finding("seat.kept-before-correction", root=seat.root[:12])
    for question in pack.vote.questions:
        marks = pack.marks_of(question.slug)
        if marks is None or marks.hidden:
            yield finding("seat.hidden", number=question.number)
        elif seat.commitment in marks.seats:
            yield finding("seat.marked", number=question.number)
        else:
            yield finding("seat.not-marked", number=question.number)


def _earlier_roots(pack: Pack) -> set[str]:
    entries = [*pack.entries(ROLL_FROZEN), *pack.entries(ROLL_CORRECTED)]
    return {str(entry.facts.get("root")) for entry in entries}
