"""Opposition words: found as they are written, never in place of a decision."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.stance import (
    HARMLESS,
    OPPOSITION,
    looks_mixed,
    marked,
    opposes,
    opposes_folded,
    words_in,
)
from proposals.core.texts import folded


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "Je suis contre cette taxe", ("contre",)),
        ("fr", "Supprimer la taxe d’habitation", ("supprimer",)),
        ("fr", "SUPPRESSION des privilèges", ("suppression",)),
        ("fr", "Non à la fermeture, mettre fin  au diesel", ("non à", "mettre fin")),
        ("fr", "Pas d’accord du tout", ("pas d’accord",)),
        ("fr", "L’arrêt des subventions est un désaccord", ("arrêt des", "désaccord")),
        ("en", "Ban private jets and oppose the tax", ("ban", "oppose")),
        ("de", "Tempolimit abschaffen, gegen den Lärm", ("abschaffen", "gegen")),
        ("es", "Eliminar los coches y prohibir la caza", ("eliminar", "prohibir")),
    ],
)
def test_opposition_words_are_found_as_they_are_written(
    language: str, text: str, found: tuple[str, ...]
) -> None:
    assert words_in(text, language) == found
    assert opposes(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Lutter contre la fraude, et une protection contre le froid"),
        ("fr", "À la fin de chaque contrat, l’eau revient en régie"),
        ("fr", "La rencontre des élus ; la retraite à taux plein ; afin de mieux vivre"),
        ("fr", "Ouvrir une gare, encadrer les loyers"),
        ("en", "A bank for the band; the fight against poverty; a bus stop"),
        ("de", "Die Gegend gegenüber"),
        ("es", "Con el fin de mejorar el barrio"),
        ("it", "Contro la tassa"),
        ("fr", ""),
    ],
)
def test_other_words_are_not(language: str, text: str) -> None:
    assert words_in(text, language) == ()
    assert not opposes(text, language)


def test_what_it_cannot_see_is_known() -> None:
    # A refusal without such a word, irony, a double refusal: the rule's page says so, and this holds it.
    assert not opposes("Que les gares restent ouvertes", "fr")
    assert not opposes("Formidable, encore une taxe", "fr")
    assert opposes("Ne pas supprimer les petites gares", "fr")


@given(st.text(max_size=200), st.sampled_from(["fr", "en", "de", "es", "xx"]))
def test_the_pieces_are_the_text_whatever_it_holds(text: str, language: str) -> None:
    pieces = marked(text, language)
    assert "".join(piece.text for piece in pieces) == text
    assert any(piece.opposes for piece in pieces) is opposes_folded(folded(text), language)


@given(st.lists(st.sampled_from(OPPOSITION["fr"]), min_size=1, max_size=3))
def test_each_word_of_the_list_finds_itself(words: list[str]) -> None:
    text = " ; ".join(word.replace("*", "s") for word in words)
    assert opposes(text, "fr")


def test_the_lists_are_folded_and_without_doubles() -> None:
    for lists in (OPPOSITION, HARMLESS):
        assert set(lists) == {"fr", "en", "de", "es"}
        for words in lists.values():
            assert len(set(words)) == len(words)
            assert [folded(word) for word in words] == list(words)


@pytest.mark.parametrize(
    ("texts", "opposing", "mixed"),
    [
        (0, 0, False), (1, 0, False), (1, 1, False), (2, 1, True), (5, 1, True), (6, 1, False),
        (30, 5, False), (30, 6, True), (30, 24, True), (30, 25, False), (30, 30, False),
    ],
)  # fmt: skip
def test_a_measure_looks_mixed_by_its_smaller_part(texts: int, opposing: int, mixed: bool) -> None:
    assert looks_mixed(texts, opposing) is mixed


def test_the_lists_are_published_word_by_word() -> None:
    page = (Path(__file__).parents[3] / "docs" / "rules" / "stance.md").read_text()
    for lists in (OPPOSITION, HARMLESS):
        for language, words in lists.items():
            assert f"| {language} | {', '.join(words)} |\n" in page
