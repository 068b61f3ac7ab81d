"""The order nobody can choose and the digest that survives an erasure."""

import hashlib

import pytest

from deliberation.core.errors import RuleBroken
from proposals.core.corpus import NO_LEAF, Corpus, CorpusText, corpus_of, merkle_root
from tests.proposals.core.texts import small_corpus


def leaf(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def test_the_order_of_texts_does_not_depend_on_the_order_given() -> None:
    assert small_corpus(1) == small_corpus(2)
    assert small_corpus(1).digest() == small_corpus(2).digest()


def test_texts_stand_in_the_order_of_their_digests() -> None:
    digests = [hashlib.sha256(f"{text.id}\0{text.text}".encode()).digest() for text in small_corpus().texts]
    assert digests == sorted(digests)


def test_a_leaf_is_worked_by_hand() -> None:
    text = CorpusText("a", "Été « chaud »", "answer", "s")
    written = '["livret-text-v2","s","a","answer","fr","Été « chaud »"]'
    assert text.leaf() == leaf(written)


def test_a_root_is_worked_by_hand() -> None:
    one, two, three = sorted(leaf(name) for name in "abc")
    pair = hashlib.sha256(b"\x01" + bytes.fromhex(one) + bytes.fromhex(two)).digest()
    root = hashlib.sha256(b"\x01" + pair + bytes.fromhex(three)).hexdigest()
    assert merkle_root([three, one, two]) == root
    assert merkle_root([one]) == one
    assert merkle_root([]) == NO_LEAF


def test_an_erased_text_leaves_the_digest_whole() -> None:
    corpus = small_corpus()
    gone = corpus.texts[7]
    after = corpus_of([text for text in corpus.texts if text != gone], [gone.leaf()])
    assert after.digest() == corpus.digest()
    assert gone not in after.texts


@pytest.mark.parametrize(
    "changed",
    [
        CorpusText("b", "words", "proposal", "s"),
        CorpusText("a", "word", "proposal", "s"),
        CorpusText("a", "words", "answer", "s"),
        CorpusText("a", "words", "proposal", "t"),
        CorpusText("a", "words", "proposal", ""),
        CorpusText("a", "words", "proposal", "s", "en"),
    ],
)
def test_every_field_is_in_the_leaf(changed: CorpusText) -> None:
    assert changed.leaf() != CorpusText("a", "words", "proposal", "s").leaf()


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ([CorpusText("a", "x"), CorpusText("a", "y")], "corpus.same-id-twice"),
        ([CorpusText("", "x")], "corpus.empty-id"),
        ([CorpusText("a\0b", "x")], "corpus.empty-id"),
        ([CorpusText("a", "x \ud800 y")], "corpus.not-unicode"),
        ([CorpusText("\udfff", "x")], "corpus.not-unicode"),
        ([CorpusText("a", "x", "poem")], "corpus.unknown-kind"),  # type: ignore[arg-type]  # as a file may hold
        ([CorpusText("a", "x", language="tlh")], "corpus.unknown-language"),
    ],
)
def test_what_is_no_corpus_is_refused(texts: list[CorpusText], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        corpus_of(texts)
    assert refused.value.code == code


def test_an_empty_corpus_has_a_digest() -> None:
    assert corpus_of([]) == Corpus(())
    assert corpus_of([]).digest() == NO_LEAF
