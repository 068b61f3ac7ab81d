"""Turnout by group as the pages of a published vote tell it."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from deliberation.members.models import Member
from tests.people import make_group
from tests.votes.builders import cast, close, make_open, make_voters, questions_of
from tests.votes.views.test_casting import text
from votes.models import Vote
from votes.queries.turnout import group_turnouts, turnouts_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.STORE = tmp_path


def hold(voters: list[Member]) -> Vote:
    """A vote in which these members vote on the first question, two of them on the second too."""
    vote = make_open()
    first, second = questions_of(vote)[:2]
    for member in voters:
        cast(member, first, "m1")
    for member in voters[:2]:
        cast(member, second, "m1")
    return close(vote)


def page(client: Client, name: str, vote: Vote) -> str:
    return text(client.get(reverse(name, args=[vote.slug])).content).replace("\u00a0", " ")


def test_a_group_is_told_beside_its_earlier_votes_and_a_small_one_never(
    client: Client, observer: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    lyon, nice = make_voters(20, make_group("Lyon")), make_voters(12, make_group("Nice"))
    tiny = make_voters(3, make_group("Mende"))
    make_voters(12)
    before = hold([*lyon[:8], *nice[:6], *tiny])
    assert [row.before for row in turnouts_of(before)] == [None] * 3
    vote = hold([*lyon[:14], *nice[:12], *tiny[:1]])
    with django_assert_max_num_queries(2):
        rows = {row.group: row for row in group_turnouts(vote)}
    assert set(rows) == {"lyon", "nice", "other"}
    assert (rows["lyon"].voted, rows["lyon"].seats) == (14, 20)
    assert rows["other"].voted == 1
    shown = page(client, "vote-result", vote)
    assert "14 sur 20" in shown
    assert "+30 (40 % avant)" in shown
    assert shown.count("trente points de plus qu’avant : à demander") == 2
    assert shown.count("plus de 95 % : à demander") == 1
    assert "ce n’est pas une accusation" in shown
    assert "Mende" not in shown
    client.force_login(observer)
    for name in ("vote-observe", "vote-roll"):
        assert "14 sur 20" in page(client, name, vote)


def test_nothing_by_group_before_the_publication(client: Client, observer: Member) -> None:
    lyon = make_voters(20, make_group("Lyon"))
    make_voters(12)
    vote = make_open()
    for member in lyon:
        cast(member, questions_of(vote)[0], "m1")
    client.force_login(observer)
    for name in ("vote-observe", "vote-roll"):
        assert "Qui a voté, par groupe" not in page(client, name, vote)
