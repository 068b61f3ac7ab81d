"""The port for work done later: the only code that knows django-rq.

A job is an action named by its dotted path, whose arguments are ids. The row that says the work is
due is written first, by the caller; Redis only makes it prompt. When Redis is away the stored act
stands, and `tick` finds the work again.
"""

from __future__ import annotations

import logging
from typing import Literal

import django_rq
from redis.exceptions import RedisError

Lane = Literal["prompt", "slow"]
log = logging.getLogger(__name__)


def enqueue(lane: Lane, action: str, *arguments: int | str) -> None:
    """Ask a worker of `lane` to call `action` (a dotted path) after the transaction commits.

    The same work asked twice is done twice: actions claim their row by a conditional update.
    """
    from django.db import transaction

    transaction.on_commit(lambda: _send(lane, action, arguments), robust=True)


def _send(lane: Lane, action: str, arguments: tuple[int | str, ...]) -> None:
    try:
        django_rq.get_queue(lane).enqueue(action, *arguments)
    except (RedisError, OSError):
        log.warning("jobs are paused: Redis does not answer; tick will find %s again", action)
