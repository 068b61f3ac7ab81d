"""Passages: the sentence of a text that says most of a measure's terms."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from proposals.core.lists import lists_for
from proposals.core.quotes import LONGEST, passage_of
from proposals.core.terms import Reader

READER = Reader(lists_for("fr"))
STEMS = {READER.stem(word, "fr") or "" for word in ("fuites", "réseau")}
TEXT = "L’eau est chère. Les fuites du réseau coûtent. Des fuites partout ! Le tarif monte."


def test_the_sentence_with_most_terms_is_taken_and_they_are_marked() -> None:
    passage = passage_of(TEXT, STEMS, READER, "fr")
    assert passage is not None
    assert (passage.text, passage.terms) == ("Les fuites du réseau coûtent.", 2)
    assert [piece for piece, is_term in passage.pieces if is_term] == ["fuites", "réseau"]


def test_of_equals_the_shorter_then_the_earlier() -> None:
    text = "Réparer toutes les fuites du pays. Des fuites ici. Des fuites là."
    passage = passage_of(text, STEMS, READER, "fr")
    assert passage is not None
    assert passage.text == "Des fuites là."


def test_without_a_term_there_is_no_passage() -> None:
    assert passage_of("Rien de tel ici.", STEMS, READER, "fr") is None
    assert passage_of("", {"fuit"}, READER, "fr") is None


@given(st.text(max_size=600))
def test_a_passage_is_a_stretch_of_the_text_cut_at_a_word(text: str) -> None:
    passage = passage_of(f"{text} fuites {'mot ' * 80}", {"fuit"}, READER, "fr")
    assert passage is not None
    assert len(passage.text) <= LONGEST + 1
    assert passage.text.rstrip("…").strip() in f"{text} fuites {'mot ' * 80}"


def test_a_term_far_into_a_long_sentence_is_shown() -> None:
    passage = passage_of(f"{'mot ' * 100}les fuites {'encore ' * 60}", {"fuit"}, READER, "fr")
    assert passage is not None
    assert ("fuites", True) in passage.pieces
    assert passage.text.startswith("… mot")
    assert passage.text.endswith("encore…")
