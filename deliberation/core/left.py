"""What is left for a person to do, as a plain value that any guest of the house may answer with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from deliberation.core.errors import Fact


@dataclass(frozen=True, slots=True)
class Left:
    """One thing to do (or done): its deadline if it has one, its address, and facts for the words.

    `code` reads `vote.to-cast`; the words for it live in `frontend.words`.
    """

    code: str
    url: str
    at: datetime | None = None
    done: bool = False
    facts: dict[str, Fact] = field(default_factory=dict)
