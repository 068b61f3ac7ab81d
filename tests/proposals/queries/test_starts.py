"""The beginning of a text never repeats its title."""

from __future__ import annotations

import pytest

from proposals.queries.starts import start_of

REST = "Une goutte sur cinq se perd en route."
LONG = f"Réparer les fuites du réseau avant toute hausse. {REST}"


@pytest.mark.parametrize(
    ("title", "body", "start"),
    [
        ("Les fuites", "Une goutte\n\nsur **cinq**.", "Une goutte sur cinq."),
        ("Réparer les fuites du réseau avant…", LONG, f"…\u00a0toute hausse. {REST}"),
        ("Réparer les fuites du réseau avant toute hausse.", LONG, f"…\u00a0{REST}"),
        (LONG, LONG, ""),
        ("Réparer", "", ""),
    ],
)  # fmt: skip
def test_what_follows_the_title_is_shown(title: str, body: str, start: str) -> None:
    assert start_of(title, body, 100) == start


def test_a_long_body_is_cut_at_a_word() -> None:
    start = start_of("Les fuites", LONG * 40, 60)
    assert start.endswith("…")
    assert len(start) <= 61
