"""Bad input gets a clear answer: a result that says why it made little, or a refusal by its code."""

import pytest

from deliberation.core.errors import RuleBroken
from proposals.core.analysis import Result, analyse
from proposals.core.corpus import Corpus, CorpusText, corpus_of
from proposals.core.lists import lists_for
from proposals.core.settings import Settings
from proposals.core.terms import Reader
from proposals.core.wordedits import edits_of
from tests.proposals.core.manytexts import many_texts
from tests.proposals.core.soundness import check_sound
from tests.proposals.core.texts import THEMES, small_corpus

FRENCH = lists_for("fr")
EVERYONE = [text for found in THEMES.values() for text in found]
ONE = EVERYONE[0]


def corpus(texts: list[str], language: str = "fr") -> Corpus:
    return corpus_of(CorpusText(f"{at:03}", text, language=language) for at, text in enumerate(texts))


def found_in(texts: list[str], settings: Settings | None = None) -> Result:
    """A run over these texts, whose result holds together."""
    settings = settings or Settings()
    read = corpus(texts)
    found = analyse(read, settings, FRENCH)
    check_sound(found, read, settings)
    return found


UNGROUPED = {
    "one text": [ONE],
    "equal texts": [ONE] * 40,
    "no word twice": ["pomme", "poire", "cerise", "prune", "figue", "coing", "nèfle"],
    "stop words only": ["et de la", "le la les", "mais ou et donc"] * 3,
    "nothing": ["", " ", "\n", "\t\t", "\u3000"],
    "digits and signs": ["12 000 €", "3,14 %", "!?", "— — —"] * 4,
    "emoji": ["🚲" * 50, "🚆🚲", "👩‍👩‍👧‍👦", "🏳️‍🌈"] * 4,
    "controls": ["\x00\x01\x02", "\x1b[31m", "\r\n", "\x7f"] * 3,
    "direction marks only": ["\u202e\u202c", "\u2066\u2069", "\u200e\u200f\ufeff"] * 4,
    "words beyond all length": ["a" * 1_000_000, "a" * 1_000_000],
    "addresses only": ["https://exemple.org/gare?x=1", "www.exemple.org/gare"] * 10,
    "four letters of four alphabets": ["аб вг", "αβ γδ", "אב גד", "かな カナ"],
}


@pytest.mark.parametrize("name", UNGROUPED)
def test_texts_without_a_common_term_make_nothing_and_say_so(name: str) -> None:
    found = found_in(UNGROUPED[name])
    assert (found.made, found.fewer, found.drafts) == (0, "no-terms", ())
    assert {placed.state for placed in found.placements} == {"no-terms"}


def test_too_few_texts_to_make_a_cluster_are_left_to_people() -> None:
    found = found_in([ONE, "Des trains de nuit et des gares.", "Une vache."])
    assert (found.made, found.fewer) == (0, "too-few-texts")
    assert [placed.state for placed in found.placements].count("to-place") == 2


def test_an_empty_corpus_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"corpus\.empty"):
        analyse(corpus([]), Settings(), FRENCH)


def test_a_stop_list_that_empties_everything_says_no_terms() -> None:
    words = {word.surface for text in EVERYONE for word in Reader(FRENCH).words(text, "fr")}
    lists = lists_for("fr", edits=edits_of(added=words))
    read = small_corpus()
    found = analyse(read, Settings(), lists)
    check_sound(found, read, Settings())
    assert (found.made, found.fewer) == (0, "no-terms")


def test_a_language_without_lists_is_refused_by_name() -> None:
    with pytest.raises(RuleBroken) as refused:
        analyse(corpus(EVERYONE, "de"), Settings(), FRENCH)
    assert (refused.value.code, refused.value.facts) == ("lists.missing-language", {"language": "de"})


@pytest.mark.parametrize("half", ["\ud83d", "gare \udc00", "\ud83dtrain\ud83d"])
def test_half_a_sign_is_refused_with_the_text_that_holds_it(half: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        corpus([ONE, half])
    assert (refused.value.code, refused.value.facts) == ("corpus.not-unicode", {"id": "001"})


@pytest.mark.parametrize("asked", [2, 3, 12, 60])
@pytest.mark.parametrize("texts", [6, 12, 50])
def test_any_number_asked_for_makes_no_more_than_the_texts_bear(asked: int, texts: int) -> None:
    found = found_in(EVERYONE[:texts], Settings(booklets=asked))
    assert found.made <= max(texts // 5, 1)


def test_two_clusters_and_sixty_of_many_texts() -> None:
    read, lists = many_texts(), lists_for("fr", "de", "en", "es")
    for asked, least in ((2, 2), (60, 12)):
        settings = Settings(booklets=asked)
        found = analyse(read, settings, lists)
        check_sound(found, read, settings)
        assert least <= found.made <= asked


DRESSED = {
    "web pages": "<p class='big'>{}</p><script>alert('gare')</script>&nbsp;<br/>",
    "emoji between words": "🚲🚆 {} 👩‍👩‍👧‍👦",
    "direction marks": "\u202e\u2066{}\u2069\u202c",
    "soft hyphens and joiners": "\u00ad\u200b{}\u200d\ufeff",
    "Markdown": "# Demande\n\n**{}**\n\n> citation",
    "a wall of signs": "{}" + " !?" * 2_000,
}


@pytest.mark.parametrize("name", DRESSED)
def test_what_words_are_dressed_in_does_not_group_them(name: str) -> None:
    read, plain = found_in([DRESSED[name].format(text) for text in EVERYONE], FIVE), found_in(EVERYONE, FIVE)
    assert read.made >= 4
    named = [term.surface for cluster in read.clusters for term in cluster.terms]
    assert {"gare", "script", "class", "nbsp", "citation"}.isdisjoint(set(named) - known_words())
    assert sum(cluster.placed for cluster in read.clusters) >= sum(c.placed for c in plain.clusters) // 2


FIVE = Settings(booklets=5)


def known_words() -> set[str]:
    """Every word of the plain texts."""
    reader = Reader(FRENCH)
    return {word.surface for text in EVERYONE for word in reader.words(text, "fr")}


SHOUTED = {
    "a text as long as one may type": ["gare train billet " * 277],
    "five of them": ["gare train billet " * 277] * 5,
    "words of all themes": ["écoles gares patients " * 220],
    "a text of one megabyte": ["gare train billet " * 60_000],
}


@pytest.mark.parametrize("name", SHOUTED)
def test_a_text_that_repeats_its_words_does_not_undo_the_others(name: str) -> None:
    found = found_in([*EVERYONE, *SHOUTED[name]], FIVE)
    assert found.made == 5
    assert sum(cluster.placed for cluster in found.clusters) >= 30


def test_languages_do_not_mix_their_stop_words() -> None:
    read, lists = many_texts(), lists_for("fr", "de", "en", "es")
    named = {term.stem for cluster in analyse(read, FIVE, lists).clusters for term in cluster.terms}
    assert named.isdisjoint({"the", "and", "die", "und", "los", "las", "les", "des"})
