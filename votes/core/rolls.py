"""The electoral roll without names: salted commitments, sorted, in a Merkle tree.

The tree is that of RFC 9162 (Certificate Transparency) 2.1: a leaf is SHA-256(0x00, commitment), a
node SHA-256(0x01, left, right), and a last node without a neighbour goes up one level as it is.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from deliberation.core.canonical import Json, canonical, digest
from deliberation.core.errors import RuleBroken
from votes.core import reading
from votes.core.claims import ClaimCount, read_claim_count
from votes.core.electorate import NO_CONDITIONS, Conditions, read_conditions

SALT_BYTES = 16
SMALLEST_GROUP = 10
OTHER = "other"
LONGEST_REASON = 300
LEAF = b"\x00"
NODE = b"\x01"


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many seats a group has; small groups stand together under OTHER."""

    group: str
    seats: int

    def published(self) -> dict[str, Json]:
        """The count as published in roll.json and the journal."""
        return {"group": self.group, "seats": self.seats}


@dataclass(frozen=True, slots=True)
class Roll:
    """The frozen roll of one vote as it is published.

    `cutoff_on` is the day the roll was drawn for (a member who joined later is not on it), `conditions`
    what else was asked of a voter, `root` the Merkle root of `commitments`, which are sorted and number
    `seats`. `urgent` is the declared reason for less than 72 hours between the freeze and the opening,
    "" for a vote that keeps them. `claims` counts what members contested before the opening.
    """

    vote: str
    cutoff_on: str
    root: str
    seats: int
    groups: tuple[GroupCount, ...]
    commitments: tuple[str, ...]
    conditions: Conditions = NO_CONDITIONS
    urgent: str = ""
    claims: tuple[ClaimCount, ...] = ()

    def published(self) -> dict[str, Json]:
        """The roll as published in roll.json."""
        claims: list[Json] = [count.published() for count in self.claims]
        return {**self.announced(), "claims": claims, "commitments": list(self.commitments)}

    def encoded(self) -> bytes:
        """The bytes of roll.json."""
        return canonical(self.published())

    def promised(self) -> dict[str, Json]:
        """What the journal says when the vote is scheduled, before there is any roll."""
        return promise(self.vote, self.cutoff_on, self.conditions, self.urgent)

    def announced(self) -> dict[str, Json]:
        """What the journal says when the roll is frozen: the commitments themselves are bound by the root."""
        return {
            **self.promised(),
            "groups": [count.published() for count in self.groups],
            "root": self.root,
            "seats": self.seats,
        }


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a Merkle path: the neighbour's digest and the side it stands on, `left` or `right`."""

    side: str
    neighbour: str


def promise(vote: str, cutoff_on: str, conditions: Conditions, urgent: str) -> dict[str, Json]:
    """What is announced of a roll before there is one: for which day, on which conditions, how urgently."""
    return {
        "conditions": conditions.published(),
        "cutoff_on": cutoff_on,
        "urgent": urgent,
        "vote": vote,
    }


def check_urgency(reason: str) -> None:
    """Refuse a declared urgency that could not be printed; "" declares none.

    Raises RuleBroken `roll.urgency-unsafe`.
    """
    if reason and not reading.is_plain_text(reason, LONGEST_REASON):
        raise RuleBroken("roll.urgency-unsafe", most=LONGEST_REASON)


@dataclass(frozen=True, slots=True)
class Tree:
    """The whole Merkle tree of a sorted roll, kept where many members ask for their paths."""

    commitments: tuple[str, ...]
    levels: tuple[tuple[bytes, ...], ...]

    @classmethod
    def of(cls, commitments: Sequence[str]) -> Tree:
        """The tree over the commitments in the given order."""
        levels = [[_leaf(commitment) for commitment in commitments]]
        while len(levels[-1]) > 1:
            levels.append(_next_level(levels[-1]))
        return cls(tuple(commitments), tuple(tuple(level) for level in levels))

    def path(self, commitment: str) -> tuple[Step, ...]:
        """The steps from one commitment up to the root. Raises RuleBroken `roll.seat-unknown`."""
        if commitment not in self.commitments:
            raise RuleBroken("roll.seat-unknown")
        place, steps = self.commitments.index(commitment), []
        for level in self.levels[:-1]:
            neighbour = place ^ 1
            if neighbour < len(level):
                steps.append(Step("left" if neighbour < place else "right", level[neighbour].hex()))
            place //= 2
        return tuple(steps)


def seat_commitment(vote: str, salt: bytes, member: str, group: str) -> str:
    """What the published roll shows of one seat, 64 hexadecimal digits.

    `salt` is 16 random bytes of this seat, `member` the canonical reference of the member (as the
    member's own page shows it), `group` the group's slug or "". Without the salt nobody can test
    whether a person is on the roll. Raises ValueError for a salt of another length.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a seat takes {SALT_BYTES} random bytes of salt")
    return digest(["livret-seat-v1", vote, salt.hex(), member, group])


def freeze_roll(
    vote: str,
    cutoff_on: str,
    seats: Iterable[tuple[str, str]],
    conditions: Conditions = NO_CONDITIONS,
    urgent: str = "",
    claims: Iterable[ClaimCount] = (),
) -> Roll:
    """The roll made of (commitment, group) pairs.

    Raises RuleBroken `roll.empty`, `roll.seat-repeated` or `roll.group-reserved` (a group called "other").
    """
    pairs = sorted(seats)
    commitments = tuple(commitment for commitment, _ in pairs)
    if not commitments:
        raise RuleBroken("roll.empty", vote=vote)
    if len(set(commitments)) != len(commitments):
        raise RuleBroken("roll.seat-repeated", vote=vote)
    groups = counts_by_group(group for _, group in pairs)
    return Roll(
        vote=vote,
        cutoff_on=cutoff_on,
        root=merkle_root(commitments),
        seats=len(commitments),
        groups=groups,
        commitments=commitments,
        conditions=conditions,
        urgent=urgent,
        claims=tuple(claims),
    )


def counts_by_group(groups: Iterable[str] | Mapping[str, int]) -> tuple[GroupCount, ...]:
    """Seats per group, by slug, OTHER last; `groups` names the group of each seat ("" for none), or says
    how many seats each has.

    Groups under 10 seats stand under OTHER, and so do seats without a group. As the total is known,
    an OTHER under 10 would give a small group away: the smallest shown group then joins it (of equal
    ones, the last by slug). Raises RuleBroken `roll.group-reserved`.
    """
    found = Counter(groups)
    if OTHER in found:
        raise RuleBroken("roll.group-reserved", group=OTHER)
    shown = {group: seats for group, seats in found.items() if group and seats >= SMALLEST_GROUP}
    other = found.total() - sum(shown.values())
    while shown and 0 < other < SMALLEST_GROUP:
        smallest = max(shown, key=lambda group: (-shown[group], group))
        other += shown.pop(smallest)
    counts = [GroupCount(group, shown[group]) for group in sorted(shown)]
    return tuple(counts + ([GroupCount(OTHER, other)] if other else []))


def merkle_root(commitments: Sequence[str]) -> str:
    """The Merkle root of the commitments in the given order; SHA-256 of nothing for no commitment."""
    if not commitments:
        return hashlib.sha256(b"").hexdigest()
    level = [_leaf(commitment) for commitment in commitments]
    while len(level) > 1:
        level = _next_level(level)
    return level[0].hex()


def root_by_path(commitment: str, steps: Iterable[Step]) -> str:
    """The root that a commitment and its path lead to: on the roll if it is the published root."""
    reached = _leaf(commitment)
    for step in steps:
        neighbour = bytes.fromhex(step.neighbour)
        reached = _node(neighbour, reached) if step.side == "left" else _node(reached, neighbour)
    return reached.hex()


def read_roll(value: Json) -> Roll:
    """The roll of a roll.json. Raises Malformed; whether root and counts hold is the verifier's to say."""
    names = ("claims", "commitments", "conditions", "cutoff_on", "groups", "root", "seats", "urgent", "vote")
    found = reading.record(value, "roll.json", *names)
    listed = reading.rows(found["commitments"], "commitments")
    claims = (read_claim_count(each) for each in reading.rows(found["claims"], "claims"))
    return Roll(
        vote=reading.slug(found["vote"], "vote"),
        cutoff_on=reading.day(found["cutoff_on"], "cutoff_on"),
        root=reading.hexadecimal(found["root"], "root"),
        seats=reading.count(found["seats"], "seats"),
        groups=tuple(_read_count(each) for each in reading.rows(found["groups"], "groups")),
        commitments=tuple(reading.hexadecimal(each, "commitments") for each in listed),
        conditions=read_conditions(found["conditions"]),
        urgent=_read_urgent(found["urgent"]),
        claims=tuple(claims),
    )


def _read_count(value: Json) -> GroupCount:
    found = reading.record(value, "groups", "group", "seats")
    return GroupCount(reading.slug(found["group"], "groups"), reading.count(found["seats"], "groups"))


def _read_urgent(value: Json) -> str:
    urgent = reading.text(value, "urgent")
    if urgent and not reading.is_plain_text(urgent, LONGEST_REASON):
        raise reading.Malformed(
            "urgent", f"a reason in plain text, {LONGEST_REASON} signs at most, or nothing"
        )
    return urgent


def _next_level(level: list[bytes]) -> list[bytes]:
    paired = [_node(level[place], level[place + 1]) for place in range(0, len(level) - 1, 2)]
    return paired + level[len(level) - len(level) % 2 :]


def _leaf(commitment: str) -> bytes:
    return hashlib.sha256(LEAF + bytes.fromhex(commitment)).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()
