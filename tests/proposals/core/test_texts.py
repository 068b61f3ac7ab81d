"""What a text may be: normal form, lengths, signs that show nothing, search, words of the corpus."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.core.errors import RuleBroken
from proposals.core.texts import (
    check_body,
    check_title,
    corpus_words,
    folded,
    normal,
    searched,
    signs,
    title_from,
)
from tests.proposals.refusing import refuses

HIDING = [
    "Vote\u202ezzz",  # turns what follows
    "Vote\u2066zzz\u2069",
    "\u202dVote",
    "Vote\u200bz",  # zero width
    "Vote\u200cz",
    "Vote\u200dz",
    "Vote\u2060z",
    "Vo\u00adte",  # soft hyphen
    "Vote\ufeff z",
    "Vote\u200e z",
    "Vote\u061c z",
    "Vote\x00z",
    "Vote\x07z",
    "Vote\x1bz",
    "Vote\x7fz",
    "Vote\x9dz",
    "Vote\ud800z",
    "Vote\u3164z",  # a letter that shows as a blank
    "Vote\u2800z",
    "Vote\u034fz",
    "Vote\U000e0041z",  # tags
]


@pytest.mark.parametrize("title", HIDING)
def test_a_title_holds_nothing_that_does_not_show(title: str) -> None:
    with refuses("text.hidden-sign"):
        check_title(title)


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x9d", "\ud800", "\u202e", "\u2066"])
def test_a_body_holds_no_control_and_nothing_that_turns_it_round(sign: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        check_body(f"Votez{sign} pour", 5000)
    assert caught.value.code == "text.hidden-sign"
    assert caught.value.facts == {"sign": f"U+{ord(sign):04X}", "place": 6}


def test_what_copying_brings_along_is_taken_out_of_a_body() -> None:
    assert check_body("\ufeffRépa\u00adrer\u200b les fuites\u2060", 5000) == "Réparer les fuites"


def test_emoji_and_other_scripts_stay_in_a_body() -> None:
    for text in ("Des vergers 👩\u200d🌾 partout", "می\u200cخواهم", "Élève en 6ᵉ : ½ heure, 5 € ; ☕️"):
        assert check_body(text, 5000) == unicodedata.normalize("NFC", text)


def test_a_title_is_one_line_and_keeps_its_unbreakable_spaces() -> None:
    assert check_title("  Réparer\n les \t fuites ") == "Réparer les fuites"
    assert check_title("Pourquoi\u00a0?") == "Pourquoi\u00a0?"
    assert check_title("Un ☕\ufe0f offert") == "Un ☕ offert"


@pytest.mark.parametrize("empty", ["", "   ", "\n\t", "…", "***", "\u00a0"])
def test_an_empty_title_or_body_says_nothing(empty: str) -> None:
    with refuses("text.title-empty"):
        check_title(empty)
    with refuses("text.body-empty"):
        check_body(empty, 5000)


def test_lengths_count_code_points_after_composition() -> None:
    assert signs("e\u0301" * 3) == 3
    assert check_body("e\u0301" * 200, 200) == "é" * 200
    assert check_title("🌾" * 119 + "a") == "🌾" * 119 + "a"
    with pytest.raises(RuleBroken) as caught:
        check_body("é" * 5212, 5000)
    assert caught.value.facts == {"used": 5212, "most": 5000, "over": 212}
    with refuses("text.title-too-long"):
        check_title("a" * 121)


def test_a_line_end_is_one_sign_however_it_is_sent() -> None:
    assert check_body("a\r\nb\rc\u2028d\u0085e", 9) == "a\nb\nc\nd\ne"


def test_accents_do_not_pile_up() -> None:
    with refuses("text.too-many-marks"):
        check_title("Z" + "\u0336\u0337\u0338\u0334\u0335\u0321\u0322" + "algo")
    with refuses("text.too-many-marks"):
        check_body("e" + "\u0301" * 4000, 5000)
    assert check_title("Việt Nam, שָׁלוֹם") == unicodedata.normalize("NFC", "Việt Nam, שָׁלוֹם")


@given(st.text(max_size=300))
def test_what_is_kept_is_normal_and_kept_again_the_same(text: str) -> None:
    try:
        kept = check_body(text, 5000)
    except RuleBroken:
        return
    assert kept == normal(kept) == check_body(kept, 5000)
    assert kept == kept.strip()
    assert "\r" not in kept


@given(st.text(max_size=200))
def test_a_title_that_was_accepted_is_accepted_again(text: str) -> None:
    try:
        title = check_title(text)
    except RuleBroken:
        return
    assert check_title(title) == title
    assert "\n" not in title


@given(st.text(max_size=200))
def test_a_title_made_of_a_body_holds_nothing_a_title_may_not(text: str) -> None:
    made = title_from(text)
    if not any(sign.isalnum() for sign in made) or any(unicodedata.combining(sign) for sign in made):
        return
    assert check_title(made, 300) == made


@given(st.text(max_size=100), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_search_does_not_see_accents_case_or_composition(
    text: str, form: Literal["NFC", "NFD", "NFKC", "NFKD"]
) -> None:
    other = unicodedata.normalize(form, text)
    assert folded(folded(other)) == folded(folded(text))


def test_search_is_by_words_without_accents() -> None:
    assert folded("Œuvre d’ÉLÈVES en forêt") == "oeuvre d'eleves en foret"
    assert searched("  Forêts  ÉCOLE forets ") == ["forets", "ecole"]
    assert len(searched(" ".join(f"mot{n}" for n in range(50)))) == 8


def test_a_title_made_of_the_first_words_does_not_count_twice() -> None:
    body = "**Réparer** les fuites d’eau avant d’augmenter les prix."
    assert corpus_words("Réparer les fuites d’eau…", body) == body
    assert corpus_words("Moins cher", body) == f"Moins cher\n\n{body}"
