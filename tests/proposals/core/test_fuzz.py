"""Any Unicode, any number asked for, any mix of languages and copies: sound, twice the same, no traceback."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deliberation.core.errors import RuleBroken
from proposals.core.analysis import Result, analyse
from proposals.core.bundle import read_bundle, write_bundle
from proposals.core.corpus import KINDS, Corpus, CorpusText, corpus_of
from proposals.core.lists import lists_for
from proposals.core.runsheet import sheet_of
from proposals.core.settings import RANGES, Settings
from proposals.core.starts import COLD, Start
from proposals.replay.replaying import replay
from tests.proposals.core.manytexts import ABROAD
from tests.proposals.core.soundness import check_sound
from tests.proposals.core.texts import THEMES

LISTS = lists_for("de", "en", "es", "fr")
LANGUAGES = ["fr", "fr", "fr", "en", "de", "es"]
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

SENTENCES = st.sampled_from([text for found in [*THEMES.values(), *ABROAD.values()] for text in found])
SIGNS = st.text(st.characters(codec="utf-8"), max_size=40)
# Few letters make many words that meet; the odd ones fold, compose, turn or hide.
WORDS = st.text("abé œßİΣſﬁ\u0301\u200d\u202e'’-🚲\n", max_size=60)
TEXTS = st.one_of(SENTENCES, st.tuples(SENTENCES, SENTENCES).map(" ".join), SIGNS, WORDS)


@st.composite
def corpora(draw: st.DrawFn) -> list[CorpusText]:
    """Up to eighty texts; a text may come up to twelve times."""
    texts: list[CorpusText] = []
    for words in draw(st.lists(TEXTS, min_size=1, max_size=40)):
        language, kind = draw(st.sampled_from(LANGUAGES)), draw(st.sampled_from(KINDS))
        for _ in range(draw(st.sampled_from([1, 1, 1, 1, 2, 12]))):
            texts.append(CorpusText(f"{len(texts):03}", words, kind, "", language))
    return texts[:80]


def run(read: Corpus, asked: Settings, start: Start = COLD) -> Result:
    """Twice, with the same digest; sound."""
    found = analyse(read, asked, LISTS, start=start)
    check_sound(found, read, asked, start)
    assert analyse(read, asked, LISTS, start=start).digest() == found.digest()
    return found


@given(texts=corpora(), booklets=st.integers(2, 60), data=st.data())
@QUICK
def test_any_corpus_gives_a_sound_result_in_any_order(
    texts: list[CorpusText], booklets: int, data: st.DataObject
) -> None:
    asked = Settings(booklets=booklets)
    found = run(corpus_of(texts), asked)
    shuffled = corpus_of(data.draw(st.permutations(texts)))
    assert analyse(shuffled, asked, LISTS).digest() == found.digest()
    for cluster in found.clusters:
        assert cluster.placed + cluster.to_place >= asked.smallest


@given(
    texts=corpora(),
    booklets=st.integers(2, 12),
    numbers=st.lists(st.none() | st.integers(1, 60), min_size=1, max_size=30),
)
@QUICK
def test_an_edition_may_start_from_anything(
    texts: list[CorpusText], booklets: int, numbers: list[int | None]
) -> None:
    start = {
        text.id: number for at, text in enumerate(texts) if (number := numbers[at % len(numbers)]) is not None
    } | {"gone since": 1}
    run(corpus_of(texts), Settings(booklets=booklets), start)


@given(
    texts=corpora(),
    given=st.fixed_dictionaries({name: st.integers(*most) for name, most in RANGES.items()}),
)
@QUICK
def test_any_settings_in_range_give_a_sound_result(texts: list[CorpusText], given: dict[str, int]) -> None:
    run(corpus_of(texts), Settings(**given))


@given(texts=corpora(), booklets=st.integers(2, 60))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bundle_is_read_back_and_replayed(texts: list[CorpusText], booklets: int) -> None:
    read, asked = corpus_of(texts), Settings(booklets=booklets)
    found = analyse(read, asked, LISTS)
    bundle = write_bundle(sheet_of(read, asked, LISTS, found), read, LISTS, found)
    assert replay(read_bundle(io.BytesIO(bundle))).verdict == "same"


@given(before=st.text(max_size=5), half=st.characters(categories=["Cs"]), after=st.text(max_size=5))
def test_half_a_sign_is_refused_anywhere(before: str, half: str, after: str) -> None:
    words = before + half + after
    for text in (CorpusText("a", words), CorpusText(words, "a"), CorpusText("a", "a", salt=words)):
        with pytest.raises(RuleBroken, match=r"corpus\.(not-unicode|empty-id)"):
            corpus_of([text])
