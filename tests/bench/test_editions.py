"""The last tenth of a corpus arrives."""

from pathlib import Path

from bench.editions import arrival, report_editions
from bench.ours import group_set, numbers_of_then, start_of
from proposals.core.settings import Settings
from tests.bench.texts import small_set

FIVE = Settings(booklets=5)


def test_nothing_new_moves_nothing(tmp_path: Path) -> None:
    texts = small_set(tmp_path)
    before = group_set(texts, FIVE)
    again = group_set(texts, FIVE, start=start_of(before))
    kept = numbers_of_then(again)[before.placed] == before.labels[before.placed]
    assert kept.mean() >= 0.95


def test_the_share_that_stays_is_told(tmp_path: Path) -> None:
    texts = small_set(tmp_path)
    found = arrival(texts, FIVE, seed=0)
    assert found.warm >= 0.8
    assert 0 <= found.cold_paired <= 1
    told = report_editions([texts], FIVE, splits=1)
    assert "small" in told
    assert "worst set" in told
