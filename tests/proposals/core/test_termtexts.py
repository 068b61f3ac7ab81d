"""In which texts each term stands: families counted once, authors counted once, later texts added."""

from hypothesis import given
from hypothesis import strategies as st

from proposals.core.corpus import CorpusText, corpus_of
from proposals.core.integers import ints
from proposals.core.lists import lists_for
from proposals.core.termtexts import (
    Holdings,
    count_authors,
    count_authors_at,
    count_texts,
    heads_of,
    holdings_of,
    texts_by_term,
    together,
    with_later,
)

# Terms with the keys of their texts: some of everything, small enough to count by hand in a test.
TERMS = st.dictionaries(
    st.sampled_from(["eau", "fuites", "loyers", "trains", "vallees"]),
    st.sets(st.integers(1, 12), min_size=1),
    min_size=1,
).map(lambda found: [(stem, stem, sorted(texts)) for stem, texts in sorted(found.items())])


def holdings(**terms: list[int]) -> Holdings:
    """Holdings of terms that are written as they are stemmed, each its own family."""
    return holdings_of([(stem, stem, texts) for stem, texts in terms.items()], {})


def test_a_term_is_listed_with_its_texts_whatever_their_number() -> None:
    corpus = corpus_of(
        CorpusText(str(number), f"L’eau {'des fuites' if number < 3 else 'seule'}") for number in range(4)
    )
    found = {term.stem: (term.surface, sorted(term.texts)) for term in texts_by_term(corpus, lists_for("fr"))}
    # In every text, hence no term of a run, and yet counted; a term of one text would not be.
    assert found["eau"] == ("eau", ["0", "1", "2", "3"])
    assert found["fuit"] == ("fuites", ["0", "1", "2"])


def test_words_of_a_family_are_one_row_and_a_text_that_holds_both_counts_once() -> None:
    found = holdings_of(
        [("democrati", "démocratie", [1, 2, 3]), ("democratiqu", "démocratique", [3, 4])],
        {"democrati": "democrati", "democratiqu": "democrati"},
    )
    assert (found.stems, found.surfaces) == (("democrati",), ("démocratie",))
    assert found.held.toarray().tolist() == [[1, 1, 1, 1]]


def test_a_plural_that_the_stemmer_misses_is_of_the_same_family() -> None:
    heads = heads_of([("loi", "loyer"), ("loyer", "loyers"), ("pri", "pris"), ("prix", "prix")], {})
    assert heads == {"loi": "loi", "loyer": "loi", "pri": "pri", "prix": "prix"}


def test_families_joined_by_a_form_are_joined_whole() -> None:
    heads = heads_of(
        [("aaa", "travail"), ("bbb", "travaux"), ("ccc", "labeurs"), ("ddd", "labeur")],
        {"aaa": "aaa", "bbb": "bbb", "ccc": "bbb", "ddd": "aaa"},
    )
    assert set(heads.values()) == {"aaa"}


def test_later_texts_hold_only_terms_that_the_run_knows() -> None:
    found = with_later(holdings(eau=[1, 2], fuites=[2]), {7: ["eau", "licorne"], 2: ["fuites"]})
    assert found.keys == (1, 2, 7)
    assert found.held.toarray().tolist() == [[1, 1, 1], [0, 1, 0]]


@given(terms=TERMS, authors=st.lists(st.integers(0, 4), min_size=12, max_size=12), data=st.data())
def test_counts_are_those_of_sets(
    terms: list[tuple[str, str, list[int]]], authors: list[int], data: st.DataObject
) -> None:
    found = holdings_of(terms, {})
    places = data.draw(st.lists(st.integers(-1, 2), min_size=len(found.keys), max_size=len(found.keys)))
    wrote = [authors[key - 1] for key in found.keys]
    texts = count_texts(found.held, ints(places), 3)
    people = count_authors(found.held, ints(wrote))
    people_at = count_authors_at(found.held, ints(wrote), ints(places), 3)
    both = together(found, range(len(found.stems)))
    stands = dict(zip(found.keys, places, strict=True))
    held = {stem: set(keys) for stem, _, keys in terms}
    for row, stem in enumerate(found.stems):
        assert people[row] == len({authors[key - 1] for key in held[stem]})
        for place in range(3):
            there = {key for key in held[stem] if stands[key] == place}
            assert texts[row, place] == len(there)
            assert people_at[row, place] == len({authors[key - 1] for key in there})
        assert [both[row, other] for other in range(len(found.stems))] == [
            len(held[stem] & held[other]) for other in found.stems
        ]
