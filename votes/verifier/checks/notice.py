"""Had members the time to look for their seats, and what became of what they contested?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from deliberation.core.canonical import same
from deliberation.core.chain import Link
from votes.core import reading
from votes.core.claims import allowed_changes
from votes.core.pack import CLAIM_ANSWERED, ROLL_ANNOUNCED, ROLL_CORRECTED, ROLL_FROZEN, roll_announced_facts
from votes.core.rolls import merkle_root
from votes.core.stages import NOTICE
from votes.verifier.contents import Pack
from votes.verifier.findings import Finding, finding


def check_notice(pack: Pack) -> Iterator[Finding]:
    """`roll.not-announced`, `roll.notice-too-short`: told before the freeze, frozen 72 hours before."""
    frozen = pack.entries(ROLL_FROZEN)
    if not frozen:
        return
    told = [entry for entry in pack.entries(ROLL_ANNOUNCED) if entry.seq < frozen[-1].seq]
    if not told or not same(told[-1].facts, roll_announced_facts(pack.roll)):
        yield finding("roll.not-announced", seq=frozen[-1].seq)
    if not pack.roll.urgent and _moment(frozen[-1].at) > _moment(pack.vote.opens_at) - NOTICE:
        yield finding("roll.notice-too-short", seq=frozen[-1].seq)


def check_corrections(pack: Pack) -> Iterator[Finding]:
    """`roll.correction-broken`, `roll.corrected-late`, `roll.corrected-too-much`: each leads from the roll
    before it to the next, before the opening, and all together move few seats, which they name: taken
    back from the published list, they leave the list that was frozen.
    """
    frozen = pack.entries(ROLL_FROZEN)
    if not frozen:
        return
    corrected = [entry for entry in pack.entries(ROLL_CORRECTED) if entry.seq > frozen[-1].seq]
    for before, entry in pairwise([frozen[-1], *corrected]):
        if not _leads_on(before, entry):
            yield finding("roll.correction-broken", seq=entry.seq)
        if entry.at >= pack.vote.opens_at:
            yield finding("roll.corrected-late", seq=entry.seq)
    if corrected and _frozen_root(pack, corrected) != frozen[-1].facts.get("root"):
        yield finding("roll.correction-broken", seq=corrected[0].seq)
    moved = sum(_number(entry, "added") + _number(entry, "removed") for entry in corrected)
    most = allowed_changes(_number(frozen[-1], "seats"))
    if moved > most:
        yield finding("roll.corrected-too-much", moved=moved, most=most)


def check_claims(pack: Pack) -> Iterator[Finding]:
    """`roll.claims-differ`: what roll.json counts as answered is what the journal answers."""
    answered = [entry for entry in pack.entries(CLAIM_ANSWERED) if entry.at < pack.vote.opens_at]
    told = Counter((str(entry.facts.get("kind")), str(entry.facts.get("outcome"))) for entry in answered)
    counted: Counter[tuple[str, str]] = Counter()
    for count in pack.roll.claims:
        counted[count.kind, "accepted"] += count.accepted
        counted[count.kind, "refused"] += count.refused
    kinds = [count.kind for count in pack.roll.claims]
    whole = all(count.filed and count.waiting >= 0 for count in pack.roll.claims)
    if told != counted or not whole or kinds != sorted(set(kinds)):
        yield finding("roll.claims-differ", answered=len(answered))


def _frozen_root(pack: Pack, corrected: Sequence[Link]) -> str | None:
    """The root of the published list with all corrections taken back; None where they do not fit it."""
    seats = set(pack.roll.commitments)
    for entry in reversed(corrected):
        added, removed = _commitments(entry, "added"), _commitments(entry, "removed")
        if added is None or removed is None or not seats.issuperset(added) or not seats.isdisjoint(removed):
            return None
        seats.difference_update(added)
        seats.update(removed)
    return merkle_root(sorted(seats))


def _commitments(entry: Link, moved: str) -> tuple[str, ...] | None:
    """The seats that a correction says it `added` or `removed`: sorted, distinct, as many as it counts."""
    try:
        listed = reading.rows(entry.facts.get(f"commitments_{moved}"), moved)
        named = tuple(reading.hexadecimal(each, moved) for each in listed)
    except reading.Malformed:
        return None
    return named if named == tuple(sorted(set(named))) and same(len(named), entry.facts.get(moved)) else None


def _leads_on(before: Link, entry: Link) -> bool:
    seats = _number(before, "seats") + _number(entry, "added") - _number(entry, "removed")
    return (
        _commitments(entry, "added") is not None
        and _commitments(entry, "removed") is not None
        and entry.facts.get("previous") == before.facts.get("root")
        and same(entry.facts.get("seats"), seats)
        and bool(str(entry.facts.get("reason", "")).strip())
    )


def _number(entry: Link, name: str) -> int:
    found = entry.facts.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else 0


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written)
