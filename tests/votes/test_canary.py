"""One vote that is known, looked for in everything that is kept: nothing joins its voter and its ballot."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from redis import Redis

from tests.votes.builders import code_of, make_open, make_voters, questions_of
from votes.core.codes import follow_up_code
from votes.models import Ballot, Seat

pytestmark = pytest.mark.django_db


def rows() -> Iterator[str]:
    """Every row of every table, sessions decoded."""
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  (its own name)
            for row in cursor.fetchall():
                yield f"{table} {row!r}"
    from django.contrib.sessions.models import Session

    yield from (f"session {session.get_decoded()!r}" for session in Session.objects.all())


def kept_in_redis() -> Iterator[str]:
    """Every key and value: cache, queue, live pages."""
    store: Any = Redis.from_url(settings.REDIS_URL)
    for key in store.scan_iter():
        kind = store.type(key)
        if kind == b"string":
            yield f"{key!r} {store.get(key)!r}"
        elif kind == b"hash":
            yield f"{key!r} {store.hgetall(key)!r}"
        elif kind == b"list":
            yield f"{key!r} {store.lrange(key, 0, -1)!r}"
        else:
            yield f"{key!r} {kind!r}"


def test_nothing_that_is_kept_joins_a_voter_and_a_ballot(caplog: pytest.LogCaptureFixture) -> None:
    cache.clear()
    voter = make_voters(3)[1]
    question = questions_of(make_open())[0]
    client, code = Client(), code_of("canary")
    client.force_login(voter)
    fields = {"choices": "m3", "code": code}
    with caplog.at_level(logging.DEBUG):
        for name in ("ballot-review", "ballot-cast"):
            address = reverse(name, args=[question.vote.slug, question.slug])
            assert client.post(address, fields).status_code == 200
        assert client.get(reverse("vote", args=[question.vote.slug])).status_code == 200

    ballot, seat = Ballot.objects.get(), Seat.objects.get(member=voter)
    logged = [line for line in caplog.messages if not line.startswith("(")]  # the statements of the test
    kept = [*rows(), *kept_in_redis(), *(str(message.message()) for message in mail.outbox), *logged]
    assert len(kept) > 50
    # The code, and what follows from it alone, are nowhere.
    for secret in (code, follow_up_code(code)):
        assert not [each for each in kept if secret in each]
    # What is the ballot's stands in its own row, which knows nobody.
    for own in (ballot.tracker, ballot.nonce, ballot.code_hash, str(ballot.key)):
        assert [each.split()[0] for each in kept if own in each] == ["votes_ballot"]
    theirs = (str(seat.key), seat.salt, seat.commitment, voter.email, voter.reference, voter.display_name)
    row = next(each for each in kept if each.startswith("votes_ballot"))
    assert not [name for name in theirs if name in row]
    # Nor does anything that names the voter name a choice.
    assert not [each for each in kept if any(name in each for name in theirs) and "m3" in each.split("'")]
