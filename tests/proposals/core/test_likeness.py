"""What two texts share: the sum of the page by hand, near and same, and the passage that shows it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from proposals.core.likeness import Likeness, likeness, marked, quoted
from proposals.core.tongues import Tongues
from tests.proposals.core.test_similar import EXAMPLE, alone, make

TONGUES = Tongues()


def stem_of(word: str) -> str | None:
    return TONGUES.stem(word, "fr")


def like(typed: str, other: str) -> Likeness:
    read = [(stem, word) for word in TONGUES.surfaces(other, "fr") if (stem := stem_of(word))]
    stems = TONGUES.stems(typed, "fr")
    rarities = alone(make(EXAMPLE)).rarities(stems | {stem for stem, _ in read})
    return likeness(stems, read, rarities)


def test_the_example_of_the_page_by_hand() -> None:
    # Shared: fuit 5174 and eau 3186. Typed: these two and urgent, which no text holds: 14684.
    # Either: also repar (2 texts) 5174 and reseau (1 text) 8192.
    found = like("Urgent : des fuites d’eau", EXAMPLE[0])
    assert [(term.stem, term.surface, term.weight) for term in found.shared] == [
        ("fuit", "fuites", 5174),
        ("eau", "eau", 3186),
    ]
    assert (found.common, found.typed, found.all) == (8360, 8360 + 14684, 8360 + 14684 + 5174 + 8192)
    assert found.percent == 22
    assert found.is_near
    assert found.is_same


def test_one_shared_term_is_not_near_however_rare() -> None:
    assert not like("réseau", EXAMPLE[0]).is_near
    assert not like("réseau", "réseau").is_same


def test_a_text_is_the_same_as_itself_and_order_and_repeats_do_not_count() -> None:
    found = like("eau fuites fuites réseau", "Réseau : fuite d’eau, eau")
    assert found.percent == 100
    assert found.is_same


def test_texts_without_terms_are_not_alike() -> None:
    for typed, other in (("", ""), ("le la", "fuites"), ("fuites", "le")):
        found = like(typed, other)
        assert (found.percent, found.is_near, found.is_same) == (0, False, False)


def test_shared_terms_are_marked_wherever_they_stand() -> None:
    assert marked("L’eau des fuites.", {"eau": 1, "fuit": 1}, stem_of) == (
        ("L", False), ("’", False), ("eau", True), (" ", False), ("des", False), (" ", False),
        ("fuites", True), (".", False),
    )  # fmt: skip


def test_a_quote_is_taken_where_most_weight_is_shared() -> None:
    text = (
        "Bonjour. " + "Rien ici non plus. " * 30 + "Le réseau a des fuites et l’eau se perd. " + "Fin. " * 40
    )
    shown = quoted(text, {"eau": 3, "fuit": 5, "bonjour": 4}, stem_of, 120)
    line = "".join(piece for piece, _ in shown)
    assert "fuites et l’eau" in line
    assert line.startswith("… ")
    assert line.endswith("…")
    assert [piece for piece, is_shared in shown if is_shared] == ["fuites", "eau"]


def test_without_a_shared_term_a_quote_is_the_beginning() -> None:
    assert quoted("Un texte court.", {}, stem_of, 120) == marked("Un texte court.", {}, stem_of)
    assert quoted("", {"eau": 1}, stem_of, 120) == ()


@given(st.text(max_size=400), st.integers(60, 200))
def test_a_quote_is_a_piece_of_the_text_of_about_that_length(text: str, signs: int) -> None:
    shown = quoted(text, {"eau": 1}, stem_of, signs)
    inside = "".join(piece for piece, _ in shown if piece not in ("… ", "…"))
    assert inside in " ".join(text.split())
    longest = max([len(piece) for piece, _ in shown], default=0)
    assert len(inside) <= max(signs, longest)
