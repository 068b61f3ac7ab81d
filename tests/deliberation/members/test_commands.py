"""The operator's two commands: import the register, appoint to an office."""

from __future__ import annotations

import os
from datetime import date
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import CommandError, call_command

from deliberation.journal.models import Entry
from deliberation.members.access import person_for
from deliberation.members.models import Group, Member
from tests.people import make_group, make_member

HEAD = "email,name,reference,group,joined_on,left_on\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    file = tmp_path / "register.csv"
    file.write_text(
        HEAD
        + "ines@example.org,Inès Valmont,M-1,Mende,2020-01-01,\ntom@example.org,Tom,,,2021-01-01,2022-01-01\n"
    )
    return file


def run(*arguments: object) -> str:
    said = StringIO()
    call_command(*map(str, arguments), stdout=said, stderr=said)
    return said.getvalue()


def test_an_import_makes_members_and_groups(db: None, register: Path) -> None:
    assert "2 nouveaux, 0 changés, 0 inchangés" in run("import_members", register)
    ines, tom = Member.objects.get(reference="M-1"), Member.objects.get(email="tom@example.org")
    assert ines.group == Group.objects.get(slug="mende")
    assert not ines.has_usable_password()
    assert (tom.is_active, tom.left_on) == (False, date(2022, 1, 1))
    assert len(tom.reference) == 12
    (entry,) = Entry.objects.all()
    assert (entry.code, entry.office) == ("members.imported", "operator")
    assert entry.facts == {"new": 2, "changed": 0, "unchanged": 0, "groups": 1, "doubles": 0}


def test_twice_the_same_changes_nothing(db: None, register: Path) -> None:
    run("import_members", register)
    before = list(Member.objects.values())
    assert "0 nouveaux, 0 changés, 2 inchangés" in run("import_members", register)
    assert list(Member.objects.values()) == before


def test_a_dry_run_says_and_does_nothing(db: None, register: Path) -> None:
    assert "Essai seulement" in run("import_members", register, "--dry-run")
    assert not Member.objects.exists()
    assert not Group.objects.exists()
    assert not Entry.objects.exists()


def test_addresses_may_change_hands(db: None, register: Path) -> None:
    register.write_text(HEAD + "a@example.org,Ann,1,,2020-01-01,\nb@example.org,Ben,2,,2020-01-01,\n")
    run("import_members", register)
    register.write_text(HEAD + "b@example.org,Ann,1,,2020-01-01,\na@example.org,Ben,2,,2020-01-01,\n")
    assert "2 changés" in run("import_members", register)
    assert Member.objects.get(reference="1").email == "b@example.org"


def test_an_address_of_somebody_else_is_named(db: None, register: Path) -> None:
    make_member("Ines")
    register.write_text(HEAD + "new@example.org,New,9,,2020-01-01,\nines@example.org,Other,8,,2020-01-01,\n")
    said = StringIO()
    with pytest.raises(CommandError, match="1 ligne fausse"):
        call_command("import_members", str(register), stderr=said)
    assert "Ligne 3" in said.getvalue()
    assert "ines@example.org" in said.getvalue()
    assert Member.objects.count() == 1


def test_nothing_half_done(db: None, register: Path) -> None:
    register.write_text(HEAD + "ok@example.org,Ok,,Mende,2020-01-01,\nwrong,No,,,x,\n,,,,,x\n")
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("import_members", str(register), stderr=said)
    assert "Ligne 3" in said.getvalue()
    assert "Ligne 4" in said.getvalue()
    assert not Member.objects.exists()
    assert not Group.objects.exists()


def test_many_wrong_lines_are_named_up_to_twenty_and_counted(db: None, register: Path) -> None:
    register.write_bytes(
        HEAD.encode() + b"".join(b"m%d@example.org,Ren\xe9,,,2020-01-01,\n" % n for n in range(23))
    )
    said = StringIO()
    with pytest.raises(CommandError, match="23 lignes fausses"):
        call_command("import_members", str(register), stderr=said)
    lines = said.getvalue().splitlines()
    assert lines[0] == "Ligne 2\u00a0: ce texte n’est pas en UTF-8. Enregistrez le fichier en UTF-8."
    assert (len(lines), lines[-1]) == (21, "… et 3 autres lignes fausses.")


def test_a_register_may_come_through_a_pipe(db: None, register: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=lambda: pipe.write_bytes(register.read_bytes()))
    writer.start()
    assert "2 nouveaux" in run("import_members", pipe)
    writer.join()


@pytest.mark.parametrize(
    "content", [b"nom,adresse\n", b"", HEAD.encode(), b"\xff\xfe\x00bad", b"PK\x03\x04zip"]
)
def test_what_is_no_register(db: None, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    with pytest.raises(CommandError):
        run("import_members", file)


def test_a_file_that_is_not_there(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ne se lit pas"):
        run("import_members", tmp_path / "nowhere.csv")


def test_the_first_organiser(member: Member) -> None:
    assert "Camille R." in run("appoint", member.email.upper(), "organiser")
    assert person_for(member).holds("organiser")
    entry = Entry.objects.get()
    assert (entry.code, entry.facts) == ("office.appointed", {"name": "Camille R.", "office": "organiser"})


def test_an_office_for_one_group(member: Member) -> None:
    group = make_group()
    run("appoint", member.email, "referent", "--group", "mende")
    assert person_for(member).holds("referent", group.pk)
    assert not person_for(member).holds("referent")
    assert Entry.objects.get().code == "office.appointed-for-group"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nobody@example.org", "organiser"], "Aucun membre"),
        (["camiller@example.org", "king"], "n’est pas une fonction"),
        (["camiller@example.org", "referent", "--group", "nowhere"], "Aucun groupe"),
    ],
)
def test_an_appointment_refused(member: Member, arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        run("appoint", *arguments)
    assert not Entry.objects.exists()


def test_an_office_held_already(member: Member) -> None:
    run("appoint", member.email, "organiser")
    with pytest.raises(CommandError, match="tient déjà"):
        run("appoint", member.email, "organiser")


def test_a_column_of_payments_is_taken_where_the_file_has_one(db: None, register: Path) -> None:
    run("import_members", register)
    paid = HEAD.strip() + ",paid_until\n"
    register.write_text(paid + "ines@example.org,Inès Valmont,M-1,Mende,2020-01-01,,2026-12-31\n")
    assert "1 avec une cotisation payée" in run("import_members", register)
    assert Member.objects.get(reference="M-1").paid_until == date(2026, 12, 31)
    register.write_text(HEAD + "ines@example.org,Inès Valmont,M-1,Mende,2020-01-01,\n")
    assert "restent telles quelles" in run("import_members", register)
    assert Member.objects.get(reference="M-1").paid_until == date(2026, 12, 31)
    register.write_text(paid + "ines@example.org,Inès Valmont,M-1,Mende,2020-01-01,,\n")
    run("import_members", register)
    assert Member.objects.get(reference="M-1").paid_until is None
