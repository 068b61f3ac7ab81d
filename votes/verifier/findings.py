"""What the verifier says: findings and notes by code, and the refusal of what is no pack."""

from __future__ import annotations

from dataclasses import dataclass, field

from deliberation.core.errors import Fact


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold (or, among notes, that is worth knowing); words are in `words`."""

    code: str
    facts: dict[str, Fact] = field(default_factory=dict)


def finding(code: str, **facts: Fact) -> Finding:
    """A finding or note with its facts."""
    return Finding(code, facts)


class NotAPack(Exception):  # a verdict rather than an error
    """The file, or a note given with it, cannot be read as what it should be; exit code 2."""

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.finding = Finding(code, facts)
