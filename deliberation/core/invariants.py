"""What must be true after any fault, and the report that something is not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Breach:
    """An invariant that does not hold: its code, what it was found on, and what is wrong there."""

    code: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.code} {self.where}: {self.what}"
