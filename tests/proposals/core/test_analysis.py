"""The whole analysis on a small corpus, in any order, under any hash seed, and on bad input."""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest

from deliberation.core.errors import RuleBroken
from proposals.core.analysis import Result, analyse
from proposals.core.corpus import Corpus, CorpusText, corpus_of
from proposals.core.fixedlog import BIT
from proposals.core.lists import LanguageLists, Lists, lists_for
from proposals.core.settings import Settings
from tests.proposals.core.agreement import adjusted_mutual_information
from tests.proposals.core.texts import THEMES, small_corpus, theme_of

FRENCH = lists_for("fr")
FIVE = Settings(booklets=5)


@pytest.fixture(scope="module")
def found() -> Result:
    return analyse(small_corpus(), FIVE, FRENCH)


def test_themes_are_told_apart(found: Result) -> None:
    themes = [theme_of(placement.id) for placement in found.placements]
    clusters = [placement.cluster for placement in found.placements]
    assert found.made == 5
    assert adjusted_mutual_information(themes, clusters) > 0.85


def test_what_is_placed_is_placed_right(found: Result) -> None:
    homes = Counter(
        (placement.cluster, theme_of(placement.id))
        for placement in found.placements
        if placement.state == "placed"
    )
    assert len(homes) == len(THEMES)
    assert sum(homes.values()) > 30


def test_clusters_are_named_by_their_words(found: Result) -> None:
    first_names = {cluster.terms[0].surface for cluster in found.clusters}
    assert first_names == {"trains", "classe", "hôpital", "logement", "paysans"}
    assert not any(cluster.residual for cluster in found.clusters)


def test_sizes_count_the_placements(found: Result) -> None:
    for cluster in found.clusters:
        here = [placement for placement in found.placements if placement.cluster == cluster.number]
        assert cluster.placed == sum(placement.state == "placed" for placement in here)
        assert cluster.to_place == sum(placement.state == "to-place" for placement in here)


def test_a_margin_can_be_added_up(found: Result) -> None:
    for placement in found.placements:
        assert placement.margin == placement.score - placement.own - placement.second_score
        if placement.state == "placed":
            assert placement.margin >= FIVE.margin
            assert placement.own > 0


def test_a_stricter_margin_places_fewer(found: Result) -> None:
    strict = analyse(small_corpus(), replace(FIVE, margin=2 * BIT), FRENCH)
    assert 0 < sum(cluster.placed for cluster in strict.clusters) < sum(c.placed for c in found.clusters)
    assert strict.table == found.table


@pytest.mark.parametrize("order", [1, 2, 3])
def test_any_order_of_input_gives_the_same_bytes(found: Result, order: int) -> None:
    assert analyse(small_corpus(order), FIVE, FRENCH).digest() == found.digest()


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_any_hash_seed_and_thread_count_gives_the_same_bytes(found: Result, seed: str) -> None:
    program = (
        "from proposals.core.analysis import analyse;"
        "from proposals.core.lists import lists_for;"
        "from proposals.core.settings import Settings;"
        "from tests.proposals.core.texts import small_corpus;"
        f"print(analyse(small_corpus({seed}), Settings(booklets=5), lists_for('fr')).digest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": seed[:1], "PYTHONPATH": "."}
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True
    )
    assert ended.stdout.strip() == found.digest()


def test_more_clusters_than_the_texts_bear_says_how_many_were_made() -> None:
    found = analyse(small_corpus(), Settings(booklets=60), FRENCH)
    assert (found.asked, found.made) == (60, len(found.clusters))
    assert 4 <= found.made <= 10


def test_progress_is_told_in_order() -> None:
    told: list[tuple[str, int, int]] = []
    analyse(small_corpus(), FIVE, FRENCH, lambda stage, done, of: told.append((stage, done, of)))
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert [stage for stage in stages if stage != "merging"] == [
        "reading",
        "neighbours",
        "communities",
        "placing",
        "drafts",
        "done",
    ]
    assert all(0 <= done <= of for _, done, of in told)


def test_an_empty_corpus_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"corpus\.empty"):
        analyse(corpus_of([]), FIVE, FRENCH)


@pytest.mark.parametrize(
    "wrong",
    [Settings(booklets=1), Settings(booklets=61), Settings(neighbours=0), Settings(common_percent=0)],
)
def test_settings_out_of_range_are_refused(wrong: Settings) -> None:
    with pytest.raises(RuleBroken, match=r"settings\.out-of-range"):
        analyse(small_corpus(), wrong, FRENCH)


ONE = "Rouvrir les petites gares de montagne."
ODD = {
    "one text": [ONE],
    "two texts": [ONE, "Des trains de nuit."],
    "equal texts": [ONE] * 40,
    "stop words only": ["et de la", "le la les", "mais ou et donc"],
    "nothing": ["", " ", "\n"],
    "emoji": ["🚲" * 50, "🚆🚲", "👩‍👩‍👧‍👦"] * 4,
    "controls": ["\x00\x01\x02", "\x1b[31m", "\r\n"],
    "right to left": ["\u202eרכבת לילה\u202c", "\u2066قطار الليل\u2069"] * 5,
    "one huge text": [ONE, "gare train " * 90_000, *[text for found in THEMES.values() for text in found]],
    "huge words": ["a" * 1_000_000, "b" * 1_000_000],
}


@pytest.mark.parametrize("name", sorted(ODD))
def test_odd_texts_get_a_clear_result(name: str) -> None:
    corpus = corpus_of(CorpusText(str(at), text) for at, text in enumerate(ODD[name]))
    found = analyse(corpus, Settings(), FRENCH)
    assert len(found.placements) == len(corpus.texts)
    assert found.made == len(found.clusters) == len(found.table.prior)
    assert len(found.digest()) == 64
    if found.made == 0:
        assert {placement.state for placement in found.placements} <= {"to-place", "no-terms"}
        assert all(placement.cluster is None for placement in found.placements)


def test_an_empty_stop_list_is_a_list() -> None:
    found = analyse(small_corpus(), FIVE, Lists((LanguageLists("fr", "french", ()),)))
    assert found.made >= 2


def test_copies_do_not_hide_the_others() -> None:
    copies = [CorpusText(f"copy-{at}", THEMES["train"][0]) for at in range(8)]
    found = analyse(corpus_of([*small_corpus().texts, *copies]), FIVE, FRENCH)
    homes = {placement.cluster for placement in found.placements if placement.id.startswith("copy")}
    assert len(homes) == 1
    assert found.made == 5


def with_answers(corpus: Corpus) -> Corpus:
    last = [replace(text, kind="answer") if text.id.endswith(("-3", "-7")) else text for text in corpus.texts]
    return corpus_of(last)


def test_answers_are_placed_but_title_no_draft() -> None:
    found = analyse(with_answers(small_corpus()), FIVE, FRENCH)
    answers = {text.id for text in with_answers(small_corpus()).texts if text.kind == "answer"}
    assert any(placement.state == "placed" for placement in found.placements if placement.id in answers)
    assert found.drafts
    assert not {draft.medoid for draft in found.drafts} & answers
