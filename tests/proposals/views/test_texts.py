"""Pages of texts, as members meet them: reading, searching, answering, editing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from deliberation import clock
from deliberation.members.models import Member
from proposals.models import Booklet, Campaign, Proposal, Run, Sorting
from tests.people import make_group, make_member
from tests.proposals.builders import make_campaign, make_proposal
from tests.proposals.views.text_pages import read, send, url

# Session, member, offices, campaign, clock, journal's head, and what the page itself shows.
QUERIES_OF_THE_LIST = 9
QUERIES_OF_A_TEXT = 14


@pytest.fixture
def campaign(db: None) -> Campaign:
    return make_campaign()


# answering, editing, withdrawing -----------------------------------------------------------------
def test_a_member_answers_a_proposal(browser: Client, campaign: Campaign) -> None:
    proposal = make_proposal(campaign, make_member("Paule B."))
    address = f"/proposals/{proposal.name}/answer/"
    assert "Réparer les fuites" in read(browser, address)
    assert "<em>vite</em>" in send(browser, address, 200, body="D’accord, et *vite*.", nonce="a", preview="1")
    send(browser, address, 422, body="", nonce="a")
    send(browser, address, body="D’accord, et *vite*.", nonce="a")
    page = read(browser, f"/proposals/{proposal.name}/")
    assert "D’accord, et <em>vite</em>." in page
    assert "1 réponse" in page
    answer = Proposal.objects.get(kind="answer")
    assert "Réparer les fuites" in read(browser, f"/proposals/{answer.name}/")
    assert (
        browser.post(f"/proposals/{answer.name}/answer/", {"body": "Non.", "nonce": "b"}).status_code == 409
    )


def test_an_author_edits_and_every_version_stays_readable(
    browser: Client, member: Member, campaign: Campaign
) -> None:
    proposal = make_proposal(campaign, member, body="premier jet")
    address = f"/proposals/{proposal.name}/edit/"
    assert "premier jet" in read(browser, address)
    typed: dict[str, Any] = {"title": "Neuf", "body": "deuxième jet", "seen_version": 1}
    assert "deuxième jet" in send(browser, address, 200, preview="1", **typed)
    assert send(browser, address, **typed) == f"/proposals/{proposal.name}/"
    page = read(browser, f"/proposals/{proposal.name}/")
    assert "deuxième jet" in page
    assert "premier jet" in page


def test_an_edit_of_an_old_wording_shows_the_present_one(
    browser: Client, member: Member, campaign: Campaign
) -> None:
    proposal = make_proposal(campaign, member, version=2, body="écrit ailleurs")
    address = f"/proposals/{proposal.name}/edit/"
    typed: dict[str, Any] = {"title": "Neuf", "body": "écrit ici", "seen_version": 1}
    page = send(browser, address, 409, **typed)
    assert "écrit ailleurs" in page
    assert "écrit ici" in page
    assert 'name="seen_version" value="2"' in page
    assert Proposal.objects.get().body == "écrit ailleurs"
    send(browser, address, **(typed | {"seen_version": 2}))
    assert Proposal.objects.get().body == "écrit ici"


def test_a_form_without_its_version_changes_nothing(
    browser: Client, member: Member, campaign: Campaign
) -> None:
    proposal = make_proposal(campaign, member)
    send(browser, f"/proposals/{proposal.name}/edit/", 422, title="Neuf", body="x")
    assert Proposal.objects.get().title == "Réparer les fuites"


def test_a_text_is_withdrawn_after_a_page_that_asks(
    browser: Client, member: Member, campaign: Campaign
) -> None:
    proposal = make_proposal(campaign, member, body="des mots à taire")
    address = f"/proposals/{proposal.name}/withdraw/"
    assert "Retirer mon texte" in read(browser, address)
    assert Proposal.objects.get().state == "open"
    send(browser, address)
    page = read(browser, f"/proposals/{proposal.name}/")
    assert "Ce texte est retiré" in page
    assert "des mots à taire" not in page
    read(browser, address, 409)
    assert "des mots" not in read(browser, url(campaign))


def test_nobody_edits_somebody_else_s_text(browser: Client, organiser: Member, campaign: Campaign) -> None:
    proposal = make_proposal(campaign, make_member("Paule B."))
    for who in (None, organiser):
        if who:
            browser.force_login(who)
        for end in ("edit/", "withdraw/"):
            assert browser.get(f"/proposals/{proposal.name}/{end}").status_code == 404
            assert browser.post(f"/proposals/{proposal.name}/{end}", {"body": "x"}).status_code == 404
    assert Proposal.objects.get().state == "open"


def test_absent_and_not_yours_look_alike(browser: Client, campaign: Campaign) -> None:
    hidden = make_proposal(make_campaign(group=make_group("Mende")))
    pages = [read(browser, f"/proposals/{name}/", 404) for name in (hidden.name, "absentname")]
    masked = [re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", page) for page in pages]
    assert masked[0].replace(hidden.name, "absentname") == masked[1]


def test_a_hidden_text_shows_its_reason_and_not_its_words(
    browser: Client, member: Member, campaign: Campaign
) -> None:
    hidden = make_proposal(
        campaign,
        member,
        title="Untel",
        body="nomme une personne",
        state="hidden",
        state_reason="nomme quelqu’un",
    )
    page = read(browser, f"/proposals/{hidden.name}/")
    assert "nomme quelqu’un" in page
    assert "nomme une personne" not in page
    assert "Untel" not in page
    answer = make_proposal(campaign, parent=hidden)
    assert "Untel" not in read(browser, f"/proposals/{answer.name}/")
    assert "Untel" not in read(browser, url(campaign))


# reading -----------------------------------------------------------------------------------------
def test_a_list_shows_twenty_a_page_the_newest_first(browser: Client, campaign: Campaign) -> None:
    for number in range(45):
        make_proposal(campaign, title=f"Demande {number:02}")
    page = read(browser, url(campaign))
    shown = re.findall(r"Demande \d\d", page)
    assert shown == [f"Demande {number:02}" for number in range(44, 24, -1)]
    assert re.findall(r"Demande \d\d", read(browser, url(campaign, "?page=3")))[0] == "Demande 04"
    assert re.findall(r"Demande \d\d", read(browser, url(campaign, "?order=title")))[0] == "Demande 00"
    assert "Demande 04" in read(browser, url(campaign, "?page=999"))
    assert "Demande 44" in read(browser, url(campaign, "?page=zero"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=FORETS", {"Forêts anciennes"}),
        ("q=foret+ancienne", {"Forêts anciennes"}),
        ("q=forets+ecole", set()),
        ("q=ecole", {"L’école du soir"}),
        ("q=l%27ecole", {"L’école du soir"}),
        ("q=100%25", {"Bio à 100%"}),
        ("q=_", set()),
        ("q=%00%00", {"Forêts anciennes", "L’école du soir", "Bio à 100%", "Plutôt non"}),
        ("kind=answer", {"Plutôt non"}),
        ("kind=proposal&q=non", set()),
        ("kind=absurd", {"Forêts anciennes", "L’école du soir", "Bio à 100%", "Plutôt non"}),
        ("mine=on", {"L’école du soir"}),
        ("booklet=eau", {"Forêts anciennes", "L’école du soir", "Bio à 100%", "Plutôt non"}),
        ("q=" + "a" * 300, {"Forêts anciennes", "L’école du soir", "Bio à 100%", "Plutôt non"}),
    ],
)
def test_search_finds_all_words_without_accents(
    browser: Client, member: Member, campaign: Campaign, query: str, found: set[str]
) -> None:
    proposal = make_proposal(campaign, title="Forêts anciennes", body="Les garder.")
    make_proposal(campaign, member, title="L’école du soir", body="L’ouvrir.")
    make_proposal(campaign, title="Bio à 100%", body="À la cantine.")
    make_proposal(campaign, title="Plutôt non", body="Trop cher.", parent=proposal)
    make_proposal(make_campaign(), title="Ailleurs")
    page = read(browser, url(campaign, f"?{query}"))
    shown = set(re.findall(r'<h2 class="h3"><a href="/proposals/[^"]+">([^<]+)</a>', page))
    assert shown == found


def make_booklet(campaign: Campaign, number: int = 2) -> Booklet:
    run = Run.objects.create(
        campaign=campaign, number=number, state="done", requested_at=clock.now(), settings={}
    )
    return Booklet.objects.create(
        campaign=campaign, slug="eau", number=number, title="Eau et rivières", run=run, cluster=1
    )


def place(proposal: Proposal, booklet: Booklet) -> None:
    Sorting.objects.create(campaign=proposal.campaign, proposal=proposal, place="booklet", booklet=booklet)


@pytest.mark.parametrize("phase", ["sorting", "replying"])
def test_the_booklet_of_a_text_is_shown_once_drafts_are_published(
    browser: Client, organiser: Member, phase: str
) -> None:
    campaign = make_campaign(phase)
    placed, other = make_proposal(campaign), make_proposal(campaign, title="Un autre texte")
    place(placed, make_booklet(campaign))
    for sees in (phase == "replying", True):
        listed, page = (
            read(browser, url(campaign, "?booklet=eau")),
            read(browser, f"/proposals/{placed.name}/"),
        )
        assert ("Eau et rivières" in listed) is sees
        assert ("Un autre texte" not in listed) is sees
        assert ("Eau et rivières" in page) is sees
        browser.force_login(organiser)
    assert "Eau et rivières" not in read(browser, f"/proposals/{other.name}/")


def test_answers_come_in_pages(browser: Client, campaign: Campaign) -> None:
    proposal = make_proposal(campaign)
    for number in range(25):
        make_proposal(campaign, body=f"Réponse {number:02}", parent=proposal)
    page = read(browser, f"/proposals/{proposal.name}/")
    assert re.findall(r"<p>Réponse \d\d", page)[-1] == "<p>Réponse 19"
    assert "Réponse 24" in read(browser, f"/proposals/{proposal.name}/?page=2")


def test_the_list_asks_the_same_number_of_queries_whatever_it_shows(
    browser: Client, organiser: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    campaign = make_campaign("replying")
    booklet = make_booklet(campaign)

    for size in (1, 30):
        for number in range(size):
            author = make_member(f"Membre {size} {number}", group=make_group(f"Groupe {number % 5}"))
            proposal = make_proposal(campaign, author)
            place(proposal, booklet)
            make_proposal(campaign, author, parent=proposal)
        with django_assert_num_queries(QUERIES_OF_THE_LIST):
            read(browser, url(campaign))


def test_the_page_of_a_text_asks_the_same_number_of_queries(
    browser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    campaign = make_campaign("replying")
    proposal = make_proposal(campaign, make_member("Paule B."))
    place(proposal, make_booklet(campaign))
    for size in (1, 15):
        for number in range(size):
            make_proposal(campaign, make_member(f"Membre {size} {number}"), parent=proposal)
        with django_assert_num_queries(QUERIES_OF_A_TEXT):
            read(browser, f"/proposals/{proposal.name}/")
