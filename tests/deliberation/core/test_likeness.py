"""T3: sixty ways to write one person twice, and none of them passes; and what is really two people."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deliberation.core.likeness import (
    Trait,
    keyed,
    plain_mail,
    plain_mailbox,
    plain_name,
    plain_number,
    plain_phone,
    traits_of,
)

MAIL, PHONE, NUMBER, NAME = "jean.dupre@gmail.com", "06 12 34 56 78", "AB-00412", "Léa d’Hœuvre-Martin"

MAILS = [
    "JEAN.DUPRE@gmail.com", "Jean.Dupre@Gmail.Com", " jean.dupre@gmail.com ", "jean.dupre+vote@gmail.com",
    "jean.dupre+1@gmail.com", "jeandupre@gmail.com", "j.e.a.n.dupre@gmail.com", "jean.dupre@googlemail.com",
    "jeandupre+x@googlemail.com", "j.eandupre+x+y@GMAIL.COM", "ｊｅａｎ.dupre@gmail.com",
    "jean.dupre@gmail.com.", "jean\u200b.dupre@gmail.com",
    # Not surely one box, but near enough to be looked at:
    "jean.dupré@gmail.com", "jean-dupre@gmail.com", "jean_dupre@gmail.com", "jéan.dupre@gmail.com",
    "jean.dupre\u0301@gmail.com",
]  # fmt: skip
PHONES = [
    "0612345678", "06.12.34.56.78", "06-12-34-56-78", "06/12/34/56/78", "+33612345678", "+33 6 12 34 56 78",
    "+33 (0)6 12 34 56 78", "0033612345678", "00 33 6 12 34 56 78", "0033 06 12 34 56 78",
    "+33 06 12 34 56 78", "06 12 34 56 78 ", "06\u00a012\u00a034\u00a056\u00a078", "06\u202f12 345678",
    "(06) 12 34 56 78",
    "０６ 12 34 56 78", "+33.6.12.34.56.78", "+33-6-12-34-56-78", "06 1234 5678", "06 12345678",
]  # fmt: skip
NUMBERS = [
    "AB00412", "ab-00412", "AB 00412", "AB-412", "ab412", "Ab/00412", "AB.00412", " AB-00412 ", "ＡＢ-00412",
    "AB_00412", "AB – 00412",
]  # fmt: skip
NAMES = [
    "Lea d’Hoeuvre-Martin", "LÉA D’HŒUVRE-MARTIN", "Léa D'Hœuvre Martin", "d’Hœuvre-Martin Léa",
    "Martin-d’Hœuvre Léa", "léa  d’hœuvre  martin", "Le\u0301a d’Hœuvre-Martin", "Léa d’Hœuvre–Martin",
    "Léa d Hœuvre Martin", "Lêa d’Hoeuvre-Martin", "ＬÉＡ d’Hœuvre-Martin",
]  # fmt: skip
VARIANTS = [
    *[(mail, "Autre Nom", "", "") for mail in MAILS],
    *[("autre@example.org", "Autre Nom", "", phone) for phone in PHONES],
    *[("autre@example.org", "Autre Nom", number, "") for number in NUMBERS],
    *[("autre@example.org", name, "", "") for name in NAMES],
]


def test_there_are_sixty_variants() -> None:
    assert len(VARIANTS) == 60
    assert len(set(VARIANTS)) == 60


@pytest.mark.parametrize("line", VARIANTS, ids=repr)
def test_each_variant_shares_a_trait_with_the_first_line(line: tuple[str, str, str, str]) -> None:
    first = set(traits_of(MAIL, NAME, NUMBER, PHONE))
    assert first & set(traits_of(*line))


@pytest.mark.parametrize(
    "line",
    [
        ("jeanne.dupre@gmail.com", "Jeanne Dupré", "AB-00413", "06 12 34 56 79"),
        ("jean.dupre@example.org", "Jean", "BA-00412", "+44 6 12 34 56 78"),
        ("j.dupre@gmail.com", "Léa Martin", "AB-4120", "01 12 34 56 78"),
        ("a@b.fr", "Jean", "", ""),
    ],
)
def test_other_people_share_nothing(line: tuple[str, str, str, str]) -> None:
    assert not set(traits_of(MAIL, NAME, NUMBER, PHONE)) & set(traits_of(*line))


def test_dots_are_two_people_where_the_provider_reads_them() -> None:
    assert plain_mail("jean.dupre@laposte.net") != plain_mail("jeandupre@laposte.net")
    assert plain_mailbox("jean.dupre@laposte.net") == plain_mailbox("jeandupre@laposte.net")


def test_what_is_empty_or_short_is_no_trait() -> None:
    assert [trait for trait, _value in traits_of("a@b.fr", "Jean", "-", "12")] == [Trait.MAIL, Trait.MAILBOX]
    assert (plain_phone(""), plain_number(" "), plain_name("Jean M.")) == ("", "", "")
    assert plain_name("Jean-Luc Z.") == ""


def test_a_name_counts_within_its_group() -> None:
    one, other = (set(traits_of("a@b.fr", "Jean Martin", group=group)) for group in ("lyon", "mende"))
    assert {trait for trait, _value in one ^ other} == {Trait.NAME}


def test_the_stored_key_needs_the_secret_and_knows_its_trait() -> None:
    keys = {keyed(secret, trait, "x") for secret in ("a", "b") for trait in (Trait.MAIL, Trait.PHONE)}
    assert len(keys) == 4
    assert all(len(key) == 64 for key in keys)


@example("", "\r¨")  # an accent alone stands on a space
@given(st.text(max_size=30), st.text(max_size=30))
def test_normalising_twice_is_normalising_once(local: str, other: str) -> None:
    for plain in (plain_mail, plain_mailbox):
        once = plain(f"{local}@{other}")
        assert plain(once) == once or not unicodedata.is_normalized("NFKC", once)
    assert plain_phone(plain_phone(other)) == plain_phone(other)
    assert plain_number(plain_number(other)) == plain_number(other)
