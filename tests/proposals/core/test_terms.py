"""Words, stems, and the terms that count."""

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.core.errors import RuleBroken
from proposals.core.lists import LanguageLists, Lists, lists_for
from proposals.core.settings import Level
from proposals.core.terms import Reader, Reading, read_texts, usable_terms
from proposals.core.wordedits import edits_of

FRENCH = lists_for("fr")
BARE = Lists((LanguageLists("fr", "french", ()),))


def french(texts: list[str]) -> Reading:
    return read_texts([(text, "fr") for text in texts], Reader(FRENCH))


def surfaces(text: str, lists: Lists = FRENCH) -> list[str]:
    return [word.surface for word in Reader(lists).words(text, "fr") if word.stem is not None]


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
    words = Reader(FRENCH).words("Il faut une école", "fr")
    assert [word.stem is None for word in words] == [True, True, True, False]


def test_inflections_share_a_stem_without_accents() -> None:
    assert Reader(FRENCH).counts("écoles École ECOLE", "fr") == {"ecol": 3}
    assert Reader(FRENCH).counts("œuvre oeuvres", "fr") == {"oeuvr": 2}


def test_a_term_counts_at_most_eight_times_in_a_text() -> None:
    assert Reader(FRENCH).counts("gare " * 3 + "train " * 1000, "fr") == {"gar": 3, "train": 8}
    assert french(["train " * 1000]).counts.toarray().tolist() == [[8]]


def test_an_empty_stop_list_keeps_every_word() -> None:
    assert surfaces("nous et vous", BARE) == ["nous", "vous"]


def test_the_commonest_surface_is_shown_and_ties_go_by_the_alphabet() -> None:
    reading = french(["logements logement", "logements école", "écoles"])
    assert reading.surfaces == {"ecol": "école", "log": "logements"}
    assert reading.stems == ("ecol", "log")
    assert reading.counts.toarray().tolist() == [[0, 2], [1, 1], [1, 0]]


def test_rare_and_common_terms_are_left_out() -> None:
    texts = ["train gare", "train vélo", "train vélo", "école rails", "train", "école", "école"]
    reading = french(texts)
    usable = usable_terms(reading.counts, Level(5, 5, 2, least_texts=2, common_percent=45))
    assert [reading.stems[column] for column in usable.tolist()] == ["ecol", "vélo".replace("é", "e")]


def test_the_stemmer_is_the_pure_one_even_beside_another(monkeypatch: pytest.MonkeyPatch) -> None:
    class Wrong:
        def stemWord(self, word: str) -> str:  # noqa: N802  (the library's name)
            raise AssertionError("the other stemmer was asked")

    monkeypatch.setattr("snowballstemmer.stemmer", lambda name: Wrong())
    assert Reader(FRENCH).stem("écoles", "fr") == "ecol"
    assert "Stemmer" not in sys.modules


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    counts = Reader(BARE).counts(text.encode("utf-8", "ignore").decode(), "fr")
    assert all(stem and count > 0 for stem, count in counts.items())


@pytest.mark.parametrize("text", ["a" * 1_000_000, "l'" * 500_000, "www." * 250_000, "é\u0301" * 300_000])
def test_a_huge_text_is_read_in_little_time(text: str) -> None:
    started = time.process_time()
    Reader(FRENCH).counts(text, "fr")
    assert time.process_time() - started < 5


def stems(lists: Lists, *words: str, language: str = "fr") -> list[str | None]:
    reader = Reader(lists)
    return [reader.stem(word, language) for word in words]


def test_words_added_count_no_more_and_words_given_back_count_again() -> None:
    assert stems(FRENCH, "école", "nous") == ["ecol", None]
    edited = lists_for("fr", edits=edits_of(added=["École"], removed=["nous"]))
    assert stems(edited, "école", "écoles", "nous") == [None, "ecol", "nous"]


def test_a_word_both_added_and_given_back_counts() -> None:
    both = lists_for("fr", edits=edits_of(added=["école"], removed=["école"]))
    assert stems(both, "école") == ["ecol"]


def test_synonyms_are_one_term_in_every_form() -> None:
    lists = lists_for("fr", edits=edits_of(synonyms=[["train", "rail"], ["rails", "wagon"]]))
    assert set(stems(lists, "train", "trains", "rail", "rails", "wagons")) == {"rail"}
    assert stems(lists, "gare") == ["gar"]


def test_synonyms_cross_languages() -> None:
    lists = lists_for("fr", "en", edits=edits_of(synonyms=[["school", "ecole"]]))
    assert stems(lists, "école") == stems(lists, "schools", language="en") == ["ecol"]


def test_each_language_is_read_with_its_own_lists() -> None:
    reader = Reader(lists_for("fr", "en"))
    assert reader.counts("the schools and the trains", "en") == {"school": 1, "train": 1}
    assert "the" in reader.counts("the schools and the trains", "fr")


def test_a_language_without_lists_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"lists\.missing-language"):
        Reader(FRENCH).counts("the schools", "en")
