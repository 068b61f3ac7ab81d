"""Accounts that may be one person: caught by the database or listed, and settled by two organisers."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from deliberation.core.actors import OPERATOR
from deliberation.core.likeness import Trait
from deliberation.core.register import Row, WrongRegister
from deliberation.journal.models import Entry, StaffRead
from deliberation.members.access import may_sign_in, person_for
from deliberation.members.doubles import doubles_waiting, propose_verdict, settle
from deliberation.members.importing import import_members
from deliberation.members.models import Double, Likeness, Member
from tests.deliberation.core.test_likeness import MAIL, NAME, NUMBER, PHONE, VARIANTS
from tests.proposals.refusing import refuses

pytestmark = pytest.mark.django_db
JOINED = date(2020, 1, 1)


def row(email: str, name: str, reference: str = "", phone: str = "", joined_on: date = JOINED) -> Row:
    return Row(0, email, name, reference, "", joined_on, None, phone=phone, says_phone=True)


def test_sixty_variants_of_one_line_are_caught_or_listed() -> None:
    """Each imported by itself after the first line, then taken back: none passes unseen."""
    import_members(OPERATOR, [row(MAIL, NAME, NUMBER, PHONE)])
    seen = 0
    for email, name, reference, phone in VARIANTS:
        with transaction.atomic():
            try:
                done = import_members(OPERATOR, [row(email.strip().lower(), name, reference, phone)])
                seen += done.doubles == 1 or (done.new, done.changed) != (1, 0)
            except WrongRegister:
                seen += 1
            transaction.set_rollback(True)
    assert seen == 60


def test_two_lines_of_one_file_are_listed_too_with_the_one_that_joined_first_kept() -> None:
    late = row("autre@example.org", "Autre Nom", "B2", "+33 6 12 34 56 78", date(2026, 1, 1))
    assert import_members(OPERATOR, [late, row(MAIL, NAME, NUMBER, PHONE)]).doubles == 1
    pair = Double.objects.get()
    assert (pair.kept.email, pair.other.email, pair.traits) == (MAIL, "autre@example.org", ["phone"])
    assert Likeness.objects.filter(trait=Trait.PHONE).count() == 1


def test_the_database_itself_refuses_a_second_member_under_one_key() -> None:
    import_members(OPERATOR, [row(MAIL, NAME, NUMBER, PHONE), row("b@example.org", "Bao Li", "B2")])
    key = Likeness.objects.get(trait=Trait.PHONE).key
    other = Member.objects.get(email="b@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        Likeness.objects.create(member=other, trait=Trait.PHONE, key=key)


def test_no_trait_can_be_read_from_the_table() -> None:
    import_members(OPERATOR, [row(MAIL, NAME, NUMBER, PHONE)])
    stored = " ".join(str(values) for values in Likeness.objects.values_list("trait", "key"))
    for said in (MAIL, "jeandupre", "612345678", "ab412", "martin"):
        assert said not in stored


def test_twice_the_same_register_lists_nothing_new(organiser: Member, second_organiser: Member) -> None:
    rows = [row(MAIL, NAME, NUMBER, PHONE), row("b@example.org", "Bao Li", "B2", PHONE)]
    assert [import_members(OPERATOR, rows).doubles for _ in range(2)] == [1, 0]
    pair = Double.objects.get()
    propose_verdict(person_for(organiser), pair, "different")
    settle(person_for(second_organiser), pair)
    assert import_members(OPERATOR, rows).doubles == 0
    assert all(may_sign_in(member) for member in Member.objects.all())


def test_two_organisers_close_the_second_account(
    client: Client, organiser: Member, second_organiser: Member, member: Member
) -> None:
    import_members(OPERATOR, [row(MAIL, NAME, NUMBER, PHONE), row("b@example.org", "Bao Li", "B2", PHONE)])
    pair = Double.objects.get()
    client.force_login(member)
    assert client.get(reverse("doubles")).status_code == 404
    client.force_login(organiser)
    page = client.get(reverse("doubles")).content.decode()
    assert "b@example.org" in page
    assert StaffRead.objects.get().code == "duplicates.read"
    assert client.post(reverse("double-settle", args=[pair.name])).status_code == 409
    client.post(reverse("double-propose", args=[pair.name]), {"verdict": "same"})
    assert client.post(reverse("double-settle", args=[pair.name])).status_code == 409
    client.force_login(second_organiser)
    assert client.post(reverse("double-settle", args=[pair.name])).status_code == 302
    assert not may_sign_in(Member.objects.get(email="b@example.org"))
    assert may_sign_in(Member.objects.get(email=MAIL))
    assert Entry.objects.get(code="members.double-settled").facts == {"verdict": "same", "traits": "phone"}
    assert not doubles_waiting().exists()


def test_nobody_judges_the_own_account(organiser: Member, second_organiser: Member) -> None:
    pair = Double.objects.create(kept=organiser, other=second_organiser, found_at="2026-01-01T00:00:00Z")
    for person in (organiser, second_organiser):
        with refuses("double.own"):
            propose_verdict(person_for(person), pair, "same")
