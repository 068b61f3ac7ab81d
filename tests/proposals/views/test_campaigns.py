"""Pages of campaigns: where they stand, what each person can do, and starting one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from deliberation import clock
from deliberation.journal import queries as journal
from deliberation.members.models import Member
from proposals.core.phases import Phase
from proposals.models import Campaign
from tests.people import make_group, make_member, make_officer
from tests.proposals.builders import DAY, make_campaign, make_dates, make_proposal


def read(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def typed(**changed: Any) -> dict[str, Any]:
    dates = make_dates(Phase.DRAFT)
    moments = {
        name: timezone.localtime(getattr(dates, name)).strftime("%Y-%m-%dT%H:%M")
        for name in dates.__dataclass_fields__
    }
    form = {
        "title": "Convention de printemps",
        "slug": "printemps-2027",
        "introduction": "Que changer *chez nous* ?",
        "scope": "*",
        "language": "fr",
        "booklets_wanted": 8,
        "most_signs": 3000,
        "reads_answers": "on",
        "objections_each": "3",
    }
    return form | moments | changed


# reading -----------------------------------------------------------------------------------------
def test_the_list_shows_what_each_person_may_see(client: Client, member: Member, organiser: Member) -> None:
    make_campaign(title="Pour tout le monde")
    make_campaign(title="À Mende", group=make_group("Mende"))
    for who, sees in (
        (None, False),
        (member, False),
        (make_member("P B", group=make_group("Mende")), True),
        (organiser, True),
    ):
        if who:
            client.force_login(who)
        page = read(client, "/campaigns/")
        assert "Pour tout le monde" in page
        assert ("À Mende" in page) is sees


def test_an_empty_list_says_what_could_be_here(client: Client, organiser: Member) -> None:
    assert "Aucune campagne" in read(client, "/campaigns/")
    client.force_login(organiser)
    assert "Préparez la première" in read(client, "/campaigns/")


@pytest.mark.parametrize(
    ("phase", "says"),
    [
        ("draft", "Les contributions ouvrent"),
        ("contributing", "Écrire une contribution"),
        ("sorting", "Les contributions sont closes"),
        ("replying", "brouillons de livrets"),
        ("frozen", "Les livrets sont figés"),
        ("voting", "voter, jusqu’au"),
        ("closed", "Le vote est clos"),
    ],
)
def test_the_page_says_what_one_can_do_now(client: Client, member: Member, phase: str, says: str) -> None:
    campaign = make_campaign(phase)
    client.force_login(member)
    page = read(client, f"/campaigns/{campaign.slug}/")
    assert says in page
    assert ("vous êtes ici" in page) is (phase != "draft")
    assert ("Écrire une contribution" in page) is (phase == "contributing")


def test_an_act_that_is_late_says_since_when(client: Client, db: None) -> None:
    campaign = make_campaign("sorting")
    clock.move(8 * DAY)
    assert "en retard depuis" in read(client, f"/campaigns/{campaign.slug}/")


def test_a_visitor_reads_dates_and_figures_but_no_text(client: Client, member: Member) -> None:
    campaign = make_campaign(introduction="Que **changer** ?")
    make_proposal(campaign, member, title="Un titre réservé")
    page = read(client, f"/campaigns/{campaign.slug}/")
    assert "1 contribution" in page
    assert "<strong>changer</strong>" in page
    assert "Un titre réservé" not in page
    assert f'/campaigns/{campaign.slug}/proposals/"' not in page


def test_the_tools_are_for_organisers(client: Client, member: Member, organiser: Member) -> None:
    campaign = make_campaign("sorting")
    for who, sees in ((member, False), (organiser, True)):
        client.force_login(who)
        page = read(client, f"/campaigns/{campaign.slug}/")
        assert ('id="t-organise"' in page) is sees


def test_a_group_s_page_is_absent_for_others(client: Client, member: Member) -> None:
    campaign = make_campaign(group=make_group("Mende"))
    read(client, f"/campaigns/{campaign.slug}/", 404)
    client.force_login(member)
    read(client, f"/campaigns/{campaign.slug}/", 404)


def test_the_list_asks_the_same_number_of_queries(
    client: Client, member: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(member)
    for size in (1, 8):
        for _ in range(size):
            make_proposal(make_campaign(), member)
        with django_assert_num_queries(7):
            read(client, "/campaigns/")


# starting ----------------------------------------------------------------------------------------
def test_an_organiser_starts_a_campaign(client: Client, organiser: Member) -> None:
    client.force_login(organiser)
    assert "Toute l’organisation" in read(client, "/campaigns/new/")
    answer = client.post("/campaigns/new/", typed())
    assert (answer.status_code, answer["Location"]) == (302, "/campaigns/printemps-2027/")
    campaign = Campaign.objects.get()
    assert (campaign.title, campaign.group, campaign.booklets_wanted) == ("Convention de printemps", None, 8)
    assert (campaign.most_signs, campaign.reads_answers) == (3000, True)
    head = journal.head()
    assert head is not None
    assert (head.code, head.actor) == ("campaign.created", "Inès Valmont")
    assert "La campagne est créée" in read(client, "/campaigns/printemps-2027/")


def test_an_organiser_of_a_group_starts_its_campaigns_only(client: Client, db: None) -> None:
    mende, foix = make_group("Mende"), make_group("Foix")
    client.force_login(make_officer("organiser", "Tom Arrieta", mende))
    page = read(client, "/campaigns/new/")
    assert "Mende" in page
    assert "Toute l’organisation" not in page
    for scope in ("", "*", foix.slug, "absent"):
        assert client.post("/campaigns/new/", typed(scope=scope)).status_code == 422
    assert client.post("/campaigns/new/", typed(scope=mende.slug)).status_code == 302
    assert Campaign.objects.get().group == mende


def test_others_find_no_such_page(client: Client, member: Member, observer: Member) -> None:
    assert client.get("/campaigns/new/").status_code == 302
    for who in (member, observer):
        client.force_login(who)
        assert client.get("/campaigns/new/").status_code == 404
        assert client.post("/campaigns/new/", typed()).status_code == 404
    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    ("changed", "status", "says"),
    [
        ({"title": ""}, 422, "Donnez un titre"),
        ({"title": "Vote\u202ez"}, 422, "U+202E"),
        ({"slug": "Été 2027"}, 422, "Lettres sans accent"),
        ({"slug": "new"}, 409, "porte déjà"),
        ({"slug": "prise"}, 409, "porte déjà"),
        ({"voting_at": "2020-01-01T10:00"}, 422, "Les dates ne se suivent pas"),
        ({"voting_at": "demain"}, 422, "comme 2026-12-01"),
        ({"closing_at": ""}, 422, "Donnez une date"),
        ({"booklets_wanted": 1}, 422, "supérieure ou égale à 2"),
        ({"most_signs": 20_001}, 422, "inférieure ou égale à 20"),
        ({"language": "xx"}, 422, "xx"),
        ({"introduction": "a" * 5001}, 422, "signes"),
    ],
)
def test_a_wrong_form_is_kept_and_says_why(
    client: Client, organiser: Member, changed: dict[str, Any], status: int, says: str
) -> None:
    make_campaign(slug="prise")
    client.force_login(organiser)
    answer = client.post("/campaigns/new/", typed(**changed))
    page = answer.content.decode()
    assert answer.status_code == status
    assert says in page
    assert 'role="alert"' in page
    assert "chez nous" in page or "introduction" in changed
    assert Campaign.objects.count() == 1
