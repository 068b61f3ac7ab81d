"""Extending a vote: the close moves later only, by a public act before the end, with a reason.

The close that the definition gives, and its digest, never change: each extension is an entry of the
journal, and the close that binds is the one that the last of them names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from votes.core.reading import is_plain_text
from votes.core.stages import Stage

EXTENDED = "vote.extended"
LONGEST_REASON = 300


def check_extension(
    standing: Stage, confirmed: bool, closes_at: datetime, until: datetime, now: datetime, reason: str
) -> None:
    """Refuse to move the close of a vote.

    Raises RuleBroken `extension.not-confirmed`, `extension.too-late` (from the close on),
    `extension.not-later` or `extension.reason-missing`.
    """
    if standing not in (Stage.PREPARING, Stage.ANNOUNCED, Stage.OPEN) or now >= closes_at:
        raise RuleBroken("extension.too-late")
    if not confirmed:
        raise RuleBroken("extension.not-confirmed")
    if until <= closes_at:
        raise RuleBroken("extension.not-later")
    if not is_plain_text(reason, LONGEST_REASON):
        raise RuleBroken("extension.reason-missing", most=LONGEST_REASON)


def extension_facts(vote: str, before: str, until: str, reason: str) -> dict[str, Json]:
    """The facts of `vote.extended`; moments are UTC to the second."""
    return {"before": before, "reason": reason, "until": until, "vote": vote}


def last_close(closes_at: str, extensions: Iterable[Mapping[str, Json]]) -> str:
    """The close that binds, after the facts of all extensions in the order of the journal."""
    for facts in extensions:
        until = facts.get("until")
        if isinstance(until, str):
            closes_at = max(closes_at, until)
    return closes_at
