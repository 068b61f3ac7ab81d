"""How a session stands: when its person last gave a code, and whether an office's rights are awake in it.

Nothing here writes a time beside a member in the database: a session row whose date moved with every page
would tell, beside a mark, when somebody voted. What an office's rights wait for is one key in Redis that
dies by itself; where Redis is away, they sleep and every other page stays up.
"""

from __future__ import annotations

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

from deliberation.core.names import random_name
from deliberation.members.models import Member

SECOND = "mfa"  # how django-allauth calls a second factor in its records
AWAKE = "second_factor_awake"  # in the session: the name of the key in Redis


def note_sign_in(request: HttpRequest, member: Member, method: str) -> None:
    """Note a sign-in that was not django-allauth's own: the demo's one click."""
    record_authentication(request, member, method)


def prove(request: HttpRequest, member: Member) -> None:
    """Note that the member has just given the second factor in this session, and wake the rights.

    Not by `post_authentication` of django-allauth: that would keep the time of the last sign-in.
    """
    record_authentication(request, member, SECOND)
    name = request.session.setdefault(AWAKE, random_name(24))
    cache.set(_key(name, member), 1, settings.RIGHTS_SLEEP_AFTER)


def sleep(request: HttpRequest, member: Member) -> None:
    """Take the rights of the member's offices out of force here, until the second factor is given again."""
    if name := request.session.pop(AWAKE, None):
        cache.delete(_key(name, member))


def is_awake(request: HttpRequest, member: Member) -> bool:
    """Whether the rights of the member's offices are in force here; one command to Redis, no query.

    A page that somebody opens keeps them awake; what a page left open asks by itself does not.
    """
    name = request.session.get(AWAKE)
    if not name:
        return False
    try:
        if request.META.get("HTTP_SEC_FETCH_MODE", "navigate") == "navigate":
            return bool(cache.touch(_key(name, member), settings.RIGHTS_SLEEP_AFTER))
        return cache.get(_key(name, member)) is not None
    except (RedisError, OSError):
        return False


def is_fresh(request: HttpRequest, member: Member, *, second: bool) -> bool:
    """Whether the member gave a code here in the last `ASKED_AGAIN_AFTER` seconds.

    `second` asks for the second factor; without it the mailed code of the sign-in will do.
    """
    given = get_authentication_records(request, member)
    times = [one["at"] for one in given if one["method"] == SECOND or not second]
    return bool(times) and 0 <= time.time() - max(times) < settings.ASKED_AGAIN_AFTER


def end_others(request: HttpRequest, member: Member) -> None:
    """End every session of the member but this one."""
    end_all(member)
    update_session_auth_hash(request, member)


def end_all(member: Member) -> None:
    """End every session of the member: each carries a hash of the (unusable) password, which is renewed."""
    member.set_unusable_password()
    member.save(update_fields=["password"])


def _key(name: str, member: Member) -> str:
    return f"awake.{name}.{member.pk}"
