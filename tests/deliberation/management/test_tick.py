"""The tick: each part in its own try, safe twice."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from deliberation import clock

done: list[str] = []


def first() -> int:
    """Work that is due."""
    done.append("first")
    return 2


def broken() -> int:
    """Work that fails."""
    raise RuntimeError("the disk is full")


def last() -> int:
    """Work of which nothing is due."""
    done.append("last")
    return 0


@pytest.fixture(autouse=True)
def _nothing_done() -> Iterator[None]:
    done.clear()
    yield
    done.clear()


def work(settings: Settings, *functions: str) -> None:
    """What is due, by name."""
    settings.DUE_WORK = [f"{__name__}.{function}" for function in functions]


@pytest.mark.django_db
def test_a_tick_does_all_work_and_says_what_was_done(settings: Settings) -> None:
    work(settings, "first", "last")
    out = io.StringIO()
    call_command("tick", stdout=out)
    assert done == ["first", "last"]
    assert out.getvalue() == f"{__name__}.first: 2\n"


@pytest.mark.django_db
def test_one_part_that_fails_stops_no_other_and_is_told(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    work(settings, "first", "broken", "last")
    with pytest.raises(CommandError):
        call_command("tick", stdout=io.StringIO())
    assert done == ["first", "last"]
    assert "broken" in caplog.text
    assert "the disk is full" in caplog.text


@pytest.mark.django_db
def test_a_name_that_leads_nowhere_is_told_too(settings: Settings) -> None:
    work(settings, "nothing_here", "last")
    with pytest.raises(CommandError):
        call_command("tick", stdout=io.StringIO())
    assert done == ["last"]


@pytest.mark.django_db
@pytest.mark.parametrize("hours", [2, -2])
def test_nothing_is_done_where_two_clocks_are_apart(
    settings: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    work(settings, "first")
    monkeypatch.setattr(clock, "machine_now", lambda: datetime.now(UTC) + timedelta(hours=hours))
    with pytest.raises(CommandError):
        call_command("tick", stdout=io.StringIO())
    assert done == []
    assert "ahead of the database" in caplog.text
    monkeypatch.setattr(clock, "machine_now", lambda: datetime.now(UTC) + timedelta(seconds=4))
    call_command("tick", stdout=io.StringIO())
    assert done == ["first"]
