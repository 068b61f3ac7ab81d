"""A register in batches: where one ends changes nothing, and no batch is kept when another is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from random import Random

import pytest
from django.db import transaction

from deliberation.core.actors import OPERATOR
from deliberation.core.register import Row, WrongRegister
from deliberation.journal.models import Entry
from deliberation.members import importing
from deliberation.members.importing import Imported, import_members
from deliberation.members.models import Double, Likeness, Member
from tests.people import make_member
from tests.proposals.refusing import refuses

pytestmark = [pytest.mark.django_db, pytest.mark.database]
JOINED = date(2020, 1, 1)


def row(line: int, email: str, reference: str = "", name: str = "", phone: str = "", group: str = "") -> Row:
    return Row(
        line, f"{email}@example.org", name or f"Nom {email}", reference, group, JOINED, None,
        phone=phone, says_phone=True,
    )  # fmt: skip


def stand() -> tuple[object, ...]:
    """What an import leaves, without the keys of rows, which a batch may number otherwise."""
    return (
        sorted(Member.objects.values_list("email", "display_name", "reference", "group__slug", "is_active")),
        sorted(Likeness.objects.values_list("member__reference", "trait", "key")),
        sorted(
            (*sorted((pair.kept.reference, pair.other.reference)), *pair.traits)
            for pair in Double.objects.select_related("kept", "other")
        ),
    )


def some_register(lots: Random, size: int) -> list[Row]:
    """Some of twelve members, of whom many share telephones and names, and who exchange addresses freely."""
    members = lots.sample(range(12), size)
    emails = lots.sample(members, len(members))
    return [
        row(
            line, f"m{email}", f"R{member}", f"Nom Prenom{lots.randrange(4)}",
            lots.choice(["", f"061234560{lots.randrange(6)}"]), lots.choice(["", "Mende", "Florac"]),
        )
        for line, (member, email) in enumerate(zip(members, emails, strict=True), start=2)
    ]  # fmt: skip


@contextmanager
def batches_of(size: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Import so many rows at a time, then take all back."""
    with transaction.atomic():
        monkeypatch.setattr(importing, "BATCH", size)
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("seed", range(12))
def test_batches_of_any_size_leave_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three registers one after another: keys and addresses go from one batch to another and back."""
    lots = Random(f"batches {seed}")
    registers = [some_register(lots, size) for size in (9, 12, lots.choice([10, 12]))]
    left: list[list[tuple[object, ...]]] = []
    for size in (1, 3, 500):
        with batches_of(size, monkeypatch):
            outcomes = []
            for rows in registers:
                try:
                    with transaction.atomic():
                        done: object = import_members(OPERATOR, rows)
                except WrongRegister as wrong:
                    done = [(each.line, each.refusal.code) for each in wrong.wrong]
                outcomes.append((done, *stand()))
            left.append(outcomes)
    assert left[0] == left[1] == left[2]
    assert any(isinstance(done, Imported) and done.changed for done, *_ in left[0])


def test_a_telephone_goes_from_one_member_to_another_without_a_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)
    import_members(OPERATOR, [row(2, "a", "1", phone="0612345678"), row(3, "b", "2", phone="0687654321")])
    rows = [row(2, "a", "1", phone="0687654321"), row(3, "b", "2", phone="0612345678")]
    assert import_members(OPERATOR, rows).doubles == 0
    assert Likeness.objects.filter(trait="phone").count() == 2


def test_a_wrong_row_in_a_late_batch_undoes_the_early_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)
    make_member("Ines")
    before = stand()
    rows = [row(2, "new", "8", group="Mende"), row(3, "ines", "9"), row(4, "b", "7"), row(5, "c", "6")]
    with pytest.raises(WrongRegister) as caught, transaction.atomic():
        import_members(OPERATOR, rows)
    assert [(each.line, each.refusal.code) for each in caught.value.wrong] == [(3, "register.address-taken")]
    assert stand() == before
    assert not Entry.objects.exists()


@pytest.mark.parametrize("turned", [False, True])
def test_two_rows_of_one_member_are_not_guessed_apart(turned: bool) -> None:
    """One names her by the address she has, the other by her reference with a new address."""
    import_members(OPERATOR, [row(2, "ann", "1")])
    rows = [row(2, "ann"), row(3, "ann.new", "1")]
    with pytest.raises(WrongRegister) as caught, transaction.atomic():
        import_members(OPERATOR, rows[::-1] if turned else rows)
    assert [(each.line, each.refusal.code) for each in caught.value.wrong] == [(2, "register.same-member")]


def test_rows_that_come_only_once_are_refused_not_taken_for_none() -> None:
    rows = [row(2, "a", "1"), row(3, "b", "2")]
    with refuses("register.changed"), transaction.atomic():
        import_members(OPERATOR, iter(rows))
    assert not Member.objects.exists()


def test_its_progress_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    told: list[tuple[str, int, int]] = []
    rows = [row(line, f"m{line}", str(line)) for line in range(2, 5)]
    import_members(OPERATOR, rows, progress=lambda *step: told.append(step))
    assert told == [
        ("members.reading", 2, 0), ("members.reading", 3, 0),
        ("members.writing", 2, 3), ("members.writing", 3, 3), ("members.doubles", 0, 0),
    ]  # fmt: skip
