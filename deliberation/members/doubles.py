"""Finding members who may be one person, and what two organisers do about it.

Written as an import ends and when somebody settles a pair; whose traits are equal is told by keyed hashes
alone, so that a copy of the table is no list of addresses or telephones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.core.likeness import ONE_PERSON, Trait, keyed, traits_of
from deliberation.core.register import Row, group_slug
from deliberation.journal.actions import record
from deliberation.members.access import Person
from deliberation.members.models import Double, Likeness, Member

# A key that more share says nothing about two of them: the telephone of a local, say.
MOST_ALIKE = 8
BATCH = 500


class Kept(NamedTuple):
    """A trait of a member as it is kept; a whole register has some hundred thousand, hence no row each."""

    member: int
    trait: Trait
    key: str


def note_traits(rows: Sequence[Row], members: dict[str, Member]) -> int:
    """Keep the traits of imported members, and list the pairs that share one; how many new pairs.

    `members` are those of the rows, by address. Of a trait that belongs to one person only the first
    member keeps the key; the second is listed with him. A member imported without a telephone loses the
    key of the one before only if the file has a column for it. What is kept already is not written again.
    """
    wanted = [
        Kept(members[row.email].pk, trait, keyed(settings.SECRET_KEY, trait, value))
        for row in rows
        for trait, value in traits_of(row.email, row.name, row.reference, row.phone, group_slug(row.group))
    ]
    lost = set(Trait) if rows and rows[0].says_phone else set(Trait) - {Trait.PHONE}
    imported = sorted({members[row.email].pk for row in rows})
    _forget_gone(imported, set(wanted), lost)
    stored = _stored("key", sorted({one.key for one in wanted}))
    alike = _alike({*wanted, *stored})
    held = {(one.trait, one.key): one.member for one in stored}
    known = set(stored)
    fresh = [
        Likeness(member_id=one.member, trait=one.trait, key=one.key)
        for one in wanted
        if one not in known and (one.trait not in ONE_PERSON or _is_first(one, held))
    ]
    Likeness.objects.bulk_create(fresh, batch_size=BATCH, ignore_conflicts=True)
    return _list(alike)


def doubles_waiting() -> QuerySet[Double]:
    """The pairs that nobody settled, oldest first, with their members and groups."""
    rows = Double.objects.filter(settled_at=None)
    return rows.select_related("kept__group", "other__group", "proposed_by")


def get_double(name: str) -> Double | None:
    """A pair by its name."""
    return Double.objects.filter(name=name).first()


@transaction.atomic
def propose_verdict(person: Person, double: Double, verdict: str) -> None:
    """Say whether a pair is one person; another organiser must say so too.

    Raises RuleBroken `double.verdict-unknown`, `double.own` or `double.settled-already`.
    """
    person.acting_as("organiser")
    locked = _locked(double, person)
    if verdict not in Double.Verdict.values:
        raise RuleBroken("double.verdict-unknown")
    locked.verdict, locked.proposed_by = verdict, person.known
    locked.save(update_fields=["verdict", "proposed_by"])


@transaction.atomic
def settle(person: Person, double: Double) -> None:
    """The second organiser's signature. One person: the other account is closed as of today.

    Its texts stay where they are, under its name; the account that stays is the one that joined first.
    Seats of opened votes do not change. Journal: `members.double-settled`, without a name. Raises
    RuleBroken `double.no-verdict`, `double.same-organiser`, and as `propose_verdict`.
    """
    actor = person.acting_as("organiser")
    locked = _locked(double, person)
    if not locked.verdict:
        raise RuleBroken("double.no-verdict")
    if locked.proposed_by_id == person.known.pk:
        raise RuleBroken("double.same-organiser")
    now = clock.now()
    if locked.verdict == Double.Verdict.SAME:
        Member.objects.filter(pk=locked.other_id).update(is_active=False, left_on=timezone.localdate(now))
    locked.settled_by, locked.settled_at = person.known, now
    locked.save(update_fields=["settled_by", "settled_at"])
    record(actor, "members.double-settled", verdict=locked.verdict, traits=", ".join(sorted(locked.traits)))


def _forget_gone(imported: Sequence[int], wanted: set[Kept], lost: set[Trait]) -> None:
    """Delete what these members had before and have no more."""
    gone = {one for one in _stored("member_id", imported) if one.trait in lost} - wanted
    for one in sorted(gone):
        Likeness.objects.filter(member_id=one.member, trait=one.trait).delete()


def _stored(field: str, values: Sequence[int] | Sequence[str]) -> list[Kept]:
    """What is stored under these keys, or of these members."""
    return [
        Kept(member, Trait(trait), key)
        for start in range(0, len(values), BATCH)
        for member, trait, key in Likeness.objects.filter(
            **{f"{field}__in": values[start : start + BATCH]}
        ).values_list("member_id", "trait", "key")
    ]


def _alike(kept: Iterable[Kept]) -> dict[tuple[int, int], set[str]]:
    """Pairs of members with what they share."""
    by_key: dict[tuple[str, str], set[int]] = defaultdict(set)
    for one in kept:
        by_key[one.trait, one.key].add(one.member)
    pairs: dict[tuple[int, int], set[str]] = defaultdict(set)
    for (trait, _key), members in by_key.items():
        if 1 < len(members) <= MOST_ALIKE:
            for pair in combinations(sorted(members), 2):
                pairs[pair].add(trait)
    return pairs


def _is_first(one: Kept, held: dict[tuple[Trait, str], int]) -> bool:
    return held.setdefault((one.trait, one.key), one.member) == one.member


def _list(pairs: dict[tuple[int, int], set[str]]) -> int:
    known = set(Double.objects.values_list("kept_id", "other_id"))
    known |= {(other, kept) for kept, other in known}
    fresh = {pair: traits for pair, traits in pairs.items() if pair not in known}
    joined = dict(
        Member.objects.filter(pk__in={key for pair in fresh for key in pair}, is_active=True).values_list(
            "pk", "joined_on"
        )
    )
    now, made = clock.now(), []
    for pair, traits in sorted(fresh.items()):
        if all(key in joined for key in pair):
            kept, other = sorted(pair, key=lambda key: (joined[key], key))
            made.append(Double(kept_id=kept, other_id=other, traits=sorted(traits), found_at=now))
    Double.objects.bulk_create(made, batch_size=BATCH)
    return len(made)


def _locked(double: Double, person: Person) -> Double:
    locked = Double.objects.select_for_update().get(pk=double.pk)
    if locked.settled_at is not None:
        raise RuleBroken("double.settled-already")
    if person.known.pk in (locked.kept_id, locked.other_id):
        raise RuleBroken("double.own")
    return locked
