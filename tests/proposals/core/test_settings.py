"""Settings: ranges that hold, a page that names each of them."""

from dataclasses import fields
from pathlib import Path

import pytest

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from proposals.core.settings import RANGES, Settings, check_settings, settings_from

PAGE = Path(__file__).parents[3] / "docs/rules/analysis.md"
NAMES = [field.name for field in fields(Settings)]


def test_the_defaults_are_in_range() -> None:
    check_settings(Settings())
    assert sorted(RANGES) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_both_ends_of_each_range_hold(name: str) -> None:
    least, most = RANGES[name]
    for value in (least, most):
        check_settings(Settings(**{name: value}))
    for value in (least - 1, most + 1):
        with pytest.raises(RuleBroken) as refused:
            check_settings(Settings(**{name: value}))
        assert refused.value.facts == {"name": name, "value": value, "least": least, "most": most}


def test_settings_travel_unchanged() -> None:
    chosen = Settings(booklets=7, margin=-5)
    assert settings_from(chosen.as_json()) == chosen


@pytest.mark.parametrize(
    "read",
    [None, [], {}, {**Settings().as_json(), "more": 1}, {**Settings().as_json(), "drafts": "10"}],
)
def test_what_are_no_settings_is_refused(read: Json) -> None:
    with pytest.raises(RuleBroken, match=r"settings\.not-settings"):
        settings_from(read)


@pytest.mark.parametrize(("texts", "least"), [(1, 2), (599, 2), (600, 3), (5999, 3), (6000, 5)])
def test_rare_terms_count_only_in_small_corpora(texts: int, least: int) -> None:
    assert Settings().corpus_level(texts).least_texts == least


@pytest.mark.parametrize("name", NAMES)
def test_the_page_tells_each_setting(name: str) -> None:
    assert f"`{name}`" in PAGE.read_text(encoding="utf-8")
