"""Who sees which vote, in the list and by its address; turnout in steps of five."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from deliberation.members.models import Member
from tests.people import make_group, make_member, make_officer
from tests.votes.builders import (
    cast,
    make_frozen_campaign,
    make_open,
    make_ready,
    make_scheduled,
    make_voters,
    move_to_close,
    questions_of,
)
from tests.votes.views.test_casting import text
from votes.actions.closing import close_vote

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


def status(client: Client, name: str, slug: str) -> int:
    return client.get(reverse(name, args=[slug])).status_code


def test_a_visitor_sees_published_votes_only(client: Client, member: Member) -> None:
    vote = make_open()
    assert status(client, "vote", vote.slug) == 302
    assert vote.slug not in text(client.get(reverse("votes")).content)
    # What does not exist gives the same answer.
    absent = client.get(reverse("vote", args=["absent"]))
    assert absent["Location"].startswith(reverse("account_login"))
    move_to_close(vote)
    close_vote(vote.pk)
    assert status(client, "vote", vote.slug) == 200
    assert reverse("vote-result", args=[vote.slug]) in text(client.get(reverse("votes")).content)


def test_a_member_sees_confirmed_votes_of_her_scope(client: Client, member: Member) -> None:
    client.force_login(member)
    drafted = make_scheduled()
    assert status(client, "vote", drafted.slug) == 404
    assert status(client, "vote", make_ready().slug) == 200
    group = make_group("Mende")
    make_voters(1, group)
    elsewhere = make_ready(campaign=make_frozen_campaign(group=group), group=group)
    for name in ("vote", "vote-state", "vote-seat"):
        assert status(client, name, elsewhere.slug) == 404
    client.force_login(make_member("D’ici", group=group))
    assert status(client, "vote", elsewhere.slug) == 200


def test_an_observer_sees_confirmed_votes_and_an_organiser_all(
    client: Client, observer: Member, organiser: Member
) -> None:
    group = make_group("Mende")
    make_voters(1, group)
    drafted = make_scheduled(make_frozen_campaign(group=group))
    ready = make_ready(campaign=make_frozen_campaign(group=group), group=group)
    client.force_login(observer)
    assert [status(client, "vote", vote.slug) for vote in (drafted, ready)] == [404, 200]
    client.force_login(organiser)
    assert [status(client, "vote", vote.slug) for vote in (drafted, ready)] == [200, 200]
    client.force_login(make_officer("organiser", "Ailleurs", make_group("Lyon")))
    assert [status(client, "vote", vote.slug) for vote in (drafted, ready)] == [404, 404]


def test_turnout_moves_in_fives(client: Client) -> None:
    voters = make_voters(8)
    vote = make_open()
    question = questions_of(vote)[0]
    client.force_login(voters[7])
    shown = []
    for member in voters[:7]:
        cast(member, question, "m1")
        cache.clear()
        page = text(client.get(reverse("vote-state", args=[vote.slug])).content)
        shown.append(page.split("Participation")[1].split("siège")[0].strip("\N{NO-BREAK SPACE}: "))
    assert shown == ["moins de cinq"] * 4 + ["au moins 5"] * 3


def test_turnout_stands_still_within_a_minute(client: Client) -> None:
    voters = make_voters(6)
    vote = make_open()
    question = questions_of(vote)[0]
    client.force_login(voters[0])
    address = reverse("vote-state", args=[vote.slug])
    before = client.get(address).content
    for member in voters[1:]:
        cast(member, question, "m1")
    assert client.get(address).content == before


def test_a_page_says_how_far_its_own_voter_is(client: Client) -> None:
    voter = make_voters(1)[0]
    vote = make_open()
    client.force_login(voter)
    address = reverse("vote", args=[vote.slug])
    assert "3 questions vous attendent" in text(client.get(address).content)
    cast(voter, questions_of(vote)[0], "m1")
    assert "Vous avez voté sur 1 des 3 questions." in text(client.get(address).content)
    for question, choice in zip(questions_of(vote)[1:], ("m1", "b1"), strict=True):
        cast(voter, question, choice)
    assert "Toutes les questions ont votre bulletin." in text(client.get(address).content)


def test_the_list_is_read_with_few_queries_whatever_its_length(
    client: Client, member: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    campaign = make_frozen_campaign()
    for _ in range(6):
        make_ready(campaign=campaign)
    client.force_login(member)
    with django_assert_max_num_queries(9):
        page = text(client.get(reverse("votes")).content)
    assert page.count("annoncé") == 6
