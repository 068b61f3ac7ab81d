"""Where ballots were lost and the vote was opened again: was it suspended first, and by whose signatures?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from deliberation.core.chain import Link
from votes.core import reading
from votes.core.extensions import EXTENDED
from votes.core.pack import CHECKPOINT
from votes.core.suspensions import LEAST_REOPENED, PROPOSED, REOPENED, SUSPENDED, Outcome
from votes.verifier.contents import Pack
from votes.verifier.findings import Finding, finding

STOPPED = (CHECKPOINT, EXTENDED)


def check_suspensions(pack: Pack) -> Iterator[Finding]:
    """`vote.reopened-wrong`, `vote.reopened-alone`, `vote.while-suspended`, `vote.still-suspended`: a
    suspended vote stands still until two organisers open it again, once, with the time to vote.
    """
    stands: Link | None = None
    proposed: Link | None = None
    closes_at, times = pack.vote.closes_at, 0
    for entry in pack.journal:
        if entry.facts.get("vote") != pack.vote.slug:
            continue
        if entry.code == SUSPENDED:
            stands, proposed = entry, None
        elif entry.code == PROPOSED:
            proposed = entry
        elif entry.code in STOPPED and stands is not None:
            yield finding("vote.while-suspended", seq=entry.seq, entry=entry.code)
        elif entry.code == REOPENED:
            times += 1
            if stands is None or times > 1 or not _leads_on(entry, closes_at):
                yield finding("vote.reopened-wrong", seq=entry.seq)
            if proposed is None or not _is_signed(proposed, entry):
                yield finding("vote.reopened-alone", seq=entry.seq)
            stands = None
        if entry.code in (EXTENDED, REOPENED):
            closes_at = max(closes_at, str(entry.facts.get("until")))
    if stands is not None:
        yield finding("vote.still-suspended", seq=stands.seq)


def note_suspensions(pack: Pack) -> Iterator[Finding]:
    """Notes: `vote.was-suspended`."""
    for entry in pack.entries(SUSPENDED):
        yield finding("vote.was-suspended", seq=entry.seq, at=entry.at)


def _leads_on(entry: Link, closes_at: str) -> bool:
    until, reason = entry.facts.get("until"), str(entry.facts.get("reason", ""))
    if not isinstance(until, str) or entry.facts.get("before") != closes_at or not reason.strip():
        return False
    try:
        reading.moment(until, "until")
        left = datetime.fromisoformat(until) - datetime.fromisoformat(entry.at)
    except ValueError:
        return False
    return until > closes_at and left >= LEAST_REOPENED


def _is_signed(proposed: Link, entry: Link) -> bool:
    """Whether another organiser proposed just what was done."""
    same = all(proposed.facts.get(name) == entry.facts.get(name) for name in ("reason", "until"))
    return same and proposed.facts.get("outcome") == Outcome.REOPEN and proposed.actor != entry.actor
