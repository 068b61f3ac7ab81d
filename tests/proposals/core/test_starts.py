"""Where a run starts from, and what becomes of its clusters."""

from dataclasses import replace

import pytest

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from proposals.core.analysis import Result, analyse
from proposals.core.corpus import corpus_of
from proposals.core.lists import lists_for
from proposals.core.settings import Settings
from proposals.core.starts import start_as_json, start_from
from tests.proposals.core.texts import small_corpus, theme_of

FRENCH = lists_for("fr")
FIVE = Settings(booklets=5)


@pytest.fixture(scope="module")
def first() -> Result:
    return analyse(small_corpus(), FIVE, FRENCH)


def homes(found: Result) -> dict[str, int]:
    return {placed.id: placed.cluster for placed in found.placements if placed.cluster is not None}


def without(found: Result, *endings: str) -> dict[str, int]:
    return {text: number for text, number in homes(found).items() if not text.endswith(endings)}


def test_new_texts_join_and_the_others_stay(first: Result) -> None:
    start = without(first, "-0", "-1")
    second = analyse(small_corpus(), FIVE, FRENCH, start=start)
    after = homes(second)
    assert [cluster.was for cluster in second.clusters] == [1, 2, 3, 4, 5]
    assert sum(after[text] == number for text, number in start.items()) >= 0.95 * len(start)
    new = {text: number for text, number in after.items() if text not in start}
    assert sum(number == homes(first)[text] for text, number in new.items()) >= 0.7 * len(new)


def test_clusters_keep_the_order_they_had_whatever_their_size(first: Result) -> None:
    turned = {text: 6 - number for text, number in homes(first).items()}
    second = analyse(small_corpus(), FIVE, FRENCH, start=turned)
    assert [cluster.was for cluster in second.clusters] == [1, 2, 3, 4, 5]
    assert second.clusters[0].terms[0].surface == first.clusters[4].terms[0].surface


def test_a_cluster_that_lost_its_texts_is_dissolved_and_said_so(first: Result) -> None:
    lost = homes(first)["farming-0"]
    two = ("farming-0", "farming-1")
    texts = small_corpus().texts
    stay = corpus_of(text for text in texts if theme_of(text.id) != "farming" or text.id in two)
    second = analyse(stay, FIVE, FRENCH, start=homes(first))
    assert lost not in [cluster.was for cluster in second.clusters]
    assert (second.made, second.fewer) == (4, "dissolved")


def test_fewer_booklets_are_merged_and_more_cannot_be_made(first: Result) -> None:
    fewer = analyse(small_corpus(), Settings(booklets=3), FRENCH, start=homes(first))
    assert (fewer.made, fewer.fewer) == (3, "")
    assert [cluster.was for cluster in fewer.clusters] == sorted(c.was or 0 for c in fewer.clusters)
    more = analyse(small_corpus(), Settings(booklets=8), FRENCH, start=homes(first))
    assert (more.made, more.fewer) == (5, "started-with-fewer")


def test_ids_that_left_the_corpus_count_for_nothing(first: Result) -> None:
    same = analyse(small_corpus(), FIVE, FRENCH, start=homes(first))
    assert analyse(small_corpus(), FIVE, FRENCH, start={**homes(first), "gone": 3}) == same


def test_a_cold_run_has_no_past(first: Result) -> None:
    assert {cluster.was for cluster in first.clusters} == {None}
    assert replace(first, fewer="") == first


def test_a_start_travels_unchanged() -> None:
    start = {"é": 2, "a": 60}
    assert start_as_json(start) == [["a", 60], ["é", 2]]
    assert start_from(start_as_json(start)) == start


@pytest.mark.parametrize(
    "read",
    [
        {},
        None,
        [["a"]],
        [["a", True]],
        [["a", 0]],
        [["a", 61]],
        [["b", 1], ["a", 1]],
        [["a", 1], ["a", 1]],
        [3],
    ],
)
def test_what_is_no_start_is_refused(read: Json) -> None:
    with pytest.raises(RuleBroken, match=r"start\.not-a-start"):
        start_from(read)
