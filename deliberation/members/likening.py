"""Finding members who may be one person while a register is imported.

Whose traits are equal is told by keyed hashes alone, so that a copy of the table is no list of addresses or
telephones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from django.conf import settings

from deliberation import clock, rows
from deliberation.core.likeness import ONE_PERSON, Trait, keyed, traits_of
from deliberation.core.register import Row, group_slug
from deliberation.members.models import Double, Likeness, Member

# A key that more share says nothing about two of them: the telephone of a local, say.
MOST_ALIKE = 8
BATCH = 500


class Kept(NamedTuple):
    """A trait of a member as it is kept. The key tells the trait too: it is hashed with it."""

    member: int
    trait: Trait
    key: str


class Likening:
    """Keeps the traits of a register that comes in batches, and remembers who shares one.

    Of a trait that belongs to one person only the first member keeps the key; the second is listed with
    him. A member imported without a telephone loses the key of the one before only if the file has a
    column for it. What is kept already is not written again.
    """

    def __init__(self) -> None:
        # Rows whose key somebody else has too, in the order of the register: few, and all that is remembered.
        self._sharing: defaultdict[str, list[Kept]] = defaultdict(list)

    def take(self, batch: Sequence[tuple[Row, Member]]) -> None:
        """Keep the traits of these rows; but a key that somebody has, who may yet give it up, waits."""
        wanted = [one for row, member in batch for one in _traits(row, member)]
        lost = set(Trait) if all(row.says_phone for row, _ in batch) else set(Trait) - {Trait.PHONE}
        _forget_gone([member.pk for _, member in batch], set(wanted), lost)
        holders = _holders([one.key for one in wanted])
        fresh = []
        for one in wanted:
            there = holders[one.key]
            if one.key in self._sharing or there - {one.member}:
                self._sharing[one.key].append(one)
            if one.member not in there and not (one.trait in ONE_PERSON and one.key in self._sharing):
                there.add(one.member)
                fresh.append(one)
        _keep(fresh)

    def list_doubles(self) -> int:
        """At the end: who keeps a key that several have, and the new pairs; how many these are."""
        holders = _holders(list(self._sharing))
        firsts = [
            sharing[0]
            for key, sharing in self._sharing.items()
            if sharing[0].trait in ONE_PERSON and not holders[key]
        ]
        _keep(firsts)
        pairs: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
        for key, sharing in self._sharing.items():
            members = holders[key] | {one.member for one in sharing}
            if 1 < len(members) <= MOST_ALIKE:
                for pair in combinations(sorted(members), 2):
                    pairs[pair].add(sharing[0].trait)
        return _list(pairs)


def _traits(row: Row, member: Member) -> Iterator[Kept]:
    for trait, value in traits_of(row.email, row.name, row.reference, row.phone, group_slug(row.group)):
        yield Kept(member.pk, trait, keyed(settings.SECRET_KEY, trait, value))


def _forget_gone(members: Sequence[int], wanted: Collection[Kept], lost: Collection[Trait]) -> None:
    """Delete what these members had before and have no more."""
    kept = Likeness.objects.filter(member__in=members).values_list("pk", "member_id", "trait", "key")
    gone = [
        pk
        for pk, member, trait, key in kept
        if trait in lost and Kept(member, Trait(trait), key) not in wanted
    ]
    if gone:
        Likeness.objects.filter(pk__in=gone).delete()


def _holders(keys: Sequence[str]) -> defaultdict[str, set[int]]:
    """The members who have each of these keys."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for start in range(0, len(keys), BATCH):
        held = Likeness.objects.filter(key__in=keys[start : start + BATCH])
        for member, key in held.values_list("member_id", "key"):
            found[key].add(member)
    return found


def _keep(kept: Sequence[Kept]) -> None:
    rows.insert(Likeness, ("member_id", "trait", "key"), kept)


def _list(pairs: Mapping[tuple[int, int], set[str]]) -> int:
    known = set(Double.objects.values_list("kept_id", "other_id"))
    known |= {(other, kept) for kept, other in known}
    fresh = {pair: traits for pair, traits in pairs.items() if pair not in known}
    joined = _joined(sorted({key for pair in fresh for key in pair}))
    now, made = clock.now(), []
    for pair, traits in sorted(fresh.items()):
        if all(key in joined for key in pair):
            kept, other = sorted(pair, key=lambda key: (joined[key], key))
            made.append(Double(kept_id=kept, other_id=other, traits=sorted(traits), found_at=now))
    Double.objects.bulk_create(made, batch_size=BATCH)
    return len(made)


def _joined(members: Sequence[int]) -> dict[int, date]:
    """The days that those of these members joined on who are not gone."""
    return {
        pk: joined_on
        for start in range(0, len(members), BATCH)
        for pk, joined_on in Member.objects.filter(
            pk__in=members[start : start + BATCH], is_active=True
        ).values_list("pk", "joined_on")
    }
