"""Terms written as people write them: capitals and digits where most texts have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.analysis import analyse
from proposals.core.corpus import CorpusText, corpus_of
from proposals.core.lists import lists_for
from proposals.core.settings import Settings
from proposals.core.spelling import respelled, spellings
from proposals.core.termtexts import texts_by_term
from tests.proposals.core.texts import small_corpus


@pytest.mark.parametrize(
    ("texts", "form", "written"),
    [
        (["La TVA sur le pain", "Baisser la TVA", "la tva"], "tva", "TVA"),
        (["Passer à l’IPv6", "IPv6 partout", "ipv6"], "ipv", "IPv6"),
        (["Un SMS", "un sms"], "sms", None),  # as often as not
        (["Eau", "Eau du robinet"], "eau", None),  # the beginning of a sentence
        (["EAU", "eau", "eau"], "eau", None),  # somebody shouts
        (["Le CO2", "du CO2"], "co", "CO2"),
        (["l’article12", "l’article12"], "article", None),
        (["Les GAFAM", "les Gafam", "GAFAM"], "gafam", "GAFAM"),
    ],
)
def test_the_form_of_most_texts_is_shown(texts: list[str], form: str, written: str | None) -> None:
    assert spellings(texts, [form]).get(form) == written


def test_a_text_counts_once() -> None:
    assert spellings(["TVA TVA TVA TVA", "tva", "tva"], ["tva"]) == {}


def test_forms_that_nobody_asked_for_are_left_out() -> None:
    assert spellings(["La TVA et la CSG"], ["csg"]) == {"csg": "CSG"}


@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_text_gives_only_forms_of_its_own_letters(texts: list[str]) -> None:
    forms = {"tva", "eau", "ss", "ß", "ﬁ"}
    for form, written in spellings(texts, forms).items():
        assert form in forms
        assert form in written.lower()


def test_pages_get_the_written_form_and_the_digest_stays() -> None:
    bodies = [
        f"Baisser la TVA sur {thing}, la TVA du quotidien." for thing in ("le pain", "l’eau", "le lait")
    ]
    corpus = corpus_of(
        [*small_corpus().texts, *(CorpusText(f"tva{at}", body) for at, body in enumerate(bodies))]
    )
    lists = lists_for("fr")
    result = analyse(corpus, Settings(booklets=5), lists)
    digest = result.digest()
    shown, recurring = respelled(result, texts_by_term(corpus, lists), corpus)
    assert "TVA" in {row.surface for row in shown.table.rows}
    assert "TVA" in {term.surface for term in recurring}
    assert [row.stem for row in shown.table.rows] == [row.stem for row in result.table.rows]
    assert result.digest() == digest
    assert "tva" in {row.surface for row in result.table.rows}
