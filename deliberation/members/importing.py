"""Bringing the register of members up to date from a file, in batches: a large one is never held whole."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO, TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import IO

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from deliberation import clock, rows
from deliberation.core.actors import Actor
from deliberation.core.errors import RuleBroken
from deliberation.core.names import random_name
from deliberation.core.progress import Progress, silent
from deliberation.core.register import Register, Row, WrongLines, group_slug
from deliberation.journal.actions import record
from deliberation.members.likening import Likening
from deliberation.members.models import Group, Member

# What an import may change on a member who is there already.
FROM_REGISTER = ("email", "display_name", "group_id", "joined_on", "left_on", "is_active", "paid_until")
BATCH = 500


@dataclass(slots=True)
class Contents:
    """What a register holds, as it goes by: what an electoral roll will find, and its groups by slug."""

    lines: int = 0
    grouped: int = 0
    left: int = 0
    paid: int = 0
    says_paid: bool = False
    groups: dict[str, str] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        """Count one row in."""
        self.lines += 1
        self.grouped += bool(row.group)
        self.left += row.left_on is not None
        self.paid += row.paid_until is not None
        self.says_paid = row.says_paid
        if row.group:
            self.groups[group_slug(row.group)] = row.group


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: members made, changed, left as they were; groups made; pairs to look at."""

    contents: Contents
    new: int
    changed: int
    groups: int
    doubles: int

    @property
    def unchanged(self) -> int:
        """Members whom the file says nothing new about."""
        return self.contents.lines - self.new - self.changed


def register_in(file: Path) -> Register:
    """The register in a file, or in a pipe, which is kept: it comes only once. Raises OSError."""
    if file.is_file():
        with file.open("rb"):  # tells at once whether it can be read
            return Register(lambda: _lines(file.open("rb")))
    content = file.read_bytes()
    return Register(lambda: _lines(BytesIO(content)))


@transaction.atomic
def import_members(
    actor: Actor, register: Iterable[Row], *, dry_run: bool = False, progress: Progress = silent
) -> Imported:
    """Bring the register up to date: all rows or none; a dry run does it all, then takes it back.

    `register` is gone through twice: to learn what is in it and who gives an address up, then to write.
    A row is an existing member's when the reference matches, or, without a reference, the address.
    Who is not in the file stays as is: leaving is said by `left_on`. Raises what reading the rows raises;
    WrongRegister with 'register.address-taken' for rows whose address belongs to another member and
    'register.same-member' for those whose member another row names by reference; RuleBroken
    'register.changed' when the second time other rows come. Journal: 'members.imported', counts only.
    """
    contents, given_up = _looked_through(register, progress)
    groups, made = _groups_for(contents.groups)
    writing = _Writing(groups, given_up, timezone.localdate(clock.now()))
    for batch in _batches(register):
        writing.take(batch)
        progress("members.writing", writing.contents.lines, contents.lines)
    writing.wrong.check()
    if writing.contents != contents:
        raise RuleBroken("register.changed")
    progress("members.doubles", 0, 0)
    done = Imported(contents, writing.new, writing.changed, made, writing.likening.list_doubles())
    if dry_run:
        transaction.set_rollback(True)
    else:
        facts = ("new", "changed", "unchanged", "groups", "doubles")
        record(actor, "members.imported", **{name: getattr(done, name) for name in facts})
    return done


def _lines(content: IO[bytes]) -> TextIOWrapper:
    """With their ends, and what is no UTF-8 as lone surrogates, as `read_register` takes them."""
    return TextIOWrapper(content, encoding="utf-8", errors="surrogateescape", newline="")


def _looked_through(register: Iterable[Row], progress: Progress) -> tuple[Contents, set[str]]:
    """What the rows hold, and the addresses that members give up in them, which are free from here on.

    Addresses that change hands within one file would collide on the way: first out, then in.
    """
    contents, given_up = Contents(), set[str]()
    nowhere = Value(f"@{random_name(20)}.invalid")
    for batch in _batches(register):
        for row in batch:
            contents.take(row)
        wanted = {row.reference: row.email for row in batch if row.reference}
        known = Member.objects.filter(reference__in=wanted).values_list("pk", "reference", "email")
        moving = {pk: email for pk, reference, email in known if wanted[reference] != email}
        if moving:
            given_up.update(moving.values())
            away = Concat(Cast("pk", CharField()), nowhere, output_field=CharField())
            Member.objects.filter(pk__in=moving).update(email=away)
        progress("members.reading", contents.lines, 0)
    return contents, given_up


class _Writing:
    """Writes a register that comes in batches; once a row is wrong it only looks for others that are."""

    def __init__(self, groups: Mapping[str, int], given_up: set[str], today: date) -> None:
        self.wrong, self.likening = WrongLines(), Likening()
        self.contents, self.new, self.changed = Contents(), 0, 0
        self._groups, self._given_up, self._today = groups, given_up, today

    def take(self, batch: Sequence[Row]) -> None:
        """Make or change the members of these rows, and keep what they may be known again by."""
        by_reference = _by("reference", [row.reference for row in batch if row.reference])
        theirs = {member.email: member for member in by_reference.values()}
        by_address = theirs | _by("email", [row.email for row in batch if row.email not in theirs])
        members, new, changed = [], [], []
        for row in batch:
            self.contents.take(row)
            holder = by_address.get(row.email)
            known = by_reference.get(row.reference) if row.reference else holder
            try:
                self._check(row, known, holder)
            except RuleBroken as refusal:
                self.wrong.add(row.line, refusal)
                continue
            wanted = self._wanted(row)
            if known is None:
                known = _blank(row)
                new.append(known)
            elif any(getattr(known, name) != value for name, value in wanted.items()):
                changed.append(known)
            for name, value in wanted.items():
                setattr(known, name, value)
            members.append(known)
        if not self.wrong:
            self._write(new, changed)
            self.likening.take(list(zip(batch, members, strict=True)))

    def _write(self, new: list[Member], changed: list[Member]) -> None:
        rows.update(Member, FROM_REGISTER, changed)
        Member.objects.bulk_create(new)
        self.new += len(new)
        self.changed += len(changed)

    def _check(self, row: Row, known: Member | None, holder: Member | None) -> None:
        if holder is not None and holder is not known:
            raise RuleBroken("register.address-taken", found=row.email)
        if known is None and not row.reference and row.email in self._given_up:
            raise RuleBroken("register.same-member", found=row.email)

    def _wanted(self, row: Row) -> dict[str, object]:
        paid: dict[str, object] = {"paid_until": row.paid_until} if row.says_paid else {}
        return paid | {
            "email": row.email,
            "display_name": row.name,
            "group_id": self._groups.get(group_slug(row.group)) if row.group else None,
            "joined_on": row.joined_on,
            "left_on": row.left_on,
            "is_active": row.left_on is None or row.left_on > self._today,
        }


def _batches(register: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows, so many at a time."""
    coming = iter(register)
    while batch := list(islice(coming, BATCH)):
        yield batch


def _by(name: str, values: Sequence[str]) -> dict[str, Member]:
    """The members whose field has one of these values, by it."""
    return {getattr(member, name): member for member in Member.objects.filter(**{f"{name}__in": values})}


def _blank(row: Row) -> Member:
    # As make_password(None) makes it: nothing matches it, and no two are the same.
    password = UNUSABLE_PASSWORD_PREFIX + secrets.token_urlsafe(30)
    return Member(password=password, reference=row.reference or random_name(12))


def _groups_for(wanted: Mapping[str, str]) -> tuple[dict[str, int], int]:
    """The keys of all groups by slug, those missing made from these names; and how many were made."""
    known = set(Group.objects.values_list("slug", flat=True))
    missing = [Group(slug=slug, name=name) for slug, name in sorted(wanted.items()) if slug not in known]
    Group.objects.bulk_create(missing)
    return dict(Group.objects.values_list("slug", "pk")), len(missing)
