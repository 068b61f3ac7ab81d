"""Draft measures: sources of their own cluster, a proposal for medoid, cores first."""

import numpy as np
import pytest

from proposals.core.analysis import Result, analyse
from proposals.core.drafts import drafts_of
from proposals.core.integers import ints
from proposals.core.lists import lists_for
from proposals.core.settings import Settings
from proposals.core.terms import Reader, read_texts
from proposals.core.vectors import FULL_SIMILARITY
from tests.proposals.core.texts import small_corpus

FRENCH = lists_for("fr")

TWO_DEMANDS = [
    "Rouvrir la gare de la vallée fermée depuis dix ans.",
    "La gare de la vallée doit rouvrir pour les habitants.",
    "Nous voulons rouvrir notre gare fermée dans la vallée.",
    "Un billet unique valable dans toute la région.",
    "Billet unique pour voyager dans la région entière.",
    "Créer le billet unique régional, valable partout.",
]


@pytest.fixture(scope="module")
def found() -> Result:
    return analyse(small_corpus(), Settings(booklets=5), FRENCH)


def test_sources_are_texts_placed_in_the_cluster(found: Result) -> None:
    home = {placement.id: placement.cluster for placement in found.placements if placement.state == "placed"}
    for draft in found.drafts:
        assert {home[source.id] for source in draft.sources} == {draft.cluster}


def test_a_text_carries_at_most_one_draft(found: Result) -> None:
    sources = [source.id for draft in found.drafts for source in draft.sources]
    assert len(sources) == len(set(sources))


def test_the_medoid_is_the_first_source_and_core(found: Result) -> None:
    for draft in found.drafts:
        first = draft.sources[0]
        assert (first.id, first.core) == (draft.medoid, True)
        assert abs(first.similarity - FULL_SIMILARITY) < FULL_SIMILARITY // 100


def test_drafts_are_numbered_by_their_core(found: Result) -> None:
    for cluster in found.clusters:
        mine = [draft for draft in found.drafts if draft.cluster == cluster.number]
        cores = [sum(source.core for source in draft.sources) for draft in mine]
        assert [draft.number for draft in mine] == list(range(1, len(mine) + 1))
        assert cores == sorted(cores, reverse=True)


def two_demands(proposals: list[int]) -> list[tuple[str, set[str]]]:
    reading = read_texts([(text, "fr") for text in TWO_DEMANDS], Reader(FRENCH))
    settings = Settings(draft_common_percent=60)
    ids = [f"t{at}" for at in range(6)]
    drafts = drafts_of(3, ints(np.arange(6)), reading, ids, ints(proposals), settings)
    return [(draft.medoid, {source.id for source in draft.sources}) for draft in drafts]


def test_two_demands_are_two_drafts() -> None:
    assert sorted(sorted(sources) for _, sources in two_demands([1] * 6)) == [
        ["t0", "t1", "t2"],
        ["t3", "t4", "t5"],
    ]


def test_a_group_without_proposal_gives_no_draft() -> None:
    assert [sources for _, sources in two_demands([0, 0, 0, 1, 1, 1])] == [{"t3", "t4", "t5"}]


def test_the_only_proposal_is_the_medoid() -> None:
    assert {medoid for medoid, _ in two_demands([0, 1, 0, 0, 0, 1])} == {"t1", "t5"}
