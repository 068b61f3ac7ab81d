"""Not so often: one act per person and span of time, and no fault when Redis is away."""

from __future__ import annotations

import time

from pytest_django import Settings

from deliberation.pace import count_times, may_again


def test_once_in_its_span_and_each_for_itself() -> None:
    assert may_again("trial.one", 1)
    assert not may_again("trial.one", 1)
    assert may_again("trial.other", 1)
    time.sleep(1.1)
    assert may_again("trial.one", 1)


def test_without_redis_it_is_allowed(settings: Settings) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "unix:///nowhere.sock"}}
    assert may_again("trial.three", 60)
    assert may_again("trial.three", 60)


def test_times_are_counted_from_the_first_of_a_span() -> None:
    assert [count_times("trial.four", 1) for _ in range(3)] == [1, 2, 3]
    assert count_times("trial.five", 1) == 1
    time.sleep(1.1)
    assert count_times("trial.four", 1) == 1


def test_times_are_not_known_without_redis(settings: Settings) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "unix:///nowhere.sock"}}
    assert count_times("trial.six", 60) is None
