"""The silence list: the worked example of its page, and what always holds of it."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from proposals.core.belonging import Text, belonging, least_authors
from proposals.core.lists import lists_for
from proposals.core.silence import Silences, carried_by, silences
from proposals.core.terms import Reader
from proposals.core.termtexts import Holdings, holdings_of

# docs/rules/silence.md: twelve texts, six of water (booklet 0), four of housing (1), two in none (-1).
PLACES = [0] * 6 + [1] * 4 + [-1] * 2
# Author 1 wrote the first two texts; text 12 has lost its author's name.
AUTHORS = [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1]
TERMS = [
    ("commun", "commune", [1, 2, 3, 7, 8, 11, 12]),
    ("fontain", "fontaines", [2, 3, 4, 5]),
    ("fuit", "fuites", [1, 2, 3, 4, 5]),
    ("garant", "garantie", [7, 8, 9]),
    ("loyer", "loyer", [7, 8, 9, 10]),
    ("pluie", "pluie", [1, 2]),
]
MEASURES = [["Réparer les fuites d’abord"], ["Encadrer le loyer"]]


def example() -> Silences:
    """The lists of the worked example."""
    found = holdings_of(TERMS, {})
    texts = [
        Text(key, author, place) for key, (author, place) in enumerate(zip(AUTHORS, PLACES, strict=True), 1)
    ]
    reader = Reader(lists_for("fr"))
    carried = [carried_by(words, reader, "fr", {"loi": "loyer"}) for words in MEASURES]
    return silences(found, belonging(found, texts, 2), carried)


def test_the_worked_example_of_the_rule() -> None:
    lists = example()
    assert [(term.surface, term.authors, term.texts) for term in lists.themed] == [
        ("fontaines", 4, 4),
        ("garantie", 3, 3),
    ]
    assert [(term.surface, term.authors, term.texts) for term in lists.common] == [("commune", 6, 7)]
    water, housing = lists.by_place
    assert [(term.surface, term.authors) for term in water] == [("fontaines", 4)]
    assert [(term.surface, term.authors) for term in housing] == [("garantie", 3)]


def test_two_in_a_hundred_rounded_up_but_three_at_least() -> None:
    assert [least_authors(authors) for authors in (0, 10, 150, 151, 600)] == [3, 3, 3, 4, 12]


def test_a_measure_carries_by_title_body_terms_and_family() -> None:
    reader = Reader(lists_for("fr"))
    heads = {"democrat": "democrati"}
    carried = carried_by(["Une école démocratique\nDes cantines"], reader, "fr", heads)
    assert carried == {"ecol", "democrati", "cantin"}


def test_a_term_carried_in_another_booklet_only_says_so() -> None:
    found = holdings_of([("gare", "gares", [1, 2, 3])], {})
    texts = [Text(key, key, 0) for key in (1, 2, 3)] + [Text(4, 4, 1)]
    lists = silences(found, belonging(found, texts, 2), [[], ["gare"]])
    assert [(term.surface, term.elsewhere) for term in lists.by_place[0]] == [("gares", True)]
    assert (lists.themed, lists.common) == ((), ())


@st.composite
def corpora(draw: st.DrawFn) -> tuple[Holdings, list[Text], list[list[str]]]:
    """Any small corpus: terms, texts of some authors at some places, and what the measures carry."""
    keys = range(1, draw(st.integers(1, 25)) + 1)
    stems = [f"terme{number}" for number in range(draw(st.integers(1, 6)))]
    terms = [(stem, stem, sorted(draw(st.sets(st.sampled_from(keys), min_size=1)))) for stem in stems]
    texts = [Text(key, draw(st.integers(-1, 8)), draw(st.integers(-1, 2))) for key in keys]
    carried = [draw(st.lists(st.sampled_from(stems), unique=True, max_size=2)) for _ in range(3)]
    return holdings_of(terms, {}), texts, carried


@settings(max_examples=60, deadline=None)
@given(made=corpora())
def test_no_listed_term_is_carried_and_no_frequent_one_is_lost(
    made: tuple[Holdings, list[Text], list[list[str]]],
) -> None:
    found, texts, carried = made
    counted = belonging(found, texts, 3)
    lists = silences(found, counted, carried)
    anywhere = {stem for own in carried for stem in own}
    listed = [term.stem for term in (*lists.themed, *lists.common)]
    frequent = {stem for row, stem in enumerate(found.stems) if counted.authors[row] >= counted.least}
    assert sorted(listed) == sorted(frequent - anywhere)
    for place, own in enumerate(carried):
        assert not {term.stem for term in lists.by_place[place]} & set(own)
    for ordered in (lists.themed, lists.common, *lists.by_place):
        counts = [(-term.authors, -term.texts) for term in ordered]
        assert counts == sorted(counts)
        assert all(0 < term.authors <= term.texts for term in ordered)


@settings(max_examples=40, deadline=None)
@given(made=corpora(), data=st.data())
def test_another_measure_takes_terms_off_and_adds_none(
    made: tuple[Holdings, list[Text], list[list[str]]], data: st.DataObject
) -> None:
    found, texts, carried = made
    more: Sequence[str] = data.draw(st.lists(st.sampled_from(found.stems)))
    counted = belonging(found, texts, 3)
    before, after = (
        {term.stem for term in (*lists.themed, *lists.common)}
        for lists in (
            silences(found, counted, carried),
            silences(found, counted, [[*carried[0], *more], *carried[1:]]),
        )
    )
    assert after == before - set(more)


@settings(max_examples=40, deadline=None)
@given(made=corpora())
def test_the_order_of_texts_does_not_matter(made: tuple[Holdings, list[Text], list[list[str]]]) -> None:
    found, texts, carried = made
    backwards = silences(found, belonging(found, texts[::-1], 3), carried)
    assert backwards == silences(found, belonging(found, texts, 3), carried)
