"""Pages of texts, as members meet them: writing, keeping what was typed, reading, searching."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from deliberation import clock
from deliberation.members.models import Member
from proposals.models import Booklet, Campaign, Proposal, Run, Sorting
from tests.deliberation.test_markup import Nodes
from tests.people import make_group, make_member
from tests.proposals.builders import DAY, make_campaign, make_proposal

TYPED: dict[str, Any] = {
    "title": "Réparer les fuites",
    "body": "Une goutte sur **cinq** se perd.",
    "theme_wish": "Eau",
    "signed": "on",
    "nonce": "n1",
}


@pytest.fixture
def campaign(db: None) -> Campaign:
    return make_campaign()


@pytest.fixture
def browser(member: Member, client: Client) -> Client:
    client.force_login(member)
    return client


# Session, member, offices, campaign, clock, journal's head, and what the page itself shows.
QUERIES_OF_THE_LIST = 9
QUERIES_OF_A_TEXT = 14


def url(campaign: Campaign, end: str = "") -> str:
    return f"/campaigns/{campaign.slug}/proposals/{end}"


def send(browser: Client, address: str, status: int = 302, **typed: Any) -> str:
    answer = browser.post(address, typed)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode() if status != 302 else answer["Location"]


def read(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


# writing -------------------------------------------------------------------------------------------
def test_a_member_submits_a_text_and_lands_on_its_page(browser: Client, campaign: Campaign) -> None:
    assert 'name="nonce" value="' in read(browser, url(campaign, "new/"))
    landed = send(browser, url(campaign, "new/"), **TYPED)
    page = read(browser, landed)
    assert "Une goutte sur <strong>cinq</strong> se perd." in page
    assert "par Camille R." in page
    proposal = Proposal.objects.get()
    assert landed == f"/proposals/{proposal.name}/"
    assert (proposal.theme_wish, proposal.signed) == ("Eau", True)


def test_a_form_sent_twice_leads_to_the_same_text(browser: Client, campaign: Campaign) -> None:
    assert send(browser, url(campaign, "new/"), **TYPED) == send(browser, url(campaign, "new/"), **TYPED)
    assert Proposal.objects.count() == 1


def test_each_form_has_its_own_nonce(browser: Client, campaign: Campaign) -> None:
    pages = [read(browser, url(campaign, "new/")) for _ in range(2)]
    nonces = [re.findall(r'name="nonce" value="([^"]+)"', page) for page in pages]
    assert nonces[0] != nonces[1]


def test_the_preview_shows_the_text_and_stores_nothing(browser: Client, campaign: Campaign) -> None:
    page = send(browser, url(campaign, "new/"), 200, preview="1", **TYPED)
    assert "<strong>cinq</strong>" in page
    assert 'value="n1"' in page
    assert "Une goutte sur **cinq** se perd." in page
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"title": ""}, "Donnez un titre à votre contribution"),
        ({"title": "a" * 121}, "121 signes"),
        ({"title": "Vote\u202ez"}, "U+202E"),
        ({"body": " "}, "Le texte est vide"),
        ({"body": "a" * 5001}, "5001 signes"),
        ({"body": "a\x07b"}, "U+0007"),
        ({"body": "a\x00b"}, "nul"),
        ({"theme_wish": "a" * 81}, "81 signes"),
    ],
)
def test_a_wrong_text_is_kept_and_its_fault_named(
    browser: Client, campaign: Campaign, changed: dict[str, str], says: str
) -> None:
    page = send(browser, url(campaign, "new/"), 422, **(TYPED | changed))
    assert says in page.replace("\u202f", "").replace("\u00a0", " ")
    assert 'role="alert"' in page
    kept = {**TYPED, **changed}
    assert kept["body"].strip()[:20] in page
    assert not Proposal.objects.exists()


def test_after_the_close_what_was_typed_is_kept(browser: Client, campaign: Campaign) -> None:
    clock.move(6 * DAY)
    page = send(browser, url(campaign, "new/"), 409, **TYPED)
    assert "ne reçoit pas de contributions" in page
    assert "Une goutte sur **cinq** se perd." in page
    assert "Déposer ma contribution" not in page
    assert "ne reçoit pas de contributions" in read(browser, url(campaign, "new/"), 409)


def test_a_group_s_campaign_is_written_by_its_members(browser: Client, organiser: Member) -> None:
    local = make_campaign(group=make_group("Mende"))
    assert browser.get(url(local, "new/")).status_code == 404
    assert browser.post(url(local, "new/"), TYPED).status_code == 404
    browser.force_login(organiser)
    assert browser.get(url(local)).status_code == 200
    assert browser.post(url(local, "new/"), TYPED).status_code == 403
    assert not Proposal.objects.exists()


def test_a_visitor_is_sent_to_sign_in(client: Client, campaign: Campaign) -> None:
    proposal = make_proposal(campaign)
    for address in (
        url(campaign),
        url(campaign, "new/"),
        f"/proposals/{proposal.name}/",
        "/proposals/absent/",
    ):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/sign-in/")


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


# nasty texts -------------------------------------------------------------------------------------
NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "[a](javascript:alert(1))",
    '"><script>alert(1)</script>',
    "'; DROP TABLE proposals_proposal; --",
    "{{ settings.SECRET_KEY }} {% csrf_token %}",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "%(title)s %s {0}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<a href=' javascript:alert(1)'>x</a>",
    "=cmd|' /C calc'!A0",
    "![x](https://evil.example/pixel.png)",
    "<!-- x --><style>*{display:none}</style>",
    "e\u0301\u0301\u0301 " * 40,
    "[" * 4000 + "a",
    "> " * 2000 + "a",
    "1. " * 1500 + "a",
]


@pytest.mark.parametrize("nasty", NASTY, ids=lambda text: text[:24])
def test_no_text_acts_in_any_page(browser: Client, campaign: Campaign, nasty: str) -> None:
    def active(page: str) -> list[tuple[str, tuple[str, ...]]]:
        found = [(tag, tuple(sorted(attributes))) for tag, attributes in Nodes(page).found]
        assert not any(name.startswith("on") for _tag, names in found for name in names)
        assert not any(tag in ("img", "iframe", "object", "embed", "style") for tag, _names in found)
        return [node for node in found if node[0] == "script"]

    typed: dict[str, Any] = TYPED | {
        "title": f"a {nasty}"[:120],
        "body": f"a {nasty}",
        "theme_wish": f"a {nasty}"[:80],
    }
    assert active(send(browser, url(campaign, "new/"), 200, preview="1", **typed)) == active(
        read(browser, url(campaign, "new/"))
    )
    landed = send(browser, url(campaign, "new/"), **typed)
    send(browser, f"{landed}answer/", body=nasty + " réponse", nonce="n2")
    for address in (landed, f"{landed}edit/", f"{landed}withdraw/", url(campaign), url(campaign, "?q=a")):
        page = read(browser, address)
        assert active(page) == active(read(browser, address))
        assert "<script>alert" not in page
        assert "javascript:" not in " ".join(
            attributes.get("href") or "" for _tag, attributes in Nodes(page).found
        )


def test_a_heavy_text_is_shown_quickly(browser: Client, campaign: Campaign) -> None:
    proposal = make_proposal(campaign, body="[" * 10_000)
    before = clock.now()
    read(browser, f"/proposals/{proposal.name}/")
    assert clock.now() - before < timedelta(seconds=1)
