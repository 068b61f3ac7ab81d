"""Words of one family, told by their first letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.families import families, one_of_each, plain_form

WORDS = st.lists(st.text("abc", min_size=1, max_size=12), max_size=30)


@pytest.mark.parametrize(
    ("stems", "expected"),
    [
        (["democrat", "democratis"], ["democrat"]),
        (["agriculteur", "agricultur"], ["agriculteur"]),
        (["transparent", "transport"], ["transparent", "transport"]),
        (["citoyen", "citoyennet"], ["citoyen"]),
        (["democrat", "democratis", "demograph"], ["democrat", "demograph"]),
        (["internation", "internet"], ["internation", "internet"]),
        (["ecol", "ecolog"], ["ecol", "ecolog"]),
        ([], []),
    ],
)
def test_families_worked_by_hand(stems: list[str], expected: list[str]) -> None:
    assert sorted(set(families(stems).values())) == expected


@given(WORDS)
def test_every_stem_has_a_family_that_does_not_depend_on_the_order(stems: list[str]) -> None:
    found = families(stems)
    assert found == families(reversed(stems))
    assert set(found) == set(stems)
    assert all(found[first] == first for first in found.values())


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("loi", "lois", True),
        ("élu", "élus", True),
        ("jeu", "jeux", True),
        ("loyer", "Loyers", True),
        ("public", "publique", True),
        ("publics", "publiques", True),
        ("prix", "pris", False),
        ("bus", "but", False),
        ("temps", "temp", False),
        ("new", "news", False),
        ("banc", "banque", False),
        ("procès", "process", False),
        ("cas", "ca", False),
    ],
)
def test_a_word_and_its_plural_have_one_plain_form(one: str, other: str, is_one: bool) -> None:
    assert (plain_form(one) == plain_form(other)) is is_one


def test_of_each_form_the_first_is_shown() -> None:
    assert one_of_each(["vote", "lois", "public", "loi", "publique"]) == ("vote", "lois", "public")
