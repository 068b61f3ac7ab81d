"""The electoral roll, by the second reader."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import datetime
from itertools import pairwise
from typing import Any

from tests.votes.verifier.second_pack import Pack
from tests.votes.verifier.second_shapes import alike, amount, fits, sha


def check_roll(pack: Pack) -> None:
    roll = pack.roll
    pack.expect(tree(roll["commitments"]) == roll["root"], "roll.root-differs")
    pack.expect(len(roll["commitments"]) == roll["seats"], "roll.seats-wrong")
    pack.expect(sum(each["seats"] for each in roll["groups"]) == roll["seats"], "roll.groups-wrong")
    pack.expect(roll["commitments"] == sorted(roll["commitments"]), "roll.not-sorted")
    pack.expect(len(set(roll["commitments"])) == len(roll["commitments"]), "roll.seat-repeated")
    frozen = pack.entries("vote.roll-frozen")
    pack.expect(bool(frozen), "roll.not-frozen")
    pack.expect(len(frozen) < 2, "roll.frozen-twice")
    for entry in frozen[-1:]:
        prepared = [e for e in pack.entries("vote.roll-prepared") if e["seq"] < entry["seq"]][-1:]
        by_another = bool(prepared) and prepared[0]["actor"] != entry["actor"]
        pack.expect(by_another, "roll.frozen-alone")
        if by_another:
            same = all(alike(prepared[0]["facts"].get(n), entry["facts"].get(n)) for n in ("root", "seats"))
            pack.expect(same, "roll.frozen-otherwise")
        check_freeze(pack, entry)
    check_claims(pack)


def check_freeze(pack: Pack, frozen: Any) -> None:
    roll, opens_at = pack.roll, pack.vote["opens_at"]
    corrected = [e for e in pack.entries("vote.roll-corrected") if e["seq"] > frozen["seq"]]
    for name in ("root", "seats", "groups", "cutoff_on", "conditions", "urgent"):
        told = [frozen, *corrected][-1]["facts"].get(name)
        pack.expect(alike(told, roll[name]), f"roll.{name.removesuffix('_on')}-not-announced")
    pack.expect(frozen["at"] <= opens_at, "roll.frozen-late")
    notice = (datetime.fromisoformat(opens_at) - datetime.fromisoformat(frozen["at"])).total_seconds()
    pack.expect(bool(roll["urgent"]) or notice >= 72 * 3600, "roll.notice-too-short")
    said = [e["facts"] for e in pack.entries("vote.roll-announced") if e["seq"] < frozen["seq"]]
    expected = {name: roll[name] for name in ("vote", "cutoff_on", "conditions", "urgent")}
    pack.expect(alike(said[-1:], [expected]), "roll.not-announced")
    moved = 0
    for before, entry in pairwise([frozen, *corrected]):
        facts, last = entry["facts"], before["facts"]
        added, removed = (amount(facts.get(name)) for name in ("added", "removed"))
        seats = amount(last.get("seats")) + added - removed
        holds = facts["previous"] == last["root"] and alike(facts["seats"], seats) and facts["reason"].strip()
        pack.expect(bool(holds), "roll.correction-broken")
        pack.expect(entry["at"] < opens_at, "roll.corrected-late")
        moved += added + removed
    seated: set[str] | None = set(roll["commitments"])
    for entry in reversed(corrected):
        seated = taken_back(entry["facts"], seated) if seated is not None else None
    right = seated is not None and tree(sorted(seated)) == frozen["facts"]["root"]
    pack.expect(not corrected or right, "roll.correction-broken")
    pack.expect(moved <= max(10, frozen["facts"]["seats"] // 100), "roll.corrected-too-much")


def check_claims(pack: Pack) -> None:
    told = Counter(
        (e["facts"]["kind"], e["facts"]["outcome"])
        for e in pack.entries("claim.answered")
        if e["at"] < pack.vote["opens_at"]
    )
    counted: Counter[tuple[str, str]] = Counter()
    kinds = [each["kind"] for each in pack.roll["claims"]]
    listed = kinds == sorted(set(kinds)) and all(each["filed"] for each in pack.roll["claims"])
    pack.expect(listed, "roll.claims-differ")
    for each in pack.roll["claims"]:
        for outcome in ("accepted", "refused"):
            counted[each["kind"], outcome] += each[outcome]
        pack.expect(each["accepted"] + each["refused"] <= each["filed"], "roll.claims-differ")
    pack.expect(told == counted, "roll.claims-differ")


def taken_back(facts: Any, seated: set[str]) -> set[str] | None:
    """The seats before a correction, or None if it cannot have led to these."""
    added, removed = (facts.get(f"commitments_{name}") for name in ("added", "removed"))
    for listed, count in ((added, facts.get("added")), (removed, facts.get("removed"))):
        if not fits(listed, ["digest"]) or listed != sorted(set(listed)) or not alike(len(listed), count):
            return None
    if not set(added) <= seated or seated & set(removed):
        return None
    return seated - set(added) | set(removed)


def tree(commitments: list[str]) -> str:
    """The Merkle root of RFC 9162."""
    level = [hashlib.sha256(b"\0" + bytes.fromhex(each)).digest() for each in commitments]
    while len(level) > 1:
        pairs = [b"".join(level[at : at + 2]) for at in range(0, len(level), 2)]
        level = [hashlib.sha256(b"\1" + pair).digest() if len(pair) == 64 else pair for pair in pairs]
    return level[0].hex() if level else sha(b"")
