"""Formal remarks of observers: what they saw of a vote, printed with its result, never edited.

The journal carries the digest of each remark when it is filed; the text itself stands in the pack.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from deliberation.core.canonical import Json, digest
from deliberation.core.errors import RuleBroken
from votes.core import reading
from votes.core.reading import is_plain_text

LONGEST_REMARK = 5_000
LONGEST_AUTHOR = 200


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: `number` counts from 1 in its vote, `at` is UTC to the second, `author` the observer's
    public name. `text` is plain text; line feeds are allowed.
    """

    number: int
    at: str
    author: str
    text: str

    def published(self) -> dict[str, Json]:
        """The remark as one line of remarks.jsonl."""
        return {"at": self.at, "author": self.author, "number": self.number, "text": self.text}

    def announced(self, vote: str) -> dict[str, Json]:
        """What the journal says when the remark is filed (`vote.remarked`)."""
        return {"digest": digest(self.published()), "number": self.number, "vote": vote}


def check_remark(text: str) -> None:
    """Refuse what cannot be printed as a remark. Raises RuleBroken `remark.empty`, `remark.too-long`
    or `remark.unsafe` (control or deceiving signs).
    """
    if not text.strip():
        raise RuleBroken("remark.empty")
    if len(text) > LONGEST_REMARK:
        raise RuleBroken("remark.too-long", most=LONGEST_REMARK)
    if not is_plain_text(text, LONGEST_REMARK, lines=True):
        raise RuleBroken("remark.unsafe")


def in_order(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Remarks by their number, as a pack lists them."""
    return tuple(sorted(remarks, key=lambda remark: remark.number))


def read_remark(value: Json, where: str) -> Remark:
    """One line of remarks.jsonl. Raises Malformed."""
    found = reading.record(value, where, "at", "author", "number", "text")
    author, text = reading.text(found["author"], where), reading.text(found["text"], where)
    if not is_plain_text(author, LONGEST_AUTHOR):
        raise reading.Malformed(where, "name of an observer")
    try:
        check_remark(text)
    except RuleBroken as refusal:
        raise reading.Malformed(where, "text of a remark") from refusal
    return Remark(reading.count(found["number"], where), reading.moment(found["at"], where), author, text)
