"""Texts near to what one writes: hint, step before publishing, co-signing instead, saying the difference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from deliberation.members.models import Member
from proposals.models import Campaign, CoSignature, Difference, Proposal
from proposals.queries import shelves
from tests.people import make_group, make_member
from tests.proposals.builders import make_campaign, make_proposal

NEAR = "Un composteur dans chaque cour"
TYPED: dict[str, Any] = {
    "title": "Des composteurs dans les cours d’immeuble",
    "body": "Je demande un **composteur** collectif dans chaque cour.",
    "theme_wish": "Déchets",
    "nonce": "n1",
}
# Session, member, offices, campaign, clock, the shelf (three with new texts), near texts, own signatures.
QUERIES_OF_A_HINT = 11


@pytest.fixture(autouse=True)
def _pace(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    cache.clear()
    monkeypatch.setattr(shelves, "LOOKED_AGAIN_AFTER", 0.0)
    yield
    cache.clear()


@pytest.fixture
def campaign(db: None) -> Campaign:
    campaign = make_campaign()
    for number in range(6):
        make_proposal(campaign, title=f"Réparer le toit numéro {number}", body="La pluie entre par le toit.")
    return campaign


@pytest.fixture
def near(campaign: Campaign) -> Proposal:
    body = "Nos épluchures brûlent. Il faut un composteur collectif dans chaque cour d’immeuble."
    return make_proposal(campaign, make_member("Paule B."), title=NEAR, body=body)


def url(campaign: Campaign, end: str = "new/") -> str:
    return f"/campaigns/{campaign.slug}/proposals/{end}"


def send(browser: Client, address: str, status: int = 200, **typed: Any) -> str:
    answer = browser.post(address, typed)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer["Location"] if status == 302 else answer.content.decode()


def hint(browser: Client, campaign: Campaign, **typed: Any) -> str:
    cache.clear()
    return send(browser, url(campaign, "similar/"), **typed)


# the hint ------------------------------------------------------------------------------------------
def test_the_hint_shows_near_texts_with_the_shared_terms_marked(
    browser: Client, campaign: Campaign, near: Proposal
) -> None:
    page = hint(browser, campaign, **TYPED)
    assert "1 texte proche" in page
    assert "Un <mark>composteur</mark> dans chaque <mark>cour</mark>" in page
    assert "d’<mark>immeuble</mark>" in page
    assert "Réparer le toit" not in page
    assert 'name="cosign" value="' + near.name in page
    assert f'name="differs-{near.name}"' in page
    assert "<html" not in page


def test_words_that_are_all_of_a_text_are_shown_once(browser: Client, campaign: Campaign) -> None:
    said = "Un composteur collectif dans chaque cour d’immeuble"
    make_proposal(campaign, make_member("Paule B."), title=said, body=said)
    page = hint(browser, campaign, **TYPED)
    assert page.count('<p class="quote"') == 0
    assert page.count("<mark>composteur</mark>") == 1


def test_the_badge_asks_whether_it_is_the_same_demand(
    browser: Client, campaign: Campaign, near: Proposal
) -> None:
    assert "Même demande" in hint(browser, campaign, title=near.title, body=near.body)
    other = "La cantine, les horaires du bus, le stade, un immeuble en péril, la cour du collège, la voirie."
    page = hint(browser, campaign, title="Onze demandes", body=other)
    assert "Même demande" not in page


def test_nothing_is_near_before_three_terms_are_typed(
    browser: Client, campaign: Campaign, near: Proposal
) -> None:
    for typed in (
        {},
        {"title": "Un composteur"},
        {"title": "le la les", "body": "\x00"},
        {"body": "🌱" * 50},
    ):
        assert hint(browser, campaign, **typed).strip() == ""


@pytest.mark.parametrize("state", ["withdrawn", "hidden"])
def test_a_text_that_is_gone_is_never_shown(
    browser: Client, campaign: Campaign, near: Proposal, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert NEAR.split()[1] in hint(browser, campaign, **TYPED)
    # Even while this process has not looked again: rows are fetched before anything is shown.
    monkeypatch.setattr(shelves, "LOOKED_AGAIN_AFTER", 60.0)
    Proposal.objects.filter(pk=near.pk).update(state=state)
    assert hint(browser, campaign, **TYPED).strip() == ""


def test_neither_own_texts_nor_answers_nor_other_campaigns(
    browser: Client, member: Member, campaign: Campaign
) -> None:
    make_proposal(campaign, member, title=NEAR)
    parent = make_proposal(campaign, title="Autre chose")
    make_proposal(campaign, title=NEAR, parent=parent)
    make_proposal(make_campaign(), title=NEAR)
    assert hint(browser, campaign, **TYPED).strip() == ""


def test_once_a_second_and_each_member_alone(browser: Client, campaign: Campaign, near: Proposal) -> None:
    cache.clear()
    send(browser, url(campaign, "similar/"), **TYPED)
    send(browser, url(campaign, "similar/"), 429, **TYPED)
    other = Client()
    other.force_login(make_member("Luc D."))
    send(other, url(campaign, "similar/"), **TYPED)


def test_the_hint_is_for_who_may_write(browser: Client, organiser: Member, near: Proposal) -> None:
    local = make_campaign(group=make_group("Mende"))
    assert browser.post(url(local, "similar/"), TYPED).status_code == 404
    assert browser.get(url(local, "similar/")).status_code == 405
    closed = make_campaign("sorting")
    assert browser.post(url(closed, "similar/"), TYPED).status_code == 409
    browser.force_login(organiser)
    assert browser.post(url(local, "similar/"), TYPED).status_code == 403


def test_the_hint_asks_few_queries_however_many_texts_are_near(
    browser: Client, campaign: Campaign, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        author = make_member(f"Membre {number}", group=make_group(f"Groupe {number % 3}"))
        make_proposal(campaign, author, title=f"{NEAR}, {number}")
    cache.clear()
    with django_assert_max_num_queries(QUERIES_OF_A_HINT):
        page = send(browser, url(campaign, "similar/"), title=NEAR, body="Une goutte se perd.")
    assert page.count('class="near"') == 5


def test_what_was_typed_about_a_text_stays_in_the_list(
    browser: Client, campaign: Campaign, near: Proposal
) -> None:
    typed = {
        f"differs-{near.name}": "Le mien parle des écoles.",
        "title": "Tout autre chose",
        "body": "Rien.",
    }
    page = hint(browser, campaign, **typed)
    assert 'value="Le mien parle des écoles."' in page
    assert "open>" in page


# without a script ----------------------------------------------------------------------------------
def test_publishing_is_asked_once_where_texts_are_near_and_nothing_is_lost(
    browser: Client, campaign: Campaign, near: Proposal
) -> None:
    page = send(browser, url(campaign), signed="on", **TYPED)
    assert "Avant de déposer : 1 texte proche" in page.replace("\u00a0", " ")
    assert not Proposal.objects.filter(nonce="n1").exists()
    for kept in (TYPED["title"], TYPED["body"], 'value="Déchets"', 'value="n1"', "checked"):
        assert kept in page
    seen = re.findall(r'name="similar_seen" value="(\d)"', page)
    assert seen == ["1"]
    send(browser, url(campaign), 302, similar_seen="1", **TYPED)
    assert Proposal.objects.filter(nonce="n1").exists()


def test_without_near_texts_publishing_is_not_asked(browser: Client, campaign: Campaign) -> None:
    send(browser, url(campaign), 302, **TYPED)


def test_the_preview_shows_them_too_and_then_publishing_is_not_asked(
    browser: Client, campaign: Campaign, near: Proposal
) -> None:
    page = send(browser, url(campaign), preview="1", **TYPED)
    assert "similar_seen" in page
    assert "Avant de déposer" not in page


def test_a_wrong_form_keeps_the_list_and_the_sentences(
    browser: Client, campaign: Campaign, near: Proposal
) -> None:
    page = send(browser, url(campaign), 422, **{**TYPED, "title": "", f"differs-{near.name}": "Aux écoles."})
    assert 'value="Aux écoles."' in page


# co-sign it instead -------------------------------------------------------------------------------------
def test_one_co_signs_instead_and_the_typed_text_stays(
    browser: Client, member: Member, campaign: Campaign, near: Proposal
) -> None:
    page = send(browser, url(campaign), cosign=near.name, signed="on", **TYPED)
    assert f"Vous cosignez « {NEAR} »" in page.replace("\u00a0", " ").replace("\u202f", " ")
    assert CoSignature.objects.get().member == member
    assert not Proposal.objects.filter(nonce="n1").exists()
    for kept in (TYPED["title"], TYPED["body"], 'value="Déchets"', 'value="n1"', "checked"):
        assert kept in page
    assert "Vous cosignez ce texte." in page
    assert "Erreur" not in page


def test_co_signing_an_unfinished_text_instead_names_no_fault(
    browser: Client, campaign: Campaign, near: Proposal
) -> None:
    page = send(browser, url(campaign), cosign=near.name, title="", body="Un composteur")
    assert "Le titre est vide" not in page
    assert "Un composteur" in page


def test_what_cannot_be_co_signed_is_said_beside_what_was_typed(
    browser: Client, member: Member, campaign: Campaign
) -> None:
    own = make_proposal(campaign, member)
    page = send(browser, url(campaign), 409, cosign=own.name, **TYPED)
    assert "vous le soutenez déjà" in page
    assert TYPED["body"] in page
    send(browser, url(campaign), 404, cosign="absent", **TYPED)


# mine is different -----------------------------------------------------------------------------------
def test_the_difference_is_kept_with_the_text_beside_a_link_to_the_other(
    browser: Client, campaign: Campaign, near: Proposal
) -> None:
    sentence = "Le mien parle des <b>écoles</b>."
    typed = {**TYPED, "similar_seen": "1", f"differs-{near.name}": sentence, "differs-absent": "rien"}
    landed = send(browser, url(campaign), 302, **typed)
    page = browser.get(landed).content.decode()
    assert "Le mien parle des &lt;b&gt;écoles&lt;/b&gt;." in page
    assert f'href="/proposals/{near.name}/"' in page
    assert f"Différent de : {NEAR}" in page.replace("\u00a0", " ")
    assert Difference.objects.get().other == near
    Proposal.objects.filter(pk=near.pk).update(state="withdrawn")
    page = browser.get(landed).content.decode()
    assert NEAR not in page
    assert "L’autre texte a été retiré ou masqué." in page


@pytest.mark.parametrize(("sentence", "says"), [("a" * 201, "201 signes"), ("Vote\u202ez", "U+202E")])
def test_a_sentence_that_cannot_be_kept_stores_nothing(
    browser: Client, campaign: Campaign, near: Proposal, sentence: str, says: str
) -> None:
    typed = {**TYPED, "similar_seen": "1", f"differs-{near.name}": sentence}
    page = send(browser, url(campaign), 422, **typed)
    assert says in page.replace("\u202f", "").replace("\u00a0", " ")
    assert TYPED["body"] in page
    assert not Proposal.objects.filter(nonce="n1").exists()


# co-signatures on pages ----------------------------------------------------------------------------------
def test_a_text_is_co_signed_from_its_page_and_the_count_is_shown(
    browser: Client, campaign: Campaign, near: Proposal
) -> None:
    address = f"/proposals/{near.name}/"
    assert "Cosigner cette contribution" in browser.get(address).content.decode()
    assert send(browser, f"{address}cosign/", 302) == address
    page = browser.get(address).content.decode()
    assert "1 cosignature" in page
    assert "Retirer ma cosignature" in page
    assert "Cosigner cette contribution" not in page
    listed = browser.get(url(campaign, "")).content.decode()
    assert "1 cosignature<" in listed.replace(" · ", "").replace("\n", "")
    assert send(browser, f"{address}cosign/take-back/", 302) == address
    assert not CoSignature.objects.exists()


def test_nobody_sees_who_co_signs(browser: Client, campaign: Campaign, near: Proposal) -> None:
    CoSignature.objects.create(member=make_member("Luc D."), proposal=near, version=1, signed_on="2026-01-01")
    for address in (f"/proposals/{near.name}/", url(campaign, ""), url(campaign, "?cosigned=on")):
        assert "Luc D." not in browser.get(address).content.decode()


def test_an_edit_since_is_said_to_who_signed_and_in_the_count(
    browser: Client, member: Member, near: Proposal
) -> None:
    CoSignature.objects.create(member=member, proposal=near, version=1, signed_on="2026-01-01")
    Proposal.objects.filter(pk=near.pk).update(version=2)
    page = browser.get(f"/proposals/{near.name}/").content.decode()
    assert "Dont 1 donnée à une version d’avant." in page
    assert "Cosigner la version actuelle" in page


def test_one_s_own_list_and_export_of_what_one_co_signs(
    browser: Client, member: Member, campaign: Campaign, near: Proposal
) -> None:
    make_proposal(campaign, member, title="Le mien")
    CoSignature.objects.create(member=member, proposal=near, version=1, signed_on="2026-01-01")
    listed = browser.get(url(campaign, "?cosigned=on")).content.decode()
    assert NEAR in listed
    assert "Réparer le toit" not in listed
    assert "?cosigned=on" in browser.get(f"/campaigns/{campaign.slug}/").content.decode()
    held = browser.get("/account/export.json").json()
    assert held["cosignatures"] == [
        {"text": near.name, "title": NEAR, "version": 1, "signed_on": "2026-01-01"}
    ]
    assert [text["title"] for text in held["texts"]] == ["Le mien"]
    Proposal.objects.filter(pk=near.pk).update(state="hidden")
    assert NEAR not in browser.get("/account/export.json").content.decode()


def test_after_the_drafts_are_out_nothing_is_offered(browser: Client) -> None:
    text = make_proposal(make_campaign("replying"), make_member("Paule B."))
    page = browser.get(f"/proposals/{text.name}/").content.decode()
    assert "Cosigner" not in page
    send(browser, f"/proposals/{text.name}/cosign/", 409)


# the same index serves the search --------------------------------------------------------------------
def titles(browser: Client, campaign: Campaign, query: str) -> list[str]:
    page = browser.get(url(campaign, f"?{query}")).content.decode()
    return re.findall(r'<h2 class="h3"><a href="/proposals/[^"]+">([^<]+)</a>', page)


def test_a_search_gives_the_nearest_first_whatever_the_endings(browser: Client, campaign: Campaign) -> None:
    make_proposal(campaign, title="Écoles", body="La cour. " + "Mille autres choses sans rapport. " * 20)
    make_proposal(campaign, title="Une cour d’école", body="Pour les écoliers.")
    make_proposal(campaign, title="La cour des comptes")
    assert titles(browser, campaign, "q=ecole+cours") == ["Une cour d’école", "Écoles"]
    assert titles(browser, campaign, "q=ecole+cours&order=newest") == ["Une cour d’école", "Écoles"]
    assert titles(browser, campaign, "q=ecole+cours&order=title") == ["Écoles", "Une cour d’école"]
    page = browser.get(url(campaign, "?q=ecole")).content.decode()
    assert "Les plus proches d’abord" in page


def test_a_part_of_a_word_is_found_by_its_letters_and_the_page_says_so(
    browser: Client, campaign: Campaign
) -> None:
    make_proposal(campaign, title="Un composteur")
    assert titles(browser, campaign, "q=compost") == ["Un composteur"]
    assert "leurs lettres se suivent" in browser.get(url(campaign, "?q=compost")).content.decode()


def test_a_ranked_search_comes_in_pages_and_keeps_its_filters(browser: Client, campaign: Campaign) -> None:
    parent = make_proposal(campaign, title="Un autre sujet")
    for number in range(25):
        make_proposal(campaign, title=f"Des bancs {number:02}", body="Court.")
    make_proposal(campaign, title="Bancs, oui", parent=parent)
    assert len(titles(browser, campaign, "q=banc")) == 20
    assert len(titles(browser, campaign, "q=banc&page=2")) == 6
    assert titles(browser, campaign, "q=banc&kind=answer") == ["Bancs, oui"]
    assert "26 textes" in browser.get(url(campaign, "?q=banc")).content.decode()
