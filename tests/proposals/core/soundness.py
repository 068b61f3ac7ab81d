"""What holds of every result, whatever was read."""

from __future__ import annotations

from collections import Counter

from proposals.core.analysis import Result
from proposals.core.corpus import Corpus
from proposals.core.settings import Settings
from proposals.core.starts import COLD, Start

WHY_FEWER = {"no-terms", "too-few-texts", "dissolved", "started-with-fewer"}


def check_sound(found: Result, corpus: Corpus, settings: Settings, start: Start = COLD) -> None:
    """Placements, clusters, drafts and table fit together and fit the corpus."""
    _check_clusters(found, settings, start)
    _check_placements(found, corpus)
    _check_drafts(found, corpus)
    assert len(found.digest()) == 64


def _check_clusters(found: Result, settings: Settings, start: Start) -> None:
    assert found.asked == settings.booklets
    assert 0 <= found.made <= found.asked
    assert (found.fewer in WHY_FEWER) if found.made < found.asked else (found.fewer == "")
    assert found.made == len(found.clusters) == len(found.table.prior)
    assert [cluster.number for cluster in found.clusters] == list(range(1, found.made + 1))
    assert sum(cluster.residual for cluster in found.clusters) <= 1
    was = [cluster.was for cluster in found.clusters]
    assert set(was) <= {*start.values(), None}
    kept = [number for number in was if number is not None]
    assert kept == sorted(set(kept))  # an edition keeps the order of the one before
    for row in found.table.rows:
        assert len(row.held) == len(row.bits) == found.made
        assert 0 < sum(row.held) <= row.total


def _check_placements(found: Result, corpus: Corpus) -> None:
    assert [placed.id for placed in found.placements] == [text.id for text in corpus.texts]
    states = Counter((placed.cluster, placed.state) for placed in found.placements)
    for cluster in found.clusters:
        assert cluster.placed == states[cluster.number, "placed"]
        assert cluster.to_place == states[cluster.number, "to-place"]
    for placed in found.placements:
        has_cluster = placed.cluster is not None
        assert has_cluster == (found.made > 0 and placed.state != "no-terms")
        assert (placed.second is not None) == (has_cluster and found.made > 1)
        assert placed.second is None or placed.second != placed.cluster
        assert {placed.cluster, placed.second} <= {None, *range(1, found.made + 1)}
        assert has_cluster or (placed.score, placed.own, placed.second_score, placed.margin) == (0, 0, 0, 0)


def _check_drafts(found: Result, corpus: Corpus) -> None:
    homes = {placed.id: placed.cluster for placed in found.placements if placed.state == "placed"}
    kinds = {text.id: text.kind for text in corpus.texts}
    carried: Counter[str] = Counter()
    for draft in found.drafts:
        sources = [source.id for source in draft.sources]
        assert draft.medoid in sources
        assert kinds[draft.medoid] == "proposal"
        assert {homes[source] for source in sources} == {draft.cluster}
        carried.update(sources)
    assert not carried or max(carried.values()) == 1  # a text speaks for one draft
