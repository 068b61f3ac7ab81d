"""Is the roll the one that was announced before the opening, and does it add up?"""

from __future__ import annotations

from collections.abc import Iterator

from votes.core.pack import ROLL_CORRECTED, ROLL_FROZEN, roll_frozen_facts
from votes.core.rolls import merkle_root
from votes.verifier.contents import Pack
from votes.verifier.findings import Finding, finding


def check_roll(pack: Pack) -> Iterator[Finding]:
    """`roll.root-differs`, `roll.seats-wrong`, `roll.groups-wrong`, `roll.not-sorted` and
    `roll.seat-repeated`: root and counts are those of the list.
    """
    roll = pack.roll
    if merkle_root(roll.commitments) != roll.root:
        yield finding("roll.root-differs")
    if len(roll.commitments) != roll.seats:
        yield finding("roll.seats-wrong", seats=roll.seats, listed=len(roll.commitments))
    if sum(group.seats for group in roll.groups) != roll.seats:
        yield finding("roll.groups-wrong")
    if list(roll.commitments) != sorted(roll.commitments):
        yield finding("roll.not-sorted")
    if len(set(roll.commitments)) != len(roll.commitments):
        yield finding("roll.seat-repeated")


def check_announced_roll(pack: Pack) -> Iterator[Finding]:
    """`roll.not-frozen`, `roll.{root,seats,groups,cutoff,conditions,urgent}-not-announced`,
    `roll.frozen-late`. The last freeze binds, or the last correction after it.
    """
    frozen = pack.entries(ROLL_FROZEN)
    if not frozen:
        yield finding("roll.not-frozen")
        return
    binding = max([frozen[-1], *pack.entries(ROLL_CORRECTED)], key=lambda entry: entry.seq)
    expected = roll_frozen_facts(pack.roll)
    for name in ("root", "seats", "groups", "cutoff_on", "conditions", "urgent"):
        if binding.facts.get(name) != expected[name]:
            yield finding(f"roll.{name.removesuffix('_on')}-not-announced", seq=binding.seq)
    if frozen[-1].at > pack.vote.opens_at:
        yield finding("roll.frozen-late", seq=frozen[-1].seq)
