"""Why members approve or reject: what may be written, and when it may be shown.

A reason is written apart from the ballot, kept by nobody's name, shown after the close only, in an order
that a fresh draw makes, and only where there are enough that none stands alone.
"""

from __future__ import annotations

from deliberation.core.errors import RuleBroken
from votes.core.reading import is_plain_text

YES, NO, UNSAID = "yes", "no", ""
STANCES = (YES, NO, UNSAID)
LONGEST = 500
FEWEST_SHOWN = 10


def check_reason(stance: str, text: str) -> None:
    """Refuse what is no reason. Raises RuleBroken `vote-reason.unknown-stance`, `vote-reason.empty`,
    `vote-reason.too-long` or `vote-reason.unsafe` (control or deceiving signs).
    """
    if stance not in STANCES:
        raise RuleBroken("vote-reason.unknown-stance")
    if not text.strip():
        raise RuleBroken("vote-reason.empty")
    if len(text) > LONGEST:
        raise RuleBroken("vote-reason.too-long", most=LONGEST)
    if not is_plain_text(text, LONGEST, lines=True):
        raise RuleBroken("vote-reason.unsafe")


def are_shown(reasons: int, ballots: int) -> bool:
    """Whether so many reasons on so many ballots are published: with few, one would point at its writer."""
    return reasons >= FEWEST_SHOWN and ballots >= FEWEST_SHOWN
