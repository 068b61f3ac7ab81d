"""The page that compares two runs: who reads it, what it says, and that nothing leads out of the campaign."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from deliberation import clock
from deliberation.members.models import Member
from proposals.models import Campaign, Placement, Run
from tests.proposals.pages import words
from tests.proposals.runs import done_run, filled_campaign, waiting_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(organiser: Member) -> tuple[Run, Run]:
    campaign = filled_campaign()
    return done_run(organiser, campaign, 5), done_run(organiser, campaign, 3)


def address(first: Run, second: Run, more: str = "") -> str:
    return f"{reverse('run-compare', args=[second.name])}?with={first.name}{more}"


def test_members_compare_and_visitors_only_after_the_freeze(
    client: Client, member: Member, two: tuple[Run, Run]
) -> None:
    assert client.get(address(*two)).status_code == 302
    client.force_login(member)
    page = words(client.get(address(*two)))
    assert "Avant : Passe nº 1. Après : Passe nº 2." in page
    assert "Table de correspondance" in page
    assert "<svg" in page
    client.logout()
    Campaign.objects.update(drafts_published_at=clock.now(), frozen_at=clock.now())
    page = words(client.get(address(*two)))
    assert "gardent leur place" in page
    assert "/proposals/" not in page.split("Les textes qui changent de place")[1]


def test_without_another_run_one_chooses(client: Client, member: Member, two: tuple[Run, Run]) -> None:
    client.force_login(member)
    page = words(client.get(reverse("run-compare", args=[two[1].name])))
    assert address(*two) in page


def test_a_lonely_run_says_what_is_missing(client: Client, member: Member, organiser: Member) -> None:
    run = done_run(organiser, filled_campaign())
    client.force_login(member)
    assert "Aucun autre calcul" in words(client.get(reverse("run-compare", args=[run.name])))


def test_only_runs_of_one_campaign_that_are_done(
    client: Client, member: Member, organiser: Member, two: tuple[Run, Run]
) -> None:
    other = done_run(organiser, filled_campaign())
    waiting = waiting_run(organiser, two[0].campaign)
    client.force_login(member)
    assert client.get(address(other, two[1])).status_code == 404
    assert client.get(address(waiting, two[1])).status_code == 404
    assert client.get(f"{reverse('run-compare', args=[two[1].name])}?with=nobody").status_code == 404
    assert client.get(reverse("run-compare", args=[waiting.name])).status_code == 409


def test_the_list_is_filtered_and_paged(client: Client, member: Member, two: tuple[Run, Run]) -> None:
    client.force_login(member)
    # Five clusters became three: whatever the order of the texts, some left one without counterpart.
    listed = {
        number: words(client.get(address(*two, f"&from={number}"))).split("Les textes qui changent de place")[
            1
        ]
        for number in range(1, 6)
    }
    assert all("Tout revoir" in page for page in listed.values())
    placed = Placement.objects.filter(run=two[0], state="placed").select_related("proposal")
    assert any(row.proposal.title in listed[row.cluster or 0] for row in placed)
    for odd in ("&from=x", "&from=999", "&to=-1", "&page=999", "&page=x"):
        assert client.get(address(*two, odd)).status_code == 200


def test_the_page_asks_little(
    client: Client,
    member: Member,
    two: tuple[Run, Run],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(member)
    with django_assert_max_num_queries(30):
        client.get(address(*two))


def test_a_run_leads_to_its_comparison(client: Client, member: Member, two: tuple[Run, Run]) -> None:
    client.force_login(member)
    page = words(client.get(reverse("run", args=[two[1].name])))
    assert reverse("run-compare", args=[two[1].name]) in page
