"""Word lists as values that travel."""

import pytest

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from proposals.core.lists import MOST_WORDS, STEMMERS, Lists, fold, lists_for, lists_from


@pytest.mark.parametrize("language", sorted(STEMMERS))
def test_lists_travel_unchanged(language: str) -> None:
    lists = lists_for(language)
    assert lists_from(lists.as_json()) == lists
    assert len(lists.stop_words) > 400
    assert list(lists.stop_words) == sorted(set(lists.stop_words))


def test_words_of_an_organiser_are_folded_in() -> None:
    assert "ecole" in lists_for("fr", ["École"]).stop_words
    assert lists_for("fr", ["École"]).digest() != lists_for("fr").digest()


def test_folding_drops_accents_and_ligatures() -> None:
    assert fold("ŒUVRE") == "oeuvre"
    assert fold("Straße") == "strasse"
    assert fold("ÉTÉ") == "ete"


def test_a_language_without_stemmer_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"lists\.unknown-language"):
        lists_for("tlh")


def written(**changes: Json) -> Json:
    return {**Lists("fr", "french", ("de", "le"), ("l",)).as_json(), **changes}


@pytest.mark.parametrize(
    ("read", "code"),
    [
        (None, "lists.not-lists"),
        ([], "lists.not-lists"),
        (written(stop_words=["le", "de"]), "lists.not-lists"),
        (written(stop_words=["de", "de"]), "lists.not-lists"),
        (written(stop_words="de le"), "lists.not-lists"),
        (written(stop_words=["x" * 65]), "lists.not-lists"),
        (written(stop_words=[f"{n:06}" for n in range(MOST_WORDS + 1)]), "lists.not-lists"),
        (written(elisions=[1]), "lists.not-lists"),
        (written(shortest=True), "lists.not-lists"),
        (written(more="x"), "lists.not-lists"),
        (written(stemmer="os.path"), "lists.unknown-stemmer"),
    ],
)
def test_what_is_no_list_is_refused(read: Json, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        lists_from(read)
    assert refused.value.code == code
