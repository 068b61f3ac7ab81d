"""A full disk: no receipt without a ballot, no half pack under its name, and all goes on with space."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from deliberation.core.errors import RuleBroken
from tests.votes.builders import cast, code_of, make_open, make_voters, move_to_close, questions_of
from votes.actions.checking import broken_invariants
from votes.actions.closing import close_due_votes
from votes.exports import PACKS
from votes.models import Ballot, Mark, Vote

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file of this process may grow beyond `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_ballot_that_found_no_space_is_not_recorded_and_goes_in_when_there_is(shared_database: str) -> None:
    if connection.vendor != "sqlite":
        return
    voters = make_voters(12)
    question = questions_of(make_open())[0]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the log begins anew, with 100 kB
    refused = []
    with largest_file(100_000):
        for voter in voters:
            try:
                cast(voter, question, "m1", code=code_of(voter.pk))
            except RuleBroken as refusal:
                refused.append(refusal.code)
    assert 0 < len(refused) < len(voters)
    assert set(refused) == {"ballot.perhaps-not-stored"}
    assert Mark.objects.count() == Ballot.objects.count() == len(voters) - len(refused)
    for voter in voters:  # the same forms again
        cast(voter, question, "m1", code=code_of(voter.pk))
    assert Ballot.objects.count() == len(voters)
    assert broken_invariants() == []


def test_a_pack_that_found_no_space_is_not_published_and_the_next_minute_makes_it(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.STORE = tmp_path / "store"
    voters = make_voters(12)
    vote = make_open()
    for voter in voters:
        cast(voter, questions_of(vote)[0], "m1")
    move_to_close(vote)
    with largest_file(4096):
        close_due_votes()
    sealed = Vote.objects.get(sealed_at__isnull=False)
    assert (sealed.published_at, sealed.pack_digest) == (None, "")
    assert not list((tmp_path / "store" / PACKS).glob("*.zip"))
    assert broken_invariants() == []
    call_command("tick", verbosity=0)
    assert Vote.objects.filter(published_at__isnull=False).exists()
    assert client.get(reverse("vote-pack", args=[vote.slug])).status_code == 200
    assert broken_invariants() == []
