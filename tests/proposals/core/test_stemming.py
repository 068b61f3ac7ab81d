"""The quick stemmers give the library's own stems, whatever the letters."""

from __future__ import annotations

import importlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proposals.core.lists import STEMMERS
from proposals.core.stemming import stemmer

LETTERS = "abcdefghijklmnopqrstuvwxyzàâçéèêëîïôùûüñßáíóúäöœ'"
# Parts of words that the steps of the four stemmers look for.
PARTS = (
    "ation", "ational", "isation", "issement", "ement", "ements", "euse", "euses", "ités", "logie", "ivement",
    "ing", "ingly", "edly", "sses", "ied", "ization", "fulness", "ously", "iviti", "ungen", "keit", "heit",
    "lich", "isch", "ierung", "ando", "iendo", "aciones", "mente", "amente", "ábamos", "iéramos", "yendo",
)  # fmt: skip
words = st.one_of(
    st.text(LETTERS, min_size=2, max_size=18),
    st.tuples(
        st.text(LETTERS, min_size=1, max_size=7), st.sampled_from(PARTS), st.text(LETTERS, max_size=3)
    ).map("".join),
)


@pytest.mark.parametrize("name", sorted(STEMMERS.values()))
@settings(max_examples=300)
@given(st.lists(words, min_size=5, max_size=20))
def test_the_stems_are_the_library_s(name: str, found: list[str]) -> None:
    module = importlib.import_module(f"snowballstemmer.{name}_stemmer")
    plain, quick = getattr(module, f"{name.capitalize()}Stemmer")(), stemmer(name)
    assert [quick.stemWord(word) for word in found] == [plain.stemWord(word) for word in found]
