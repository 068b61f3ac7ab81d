"""Writing a text: it lands once, what was typed is kept, and nothing of it acts in any page."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from deliberation import clock
from deliberation.members.models import Member
from proposals.models import Campaign, Proposal
from tests.deliberation.test_markup import Nodes
from tests.people import make_group
from tests.proposals.builders import DAY, make_campaign, make_proposal
from tests.proposals.views.text_pages import TYPED, read, send, url


@pytest.fixture
def campaign(db: None) -> Campaign:
    return make_campaign()


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
