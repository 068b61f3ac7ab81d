"""One reading of a question's ballots: everything that is asked of them is found in passing, none is kept.

80,000 ballots of seven questions would fill the memory as objects. What the server writes has one form,
which a pattern reads; any other line goes through the slow reader, which says what is wrong with it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from deliberation.core.canonical import NotCanonical, canonical, parse
from deliberation.core.errors import RuleBroken
from votes.core.ballots import Ballot, check_choices, checkpoint_hash
from votes.core.choices import Choices, read_choices
from votes.core.questions import Question
from votes.core.reading import Malformed

AS_WRITTEN = re.compile(
    rb'\{"choices":(\[[^{}]*\]),"nonce":"([0-9a-f]{32})",'
    rb'"tracker":"([A-HJ-NP-Z2-9]{12})","version":(0|[1-9][0-9]{0,14})\}'
)
MOST_KINDS = 20_000
PARTS = 4  # in which the rows of all boxes are compared


@dataclass(slots=True)
class Box:
    """What was found in the ballots of one question.

    `illegal` ballots with the tracker and the reason of the first; `repeated`, the first tracker that
    stands twice, `wrong_version`, that of the first ballot whose version cannot be, `unlisted`, that of a
    ballot in no checkpoint, "" where there is none; `changed`, of each ballot of a later version than the
    first, the place of the checkpoint that lists it, from 0, and the version; `unopened`, the hashes of
    checkpoints that no ballot opens; `gone_too`, whether one opens a replaced hash. `nonces` stand in rows of
    32 letters, for comparing questions.
    """

    ballots: int = 0
    illegal: int = 0
    first_illegal: str = ""
    reason: str = ""
    is_sorted: bool = True
    repeated: str = ""
    wrong_version: str = ""
    changed: list[tuple[int, int]] = field(default_factory=list)
    unlisted: int = 0
    first_unlisted: str = ""
    unopened: frozenset[str] = frozenset()
    gone_too: bool = False
    nonces: bytearray = field(default_factory=bytearray)


# A line, and its number in the member.
Rows = Iterator[tuple[int, bytes]]


class BoxReader:
    """Reads the lines of a box once. `choices` yields the choices of each legal ballot for the count;
    `found` is whole when it has ended. `listed` says of each hash in which checkpoint it is, from 0.
    """

    def __init__(
        self,
        question: Question,
        reference: str,
        changes: bool,
        listed: Mapping[str, int],
        gone: frozenset[str],
    ) -> None:
        self.question, self.reference, self.changes = question, reference, changes
        self.listed, self.gone = listed, gone
        self.found = Box()
        self._kinds: dict[bytes, tuple[Choices, str]] = {}
        # The canonical bytes of ["livret-checkpoint-v1", reference, ... up to the tracker.
        self._start = canonical(["livret-checkpoint-v1", reference])[:-1] + b',"'

    def choices(self, rows: Rows, slowly: Callable[[int, bytes], Ballot]) -> Iterator[Choices]:
        """The choices of each legal ballot, in order; `slowly` reads a line that is not as we write it,
        or says what is wrong with it.
        """
        box, last, seen, opened = self.found, "", set[str](), set[str]()
        for number, line in rows:
            match = AS_WRITTEN.fullmatch(line)
            kind = self._kind(match[1]) if match else None
            if match and kind:
                chosen, reason = kind
                raw, nonce, raw_tracker, raw_version = match.groups()
                tracker, version = raw_tracker.decode(), int(raw_version)
                parts = (self._start, raw_tracker, b'",', raw_version, b",", raw, b',"', nonce, b'"]')
                own = hashlib.sha256(b"".join(parts)).hexdigest()
            else:
                ballot = slowly(number, line)
                tracker, version, chosen = ballot.tracker, ballot.version, ballot.choices
                reason, nonce = _reason(self.question, chosen), ballot.nonce.encode()
                own = checkpoint_hash(self.reference, ballot)
            box.ballots += 1
            if tracker < last:
                box.is_sorted = False
            if tracker in seen:
                box.repeated = min(box.repeated or tracker, tracker)
            seen.add(tracker)
            box.nonces += nonce
            last = tracker
            self._note_version(tracker, version)
            self._note_hash(tracker, version, own, opened)
            if reason:
                self._note_illegal(tracker, reason)
            else:
                yield chosen
        box.unopened = frozenset(self.listed.keys() - opened - self.gone)

    def _kind(self, raw: bytes) -> tuple[Choices, str] | None:
        """What these bytes choose and why that is illegal ("" if it is not); None for bytes of no choices."""
        known = self._kinds.get(raw)
        if known is None:
            try:
                chosen = read_choices(parse(raw), "choices")
            except (NotCanonical, Malformed):
                return None
            if len(self._kinds) == MOST_KINDS:
                self._kinds.clear()
            known = self._kinds[raw] = (chosen, _reason(self.question, chosen))
        return known

    def _note_version(self, tracker: str, version: int) -> None:
        if version < 1 or (version > 1 and not self.changes):
            self.found.wrong_version = self.found.wrong_version or tracker

    def _note_hash(self, tracker: str, version: int, own: str, opened: set[str]) -> None:
        place = self.listed.get(own)
        if place is not None:
            opened.add(own)
            if version > 1:
                self.found.changed.append((place, version))
        else:
            self.found.unlisted += 1
            self.found.first_unlisted = self.found.first_unlisted or tracker
        if own in self.gone:
            self.found.gone_too = True

    def _note_illegal(self, tracker: str, reason: str) -> None:
        if not self.found.illegal:
            self.found.first_illegal, self.found.reason = tracker, reason
        self.found.illegal += 1


def copied_rows(boxes: Mapping[str, bytearray], width: int) -> dict[str, tuple[str, bool]]:
    """The boxes that hold a row twice, or one of a box before them: the first such row of each, and whether
    another box holds one.
    """
    found: dict[str, tuple[bytes, bool]] = {}
    # Equal rows end alike: a part of them at a time takes a part of the memory.
    for part in range(PARTS):
        for name, (row, elsewhere) in _copied_rows(boxes, width, part).items():
            first, before = found.get(name, (row, False))
            found[name] = min(row, first), elsewhere or before
    return {name: (found[name][0].decode(), found[name][1]) for name in boxes if name in found}


def _copied_rows(boxes: Mapping[str, bytearray], width: int, part: int) -> dict[str, tuple[bytes, bool]]:
    every = sorted(row for rows in boxes.values() for row in _rows_of(rows, width, part))
    twice = {row for row, other in pairwise(every) if row == other}
    found: dict[str, tuple[bytes, bool]] = {}
    seen: set[bytes] = set()
    for name, rows in boxes.items() if twice else ():
        here = sorted(row for row in _rows_of(rows, width, part) if row in twice)
        elsewhere = [row for row in here if row in seen]
        again = [*elsewhere, *(row for row, other in pairwise(here) if row == other)]
        if again:
            found[name] = min(again), bool(elsewhere)
        seen.update(here)
    return found


def _rows_of(rows: bytearray, width: int, part: int) -> Iterator[bytes]:
    starts = range(0, len(rows), width)
    return (bytes(rows[at : at + width]) for at in starts if rows[at + width - 1] % PARTS == part)


def _reason(question: Question, choices: Choices) -> str:
    try:
        check_choices(question, choices)
    except RuleBroken as refusal:
        return refusal.code
    return ""
