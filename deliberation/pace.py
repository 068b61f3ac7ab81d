"""The port for "not so often": acts of a span of time, counted where all processes see it."""

from __future__ import annotations

from django.core.cache import cache
from redis.exceptions import RedisError


def may_again(what: str, seconds: int) -> bool:
    """Whether `what` (an act and who does it) was not allowed within the last whole seconds; it is then
    noted as done now.

    Allowed when Redis does not answer: this spares the machine, it protects no secret. Sign-in has its
    own limits, which fail closed.
    """
    try:
        return bool(cache.add(f"pace.{what}", 1, timeout=seconds))
    except (RedisError, OSError):
        return True


def count_times(what: str, seconds: int) -> int | None:
    """How often `what` (an act and who does it) was done in a span of so many seconds, this time included;
    the span starts with the first. None when Redis does not answer: the caller says what that means.
    """
    key = f"pace.{what}"
    try:
        cache.add(key, 0, timeout=seconds)
        return int(cache.incr(key))
    except ValueError:
        return 1  # the span ended between the two
    except (RedisError, OSError):
        return None
