"""Home: what is left for me in the order of dates, where the campaigns stand, and what a visitor sees."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from types import ModuleType

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from pytest_django.asserts import assertContains, assertNotContains

from deliberation import clock
from deliberation.core.left import Left
from deliberation.members.access import Person
from deliberation.members.models import Member
from frontend import wording
from frontend.home import diary
from proposals.models import Booklet, Campaign, Run
from tests.people import as_person


def make_campaign(title: str = "Convention d’automne", starts: timedelta = timedelta(days=-3)) -> Campaign:
    first = clock.now() + starts
    step = timedelta(days=10)
    return Campaign.objects.create(
        slug=title.lower().replace("’", "-").replace(" ", "-"), title=title,
        contributing_at=first, sorting_at=first + step, replying_at=first + 2 * step,
        freezing_at=first + 3 * step, voting_at=first + 4 * step, closing_at=first + 5 * step,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _no_guest(settings: Settings) -> None:
    settings.WHAT_IS_LEFT = []


@pytest.fixture
def guest(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A guest of the house with two things to do and one done, as any application may be."""
    module = ModuleType("tests_guest")

    def left_for(person: Person, now: datetime) -> list[Left]:
        return [
            Left("trial.later", "/later/", now + timedelta(days=9), facts={"title": "Neuf"}),
            Left("trial.later", "/undated/", facts={"title": "Sans date"}),
            Left("trial.later", "/soon/", now + timedelta(days=2), facts={"title": "<Deux>"}),
            Left("trial.later", "/done/", now, done=True, facts={"title": "Fait"}),
        ]

    monkeypatch.setattr(module, "left_for", left_for, raising=False)
    monkeypatch.setitem(sys.modules, "tests_guest", module)
    monkeypatch.setitem(wording.LEFT, "trial.later", ("Voir %(title)s", "Une phrase.", "Lire %(title)s"))
    settings.WHAT_IS_LEFT = ["tests_guest.left_for"]
    return module


def test_the_nearest_deadline_comes_first(member: Member, guest: ModuleType) -> None:
    found = diary(as_person(member), clock.now())
    assert [left.url for left in found.to_do] == ["/soon/", "/later/", "/undated/"]
    assert [left.url for left in found.done] == ["/done/"]
    assert found.first == found.to_do[0]


def test_what_is_left_for_me(client: Client, member: Member, guest: ModuleType) -> None:
    client.force_login(member)
    page = client.get("/")
    assertContains(page, "<title>À faire (3) ·")
    assertContains(page, "Camille R., 3 choses vous attendent.")
    assertContains(page, "dans 2 jours")
    assertContains(page, "Lire &lt;Deux&gt;")
    assertContains(page, "Ce que j’ai déjà fait (1)")


def test_nothing_left(client: Client, member: Member) -> None:
    client.force_login(member)
    assertContains(client.get("/"), "rien ne vous attend")


def test_where_the_campaigns_stand(client: Client, db: None) -> None:
    make_campaign()
    page = client.get("/")
    assertContains(page, "Convention d’automne")
    assertContains(page, 'class="now" aria-current="step"><b>Contribuer</b>')
    assertContains(page, "vous êtes ici, jusqu’au")


def test_a_campaign_of_a_group_is_not_shown_to_others(client: Client, member: Member) -> None:
    from tests.people import make_group

    campaign = make_campaign("Entre nous")
    campaign.group = make_group()
    campaign.save()
    client.force_login(member)
    assertNotContains(client.get("/"), "Entre nous")


def test_home_costs_the_same_for_many_campaigns(
    client: Client, member: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        make_campaign(f"Campagne {number}")
    client.force_login(member)
    with django_assert_max_num_queries(10):
        client.get("/")


def test_a_visitor_learns_what_this_is(client: Client, db: None) -> None:
    page = client.get("/")
    assertContains(page, "chacun peut recompter")
    assertNotContains(page, "Ce qu’il me reste à faire")


@pytest.mark.parametrize("address", ["/how/", "/accessibility/"])
def test_pages_that_say_how(client: Client, db: None, address: str) -> None:
    assertContains(client.get(address), "<h1>")


def test_the_page_speaks_the_language_one_chose(client: Client, db: None) -> None:
    assertContains(client.get("/"), '<html lang="fr">')
    client.post("/language/", {"language": "en", "next": "/how/"})
    assertContains(client.get("/"), '<html lang="en">')


def test_no_page_has_inline_style_or_script(client: Client, member: Member) -> None:
    client.force_login(member)
    for address in ("/", "/how/", "/accessibility/", "/journal/", "/journal/noted/", "/account/"):
        page = client.get(address).content.decode()
        assert "<style" not in page
        assert " style=" not in page
        assert "<script>" not in page
        assert "http" not in page.replace("http://www.w3.org", "").replace("https://www.w3.org", "")


def with_booklet(campaign: Campaign, **fields: object) -> Campaign:
    for name, value in fields.items():
        setattr(campaign, name, value)
    campaign.save()
    run = Run.objects.create(campaign=campaign, number=1, requested_at=clock.now(), settings={})
    Booklet.objects.create(
        campaign=campaign, slug="eau", number=1, title="Eau et rivières", run=run, cluster=1
    )
    return campaign


def test_frozen_booklets_lie_on_the_table_for_everyone(client: Client, db: None) -> None:
    with_booklet(make_campaign(), frozen_at=clock.now())
    page = client.get("/")
    assertContains(page, 'class="cover hue-lagon"')
    assertContains(page, "Eau et rivières")


def test_drafts_are_not_shown_before_they_are_published(client: Client, member: Member) -> None:
    campaign = with_booklet(make_campaign())
    client.force_login(member)
    assertNotContains(client.get("/"), "Eau et rivières")
    Campaign.objects.filter(pk=campaign.pk).update(drafts_published_at=clock.now())
    assertContains(client.get("/"), "Eau et rivières")
    assertNotContains(Client().get("/"), "Eau et rivières")
