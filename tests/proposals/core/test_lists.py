"""Word lists as values that travel."""

import pytest

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from proposals.core.folding import fold
from proposals.core.lists import MOST_WORDS, STEMMERS, LanguageLists, Lists, lists_for, lists_from
from proposals.core.wordedits import edits_of


@pytest.mark.parametrize("language", sorted(STEMMERS))
def test_lists_travel_unchanged(language: str) -> None:
    lists = lists_for(language)
    assert lists_from(lists.as_json()) == lists
    (own,) = lists.languages
    assert len(own.stop_words) > 400
    assert list(own.stop_words) == sorted(set(own.stop_words))


def test_lists_of_several_languages_stand_once_each_in_order() -> None:
    lists = lists_for("fr", "en", "fr", edits=edits_of(["École"], ["vote"], [["eau", "Robinet"]]))
    assert [own.language for own in lists.languages] == ["en", "fr"]
    assert lists_from(lists.as_json()) == lists
    assert lists.edits.added == ("ecole",)
    assert lists.edits.synonyms == (("eau", "robinet"),)


def test_edits_change_the_digest() -> None:
    assert lists_for("fr", edits=edits_of(["École"])).digest() != lists_for("fr").digest()


def test_folding_drops_accents_and_ligatures() -> None:
    assert fold("ŒUVRE") == "oeuvre"
    assert fold("Straße") == "strasse"
    assert fold("ÉTÉ") == "ete"


def test_a_language_without_stemmer_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"lists\.unknown-language"):
        lists_for("tlh")
    with pytest.raises(RuleBroken, match=r"lists\.no-language"):
        lists_for()


OWN = LanguageLists("fr", "french", ("de", "le"), ("l",))


def written(**changes: Json) -> Json:
    """Lists of one language as a bundle holds them, some members of the language changed."""
    return {**Lists((OWN,)).as_json(), "languages": [{**OWN.as_json(), **changes}]}


def around(**changes: Json) -> Json:
    """The same, with members around the language changed."""
    return {**Lists((OWN,)).as_json(), **changes}


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
        (written(language=3), "lists.not-lists"),
        (around(languages=[]), "lists.not-lists"),
        (around(languages=[OWN.as_json(), OWN.as_json()]), "lists.not-lists"),
        (around(languages=["fr"]), "lists.not-lists"),
        (around(shortest=True), "lists.not-lists"),
        (around(more="x"), "lists.not-lists"),
        (around(added=["École"]), "lists.not-lists"),
        (around(added=["deux mots"]), "lists.not-lists"),
        (around(removed=[3]), "lists.not-lists"),
        (around(synonyms=[["seul"]]), "lists.not-lists"),
        (around(synonyms="eau robinet"), "lists.not-lists"),
        (written(more="x"), "lists.not-lists"),
        (written(stemmer="os.path"), "lists.unknown-stemmer"),
    ],
)
def test_what_is_no_list_is_refused(read: Json, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        lists_from(read)
    assert refused.value.code == code
