"""Every address, read and sent to, as every role: the table in `roles.py` says what each gets.

An address without a row fails; so does a row whose address is gone. What is sent fills in no
field, so that the answer tells who may act and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from tests.architecture.roles import TABLE, Row
from tests.architecture.world import ROLES, World, make_world
from tests.machinery import let_rolls_go

SIGN_IN = "/account/sign-in/"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The house, built once for the whole table; every request is rolled back."""
    with django_db_blocker.unblock():
        from django.conf import settings

        before, settings.CLOCK_MAY_MOVE = settings.CLOCK_MAY_MOVE, True
        yield make_world()
        settings.CLOCK_MAY_MOVE = before
        let_rolls_go()
        call_command("flush", interactive=False, verbosity=0)


def addresses(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[str]:
    """The name of every address of the house."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            yield pattern.name or str(pattern.pattern)


def outcome(answer: HttpResponseBase) -> str:
    """One word for an answer: page, file, done, sign-in, absent, refused, no-method, fault."""
    if answer.status_code in (301, 302, 303):
        return "sign-in" if urlsplit(answer["Location"]).path == SIGN_IN else "done"
    if answer.status_code == 200:
        return "page"
    words = {404: "absent", 405: "no-method"}
    return words.get(
        answer.status_code, "refused" if answer.status_code < 500 else f"fault {answer.status_code}"
    )


def test_every_address_has_its_row_and_every_row_its_address() -> None:
    assert set(addresses()) == set(TABLE)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_each_role_gets_what_the_table_says(name: str, world: World) -> None:
    row: Row = TABLE[name]
    url = reverse(name, args=world.arguments[row.of])
    found, wanted = {}, {}
    for role in ROLES:
        for method in ("get", "post"):
            wanted[role, method] = row.expected(role, method)
            found[role, method] = outcome(ask(world, role, method, url))
    assert found == wanted, url


def ask(world: World, role: str, method: str, url: str) -> HttpResponseBase:
    """One request as one role; whatever it changed is taken back."""
    client = Client(raise_request_exception=False)
    member = world.people[role]
    with transaction.atomic():
        if member is not None:
            client.force_login(member)
        answer: HttpResponseBase = getattr(client, method)(url, {"sent": "1"})
        if isinstance(answer, StreamingHttpResponse):
            # To its end: the client then closes it without closing the test's own connection.
            b"".join(answer)
        transaction.set_rollback(True)
    return answer
