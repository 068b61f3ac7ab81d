"""The demo's people and its "next phase"; outside the demo neither exists."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings
from pytest_django.asserts import assertContains, assertRedirects

from deliberation import clock
from deliberation.members.models import Member
from frontend.demo import choosing, phases
from tests.frontend.test_home import make_campaign
from tests.people import LONG_AGO, make_group, make_member


@pytest.fixture(autouse=True)
def demo(settings: Settings) -> None:
    settings.DEMO = True
    settings.WHAT_IS_LEFT = []
    settings.DUE_WORK = []


@pytest.mark.parametrize("address", ["/demo/people/", "/demo/next-phase/"])
def test_outside_the_demo_there_is_nothing(
    client: Client, member: Member, settings: Settings, address: str
) -> None:
    settings.DEMO = False
    assert client.get(address).status_code == 404
    key = choosing.members()[0].key
    assert client.post(address, {"person": key}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_one_click_signs_in(client: Client, organiser: Member, member: Member) -> None:
    page = client.get("/demo/people/")
    assertContains(page, "Inès Valmont")
    assertContains(page, "Camille R.")
    assertContains(page, "Être Camille R.")
    assert "@" not in re.sub(r"<[^>]*>", "", page.content.decode())
    answer = client.post("/demo/people/", {"person": choosing.officers()[0].key}, follow=True)
    assertContains(answer, "Vous êtes maintenant Inès Valmont")
    assert client.session["_auth_user_id"] == str(organiser.pk)


@pytest.mark.parametrize("key", ["", "1", "1:forged", "x" * 5000])
def test_a_key_we_did_not_write(client: Client, member: Member, key: str) -> None:
    assert client.post("/demo/people/", {"person": key}).status_code == 404


def test_members_of_every_group_and_the_newest(db: None) -> None:
    for number in range(30):
        make_member(f"Person {number}", group=make_group(f"Group{number % 3}"))
    make_member("Alone")
    make_member("Newest", joined_on=LONG_AGO + timedelta(days=900))
    parts = choosing.members()
    assert len(parts) == 12
    assert {part.group for part in parts[:3]} == {"Group0", "Group1", "Group2"} or "" in {
        p.group for p in parts
    }
    assert parts[-1].name == "Newest"


def test_the_next_phase_is_just_behind_us(client: Client, db: None) -> None:
    campaign = make_campaign()
    answer = client.post("/demo/next-phase/", follow=True)
    assertRedirects(answer, "/")
    assertContains(answer, "les contributions sont closes")
    now = clock.now()
    assert campaign.sorting_at < now < campaign.sorting_at + timedelta(seconds=60)


def test_phase_after_phase_until_nothing_is_ahead(client: Client, db: None) -> None:
    campaign = make_campaign()
    lived = []
    while phases.next_boundaries(clock.now()):
        lived += [boundary.date for boundary in phases.live_through()]
    assert lived == ["sorting_at", "replying_at", "freezing_at", "voting_at", "closing_at"]
    assert clock.now() > campaign.closing_at
    assertContains(client.post("/demo/next-phase/", follow=True), "Toutes les dates annoncées sont passées")


def test_due_work_is_done_before_the_page(
    client: Client, db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_campaign()
    done = []
    monkeypatch.setattr("frontend.home.trial_work", lambda: done.append(clock.now()), raising=False)
    settings.DUE_WORK = ["frontend.home.trial_work"]
    client.post("/demo/next-phase/")
    assert len(done) == 1


def test_the_next_phase_takes_a_post(client: Client, db: None) -> None:
    assertContains(client.get("/demo/next-phase/"), "reçoit un formulaire", status_code=405)


def test_the_bar_says_who_and_when(client: Client, member: Member) -> None:
    client.force_login(member)
    page = client.get("/")
    assertContains(page, "vous êtes Camille R.")
    assertContains(page, "Étape suivante")
