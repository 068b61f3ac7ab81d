"""What is done to the register of members and to offices: always by the operator, always in the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from deliberation import clock
from deliberation.core.actors import Actor
from deliberation.core.errors import RuleBroken
from deliberation.core.names import random_name
from deliberation.core.register import Row, WrongLine, WrongRegister, group_slug
from deliberation.journal.actions import record
from deliberation.members.doubles import note_traits
from deliberation.members.models import Group, Member, Office

# What an import may change on a member who is there already.
FROM_REGISTER = ("email", "display_name", "group_id", "joined_on", "left_on", "is_active", "paid_until")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: members made, changed, left as they were; groups made; pairs to look at."""

    new: int
    changed: int
    unchanged: int
    groups: int
    doubles: int = 0


@transaction.atomic
def import_members(actor: Actor, rows: Sequence[Row], *, dry_run: bool = False) -> Imported:
    """Bring the register up to date: all rows or none; a dry run does it all, then takes it back.

    A row is an existing member's when the reference matches, or, without a reference, the address.
    Who is not in the file stays as is: leaving is said by `left_on`. Raises WrongRegister with
    'register.address-taken' for each row whose address belongs to another member. Journal:
    'members.imported', counts only.
    """
    groups, made = _groups_for(rows)
    new, changed = _sorted_out(rows, groups, timezone.localdate(clock.now()))
    # Addresses that change hands within one file would collide on the way: first out, then in.
    for member in changed:
        Member.objects.filter(pk=member.pk).update(email=f"{random_name(20)}@moving.invalid")
    Member.objects.bulk_update(changed, FROM_REGISTER, batch_size=200)
    Member.objects.bulk_create(new, batch_size=200)
    doubles = note_traits(rows, {member.email: member for member in Member.objects.all()})
    done = Imported(len(new), len(changed), len(rows) - len(new) - len(changed), made, doubles)
    if dry_run:
        transaction.set_rollback(True)
    else:
        record(actor, "members.imported", **{part.name: getattr(done, part.name) for part in fields(done)})
    return done


@transaction.atomic
def appoint(actor: Actor, *, email: str, kind: str, group: str = "") -> Office:
    """Give a member an office, for the organisation or for the group with this slug.

    Raises RuleBroken 'member.unknown', 'office.unknown', 'group.unknown' or 'office.already-held'.
    Journal: 'office.appointed' or 'office.appointed-for-group', with the public name of who holds it.
    """
    if kind not in Office.Kind.values:
        raise RuleBroken("office.unknown", office=kind, offices=", ".join(Office.Kind.values))
    member = Member.objects.filter(email=email.strip().lower(), is_active=True).first()
    if member is None:
        raise RuleBroken("member.unknown", email=email)
    scope = Group.objects.filter(slug=group).first() if group else None
    if group and scope is None:
        raise RuleBroken("group.unknown", group=group)
    if Office.objects.filter(member=member, kind=kind, group=scope, ended_at=None).exists():
        raise RuleBroken("office.already-held", name=member.display_name, office=kind)
    office = Office.objects.create(member=member, kind=kind, group=scope, appointed_at=clock.now())
    if scope:
        record(actor, "office.appointed-for-group", name=member.display_name, office=kind, group=scope.name)
    else:
        record(actor, "office.appointed", name=member.display_name, office=kind)
    return office


def _sorted_out(
    rows: Sequence[Row], groups: dict[str, Group], today: date
) -> tuple[list[Member], list[Member]]:
    """The members to make and those to change, filled in; WrongRegister for addresses of others."""
    by_reference = {member.reference: member for member in Member.objects.all()}
    by_address = {member.email: member for member in by_reference.values()}
    # Who gives an address up in this very file does not hold it against another row.
    staying = {
        row.email for row in rows if (known := by_reference.get(row.reference)) and known.email == row.email
    }
    leaving = {by_reference[row.reference].email for row in rows if row.reference in by_reference} - staying
    new: list[Member] = []
    changed: list[Member] = []
    wrong: list[WrongLine] = []
    for row in rows:
        holder = by_address.get(row.email)
        known = by_reference.get(row.reference) if row.reference else holder
        if holder is not None and holder is not known and row.email not in leaving:
            wrong.append(WrongLine(row.line, RuleBroken("register.address-taken", found=row.email)))
        elif known is None:
            new.append(_fill(_blank(row), row, groups, today))
        elif _differs(known, row, groups, today):
            changed.append(_fill(known, row, groups, today))
    if wrong:
        raise WrongRegister(wrong)
    return new, changed


def _groups_for(rows: Sequence[Row]) -> tuple[dict[str, Group], int]:
    """The groups that the rows name, by slug, those that were missing made; and how many were made."""
    wanted = {group_slug(row.group): row.group for row in rows if row.group}
    known = Group.objects.in_bulk(field_name="slug")
    missing = [Group(slug=slug, name=name) for slug, name in sorted(wanted.items()) if slug not in known]
    Group.objects.bulk_create(missing)
    return Group.objects.in_bulk(field_name="slug"), len(missing)


def _blank(row: Row) -> Member:
    return Member(password=make_password(None), reference=row.reference or random_name(12))


def _wanted(row: Row, groups: dict[str, Group], today: date) -> dict[str, object]:
    paid: dict[str, object] = {"paid_until": row.paid_until} if row.says_paid else {}
    return paid | {
        "email": row.email,
        "display_name": row.name,
        "group_id": groups[group_slug(row.group)].pk if row.group else None,
        "joined_on": row.joined_on,
        "left_on": row.left_on,
        "is_active": row.left_on is None or row.left_on > today,
    }


def _differs(member: Member, row: Row, groups: dict[str, Group], today: date) -> bool:
    return any(getattr(member, name) != value for name, value in _wanted(row, groups, today).items())


def _fill(member: Member, row: Row, groups: dict[str, Group], today: date) -> Member:
    for name, value in _wanted(row, groups, today).items():
        setattr(member, name, value)
    return member
