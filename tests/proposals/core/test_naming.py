"""Names of clusters, and the one that has no theme."""

import numpy as np

from proposals.core.integers import ints
from proposals.core.naming import NamingTerm, naming_terms, residual_of
from proposals.core.placing import Occurrences, Weights, occurrences, weights
from tests.proposals.core.test_neighbours import counts_of

STEMS = [f"s{at:02}" for at in range(40)]
FAMILIES = {stem: stem for stem in STEMS}
SURFACES = {stem: f"{stem}-written" for stem in STEMS}


def themed(theme: int) -> list[list[int]]:
    """Six texts that all use the five terms of a theme."""
    return [[int(at // 5 == theme) for at in range(40)] for _ in range(6)]


def scattered() -> list[list[int]]:
    """Six texts that share nothing but one rare pair each."""
    return [[int(25 + 2 * row <= at < 27 + 2 * row) for at in range(40)] for row in range(6)]


def made(rows: list[list[int]]) -> tuple[Occurrences, Weights, list[tuple[NamingTerm, ...]]]:
    labels = ints(np.arange(len(rows)) // 6)
    seen = occurrences(counts_of(rows), 5)
    given = weights(seen, labels, len(rows) // 6)
    return seen, given, naming_terms(seen, given, labels, STEMS, SURFACES, FAMILIES, 12)


def residual(rows: list[list[int]]) -> int | None:
    seen, given, named = made(rows)
    return residual_of(seen, given, ints(np.arange(len(rows)) // 6), named)


def filled_up(rows: list[list[int]]) -> list[list[int]]:
    """Columns nobody uses are dropped: the analysis has no empty term."""
    used = [column for column in range(40) if any(row[column] for row in rows)]
    return [[row[column] for column in used] for row in rows]


def test_a_theme_is_named_by_its_own_terms_in_order() -> None:
    _, _, named = made(filled_up([row for theme in range(4) for row in themed(theme)]))
    assert [[term.stem for term in terms] for terms in named] == [STEMS[at : at + 5] for at in (0, 5, 10, 15)]
    assert all(term.texts == 6 and term.bits > 0 for terms in named for term in terms)


def test_the_scattered_cluster_is_residual() -> None:
    rows = [row for theme in range(4) for row in themed(theme)] + scattered()
    assert residual(filled_up(rows)) == 4


def test_equal_themes_have_no_residual() -> None:
    assert residual(filled_up([row for theme in range(5) for row in themed(theme)])) is None


def test_under_four_clusters_nothing_is_called_other() -> None:
    rows = [row for theme in range(2) for row in themed(theme)] + scattered()
    assert residual(filled_up(rows)) is None


def test_a_long_text_names_nothing_by_itself() -> None:
    rows = [row for theme in range(4) for row in themed(theme)]
    rows[0] = [*[0] * 5, *[0] * 15, 50, *[0] * 19]
    rows[1][20] = 1
    _, _, named = made(filled_up(rows))
    assert named[0][0].stem != "s20"
