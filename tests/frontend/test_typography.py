"""Numbers and dates as people read them, in French and in English."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings

from frontend import typography

TEMPLATES = Path(__file__).resolve().parents[2] / "frontend" / "templates"
# What the catalogue translates, and what is no words: the rest reads the same in every language.
TRANSLATED = re.compile(
    r"\{%\s*blocktranslate.*?\{%\s*endblocktranslate\s*%\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.S
)
THIN, FIXED = "\u202f", "\u00a0"
EVENING = datetime(2026, 11, 29, 19, 0, tzinfo=UTC)


def test_a_moment_says_its_zone() -> None:
    assert typography.when(EVENING) == f"29{FIXED}novembre 2026, 20{FIXED}h (heure de Paris)"


def test_a_moment_with_minutes_and_the_name_of_the_day() -> None:
    assert typography.when("2026-11-24T17:02:00Z", "weekday") == (
        f"mardi 24{FIXED}novembre 2026, 18{FIXED}h{FIXED}02 (heure de Paris)"
    )


def test_short_and_hour() -> None:
    assert typography.when(EVENING, "short") == f"29{FIXED}nov., 20{FIXED}h"
    assert typography.when(EVENING, "hour") == f"20{FIXED}h"


def test_quotes_within_quotes() -> None:
    asked = "Approuvez-vous «\u00a0Eau et rivières\u00a0»\u00a0?"
    assert typography.inner_quotes(asked) == "Approuvez-vous “Eau et rivières”\u00a0?"
    with translation.override("en"):
        assert typography.inner_quotes(asked) == "Approuvez-vous ‘Eau et rivières’\u00a0?"


def test_the_first_of_a_month() -> None:
    assert typography.day(date(2026, 10, 1)) == f"1er{FIXED}octobre 2026"


def test_text_that_is_no_moment() -> None:
    with pytest.raises(ValueError, match="no moment"):
        typography.when("tomorrow")


def test_no_line_of_what_was_typed_starts_with_a_sign() -> None:
    for language in ("fr", "en"):
        with translation.override(language):
            tied = typography.tied("Garder « cela » ? Oui : tout de suite !")
            assert tied == (f"Garder «{FIXED}cela{FIXED}»{FIXED}? Oui{FIXED}: tout de suite{FIXED}!")
            assert typography.inner_quotes("Et « lui » ?").endswith(f"{FIXED}?")


def test_english_forms() -> None:
    with translation.override("en"):
        assert typography.when(EVENING).startswith(f"29{FIXED}November 2026, 20:00 (")
        assert typography.day(date(2026, 10, 1)) == f"1{FIXED}October 2026"
        assert typography.number(1234567) == "1,234,567"
        assert typography.percent(0.225) == "22.5%"


def test_the_zone_before_a_vowel(settings: Settings) -> None:
    settings.TIME_ZONE = "Africa/Abidjan"
    assert typography.zone() == "heure d’Abidjan"


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(days=5), "dans 5 jours"),
        (timedelta(days=1), "demain"),
        (timedelta(hours=2), "dans 2 heures"),
        (timedelta(minutes=1, seconds=10), "dans 1 minute"),
        (timedelta(seconds=5), "maintenant"),
        (timedelta(hours=-3), "il y a 3 heures"),
        (timedelta(days=-1), "hier"),
        (timedelta(days=-1500), f"il y a 1{THIN}500 jours"),
    ],
)
def test_how_far_a_moment_is(ahead: timedelta, words: str) -> None:
    noon = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
    assert typography.remaining(noon + ahead, noon) == words


def test_tomorrow_is_a_matter_of_calendar_not_of_hours() -> None:
    late = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)  # 23:30 in Paris
    assert typography.remaining(late + timedelta(hours=1), late) == "demain"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.225, f"22,5{FIXED}%"),
        ("9/40", f"22,5{FIXED}%"),
        (Fraction(1, 3), f"33,3{FIXED}%"),
        (1, f"100{FIXED}%"),
    ],
)
def test_percent(value: float | str | Fraction, words: str) -> None:
    assert typography.percent(value) == words


def test_numbers_have_narrow_spaces() -> None:
    assert typography.number(9640) == f"9{THIN}640"
    assert typography.number(7.8049, decimals=1) == "7,8"


def test_digests_stand_in_groups_of_eight() -> None:
    assert typography.grouped("9f3a61c20be47d185a90c7e3") == "9f3a61c2 0be47d18 5a90c7e3"
    assert typography.grouped("9f3a61c20be47d185a90c7e3", 16) == "9f3a61c2 0be47d18"


def test_no_sign_of_french_stands_outside_the_sentences_of_a_template() -> None:
    """It read "petrole : 4.5 times" in English: `quoted`, `colon` and `semicolon` follow the language."""
    found = [
        (path.relative_to(TEMPLATES).as_posix(), sign[0])
        for path in sorted(TEMPLATES.rglob("*.html"))
        if "votes/" not in path.as_posix()
        for sign in re.finditer(
            "[\u00a0\u202f ][:;!?](?=[\\s<]|$)|[«»]", TRANSLATED.sub("X", path.read_text())
        )
    ]
    assert found == []
