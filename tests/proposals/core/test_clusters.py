"""As many clusters as were asked for, wherever the texts bear them; and why not, where they do not."""

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from proposals.core.clusters import Grouping, cluster_texts
from proposals.core.integers import Sparse
from proposals.core.placing import occurrences
from proposals.core.settings import Level, Settings
from tests.proposals.core.test_neighbours import counts_of

THEMES, TERMS = 30, 6


def themed(texts: int, seed: int = 1) -> Sparse:
    """Texts over thirty themes of six terms each, with a word or two from elsewhere."""
    draw = random.Random(seed)
    rows = []
    for at in range(texts):
        row = [0] * (THEMES * TERMS)
        for term in draw.sample(range(TERMS), 4):
            row[at % THEMES * TERMS + term] = draw.randint(1, 2)
        row[draw.randrange(len(row))] += 1
        rows.append(row)
    used = [at for at in range(THEMES * TERMS) if any(row[at] for row in rows)]
    return counts_of([[row[at] for at in used] for row in rows])


@pytest.fixture(scope="module")
def counts() -> Sparse:
    return themed(600)


def grouped(counts: Sparse, asked: int, **changes: Any) -> Grouping:
    level: Level = replace(Settings(booklets=asked).corpus_level(counts.shape[0]), **changes)
    return cluster_texts(counts, occurrences(counts, asked), level)


@pytest.mark.parametrize("asked", [2, 3, 12, 29, 30, 60])
def test_the_number_asked_for_is_made_or_the_reason_told(counts: Sparse, asked: int) -> None:
    found = grouped(counts, asked)
    sizes = np.bincount(found.labels)
    assert len(sizes) == found.made == len(found.was)
    assert (found.made == asked) == (found.fewer == "")
    assert asked == 60 or found.made == asked
    assert sizes.min() >= 5
    assert sizes.tolist() == sorted(sizes.tolist(), reverse=True)


def test_thirty_themes_are_thirty_clusters(counts: Sparse) -> None:
    found = grouped(counts, 30)
    homes = {(at % THEMES, label) for at, label in enumerate(found.labels.tolist())}
    assert len(homes) <= 1.2 * THEMES


def test_texts_that_bear_no_more_say_so() -> None:
    found = grouped(themed(60), 20)
    assert (found.made < 20, found.fewer) in [(True, "too-few-texts"), (True, "dissolved")]


def test_a_sample_is_enough_and_the_others_join(counts: Sparse) -> None:
    whole, part = grouped(counts, 30), grouped(counts, 30, sample=300)
    assert part.made == whole.made == 30
    assert part.labels.min() == 0
    pairs = set(zip(whole.labels.tolist(), part.labels.tolist(), strict=True))
    assert len(pairs) <= 40


def test_copies_are_counted_and_go_together(counts: Sparse) -> None:
    twice = counts_of([*counts.toarray().tolist(), *counts.toarray()[:50].tolist()])
    found = grouped(twice, 12)
    assert found.copies == grouped(counts, 12).copies + 50
    assert found.labels[600:].tolist() == found.labels[:50].tolist()


def test_a_text_leaves_an_edition_only_for_a_lead(counts: Sparse) -> None:
    first = grouped(counts, 12)
    start = [int(label) + 1 for label in first.labels]
    level = Settings(booklets=12).corpus_level(600)
    seen = occurrences(counts, 12)
    held = cluster_texts(counts, seen, replace(level, lead=10**9), start=start)
    assert held.labels.tolist() == first.labels.tolist()
    assert held.was == tuple(range(1, 13))


def test_no_group_large_enough_is_no_cluster() -> None:
    found = grouped(counts_of([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]]), 2)
    assert (found.made, found.fewer, set(found.labels.tolist())) == (0, "too-few-texts", {-1})


def test_copies_count_for_the_size_of_a_group(counts: Sparse) -> None:
    two = [[0] * counts.shape[1] for _ in range(2)]
    two[0][0] = two[0][6] = two[0][12] = two[1][0] = two[1][6] = 2
    many = counts_of([*counts.toarray().tolist(), *[two[0]] * 30, *[two[1]] * 30])
    found = grouped(many, 31, sample=602)
    assert len(set(found.labels[600:].tolist())) == 1
