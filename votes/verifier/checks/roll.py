"""Is the roll the one that was announced before the opening, and does it add up?"""

from __future__ import annotations

from collections.abc import Iterator

from deliberation.core.canonical import same
from votes.core.pack import ROLL_CORRECTED, ROLL_FROZEN, ROLL_PREPARED, roll_frozen_facts
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
    `roll.frozen-late`, `roll.frozen-twice`, `roll.frozen-alone`, `roll.frozen-otherwise`. A roll is frozen
    once, as somebody else prepared it; what it is then, or after its last correction, is compared.
    """
    frozen = pack.entries(ROLL_FROZEN)
    if not frozen:
        yield finding("roll.not-frozen")
        return
    binding = max([frozen[-1], *pack.entries(ROLL_CORRECTED)], key=lambda entry: entry.seq)
    expected = roll_frozen_facts(pack.roll)
    for name in ("root", "seats", "groups", "cutoff_on", "conditions", "urgent"):
        if not same(binding.facts.get(name), expected[name]):
            yield finding(f"roll.{name.removesuffix('_on')}-not-announced", seq=binding.seq)
    if frozen[-1].at > pack.vote.opens_at:
        yield finding("roll.frozen-late", seq=frozen[-1].seq)
    if len(frozen) > 1:
        yield finding("roll.frozen-twice", seq=frozen[-1].seq)
    prepared = [entry for entry in pack.entries(ROLL_PREPARED) if entry.seq < frozen[-1].seq]
    if not prepared or prepared[-1].actor == frozen[-1].actor:
        yield finding("roll.frozen-alone", seq=frozen[-1].seq)
    elif not all(
        same(prepared[-1].facts.get(name), frozen[-1].facts.get(name)) for name in ("root", "seats")
    ):
        yield finding("roll.frozen-otherwise", seq=frozen[-1].seq)
