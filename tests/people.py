"""The people of the tests: a stranger, a member, two organisers, an observer."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from deliberation.members.access import Person, person_for
from deliberation.members.models import Group, Member, Office

LONG_AGO = date(2020, 1, 1)


def make_group(name: str = "Mende") -> Group:
    """A group; the same one for the same name."""
    return Group.objects.get_or_create(slug=name.lower(), defaults={"name": name})[0]


def make_member(name: str = "Camille R.", joined_on: date = LONG_AGO, group: Group | None = None) -> Member:
    """A member with an address made of the name."""
    address = "".join(letter for letter in name.lower() if letter.isalnum()) + "@example.org"
    return Member.objects.create_user(address, name, joined_on=joined_on, group=group)


def make_officer(kind: str, name: str, group: Group | None = None) -> Member:
    """A member who holds an office."""
    member = make_member(name)
    Office.objects.create(
        member=member, kind=kind, group=group, appointed_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    return member


@pytest.fixture
def member(db: None) -> Member:
    return make_member()


@pytest.fixture
def organiser(db: None) -> Member:
    return make_officer("organiser", "Inès Valmont")


@pytest.fixture
def second_organiser(db: None) -> Member:
    return make_officer("organiser", "Tom Arrieta")


@pytest.fixture
def observer(db: None) -> Member:
    return make_officer("observer", "Maud Kerlann")


def as_person(member: Member) -> Person:
    """The person a member is, as a view would see it."""
    return person_for(member)
