"""Names, addresses and digests of booklets; what changed between two wordings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from proposals.core.booklets import (
    FrozenBooklet,
    FrozenMeasure,
    check_reason,
    name_of,
    slug_of,
    wording_digest,
)
from proposals.core.wording import Piece, changes, foreign_letters
from tests.proposals.refusing import refuses


def test_a_booklet_is_named_by_three_terms() -> None:
    assert name_of(["eau", "réseau", "fuites", "tarif"]) == "Eau, réseau, fuites"
    assert name_of([]) == ""


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Eau, réseau, fuites", "eau-reseau-fuites"),
        ("Cœur d’ouvrage", "coeur-d-ouvrage"),
        ("水", "livret"),
        ("a" * 80, "a" * 50),
    ],
)
def test_an_address_is_made_of_plain_letters(title: str, slug: str) -> None:
    assert slug_of(title, set()) == slug


def test_an_address_that_is_taken_gets_a_number() -> None:
    assert slug_of("Eau", {"eau"}) == "eau-2"
    assert slug_of("Eau", {"eau", "eau-2"}) == "eau-3"


def test_a_digest_moves_with_any_part() -> None:
    measure = FrozenMeasure(1, "Réparer", "", ("aaa",))
    booklet = FrozenBooklet("automne", "eau", 1, "Eau", "", "run", "d" * 64, (measure,))
    others = [
        FrozenBooklet("automne", "eau", 1, "Eau", "", "run", "d" * 64, ()),
        FrozenBooklet("automne", "eau", 2, "Eau", "", "run", "d" * 64, (measure,)),
        FrozenBooklet("automne", "eau", 1, "Eau", " ", "run", "d" * 64, (measure,)),
        FrozenBooklet("automne", "eau", 1, "Eau", "", "run", "e" * 64, (measure,)),
        FrozenBooklet(
            "automne", "eau", 1, "Eau", "", "run", "d" * 64, (FrozenMeasure(1, "Réparer", "", ()),)
        ),
    ]
    assert len({form.digest() for form in (booklet, *others)}) == 6
    assert wording_digest("a", "b") != wording_digest("ab", "")


def test_a_reason_says_something_in_one_line() -> None:
    assert check_reason("  parle\n du loyer ") == "parle du loyer"
    with refuses("reason.empty"):
        check_reason("...")
    with refuses("reason.too-long"):
        check_reason("a" * 301)
    with refuses("text.hidden-sign"):
        check_reason("a\u202eb")


def test_changes_are_shown_word_by_word() -> None:
    assert changes("Réparer les fuites", "Réparer toutes les fuites") == (
        Piece("same", "Réparer"), Piece("new", " toutes"), Piece("same", " les fuites"),
    )  # fmt: skip
    assert changes("", "Eau") == (Piece("new", "Eau"),)
    # A sentence written anew reads as one, not as a jumble of both.
    assert changes("Libre choix des systèmes", "Des formats dans la mairie") == (
        Piece("gone", "Libre choix des systèmes"), Piece("new", "Des formats dans la mairie"),
    )  # fmt: skip
    assert changes("Ouvrir la gare de nuit", "Fermer la gare le soir") == (
        Piece("gone", "Ouvrir"), Piece("new", "Fermer"), Piece("same", " la gare "),
        Piece("gone", "de nuit"), Piece("new", "le soir"),
    )  # fmt: skip
    assert changes("Eau", "Eau") == (Piece("same", "Eau"),)


@given(some.text(), some.text())
def test_changes_lose_nothing(before: str, after: str) -> None:
    pieces = changes(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


def test_a_letter_that_only_looks_like_ours_is_named() -> None:
    assert foreign_letters("Réparer les œuvres, 1er et 2º ") == ()
    assert foreign_letters("Rép\u0430rer") == ("U+0430 CYRILLIC SMALL LETTER A",)
    assert foreign_letters("Eau \u03b1\u03b1") == ("U+03B1 GREEK SMALL LETTER ALPHA",)
