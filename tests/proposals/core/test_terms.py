"""Words, stems, and the terms that count."""

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.lists import Lists, lists_for
from proposals.core.settings import Level
from proposals.core.terms import Reader, read_texts, usable_terms

FRENCH = lists_for("fr")
BARE = Lists("fr", "french", (), ())


def surfaces(text: str, lists: Lists = FRENCH) -> list[str]:
    return [word.surface for word in Reader(lists).words(text) if word.stem is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’école et l'hôpital", ["école", "hôpital"]),
        ("Jusqu’aux gares, qu’on rouvre", ["gares", "rouvre"]),
        ("lʼeau", ["eau"]),
        ("Voir https://exemple.org/logement?x=1 et www.exemple.org", ["voir"]),
        ("12 trains, 3e gare", ["trains", "gare"]),
        ("loge\u00adment", ["logement"]),
        ("\u202eécole\u202c", ["école"]),
        ("🚲 vélo 🚲🚲", ["vélo"]),
        ("e\u0301cole", ["école"]),
        ("LOGEMENT", ["logement"]),
        ("", []),
        ("   \n\t", []),
    ],
)
def test_words_are_cut(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


def test_stop_words_and_short_words_have_no_stem() -> None:
    words = Reader(FRENCH).words("Il faut une école")
    assert [word.stem is None for word in words] == [True, True, True, False]


def test_inflections_share_a_stem_without_accents() -> None:
    assert Reader(FRENCH).counts("écoles École ECOLE") == {"ecol": 3}
    assert Reader(FRENCH).counts("œuvre oeuvres") == {"oeuvr": 2}


def test_an_empty_stop_list_keeps_every_word() -> None:
    assert surfaces("nous et vous", BARE) == ["nous", "vous"]


def test_the_commonest_surface_is_shown_and_ties_go_by_the_alphabet() -> None:
    reading = read_texts(["logements logement", "logements école", "écoles"], Reader(FRENCH))
    assert reading.surfaces == {"ecol": "école", "log": "logements"}
    assert reading.stems == ("ecol", "log")
    assert reading.counts.toarray().tolist() == [[0, 2], [1, 1], [1, 0]]


def test_rare_and_common_terms_are_left_out() -> None:
    texts = ["train gare", "train vélo", "train vélo", "école rails", "train", "école", "école"]
    reading = read_texts(texts, Reader(FRENCH))
    usable = usable_terms(reading.counts, Level(5, 5, 2, least_texts=2, common_percent=45))
    assert [reading.stems[column] for column in usable.tolist()] == ["ecol", "vélo".replace("é", "e")]


def test_the_stemmer_is_the_pure_one_even_beside_another(monkeypatch: pytest.MonkeyPatch) -> None:
    class Wrong:
        def stemWord(self, word: str) -> str:  # noqa: N802
            raise AssertionError("the other stemmer was asked")

    monkeypatch.setattr("snowballstemmer.stemmer", lambda name: Wrong())
    assert Reader(FRENCH).stem("écoles") == "ecol"
    assert "Stemmer" not in sys.modules


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    counts = Reader(BARE).counts(text.encode("utf-8", "ignore").decode())
    assert all(stem and count > 0 for stem, count in counts.items())


@pytest.mark.parametrize("text", ["a" * 1_000_000, "l'" * 500_000, "www." * 250_000, "é\u0301" * 300_000])
def test_a_huge_text_is_read_in_little_time(text: str) -> None:
    started = time.process_time()
    Reader(FRENCH).counts(text)
    assert time.process_time() - started < 5
