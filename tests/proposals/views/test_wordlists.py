"""Pages of word lists: read by members, changed by organisers only after the effect was shown."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from deliberation import clock
from deliberation.members.access import person_for
from deliberation.members.models import Member
from proposals.actions.rewording import confirm_change, try_change
from proposals.actions.running import do_run
from proposals.models import Campaign, WordChange
from proposals.queries.wordlists import edits_in_force
from tests.proposals.contesting import tried
from tests.proposals.pages import words
from tests.proposals.runs import filled_campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(db: None) -> Campaign:
    return filled_campaign()


def test_members_read_the_lists_and_search_them(client: Client, member: Member, campaign: Campaign) -> None:
    address = reverse("words", args=[campaign.slug])
    assert client.get(address).status_code == 302
    client.force_login(member)
    page = words(client.get(address))
    assert "mots laissés de côté" in page
    assert "Essayer un changement" not in page
    found = words(client.get(address, {"q": "ÉTÉ"}))
    assert ">ete<" in found or ">ete " in found
    assert ">avec<" not in found
    assert "Aucun mot laissé de côté" in words(client.get(address, {"q": "ornithorynque"}))
    for odd in ({"q": "\0" * 90}, {"language": "xx"}, {"page": "x"}, {"page": "9999"}):
        assert client.get(address, odd).status_code == 200


def test_a_change_is_tried_shown_and_confirmed(client: Client, organiser: Member, campaign: Campaign) -> None:
    client.force_login(organiser)
    sent = {"act": "leave-out", "words": "Trains, gare", "reason": "Trop vague."}
    answer = client.post(reverse("words-change", args=[campaign.slug]), sent)
    change = WordChange.objects.get()
    assert answer.headers["Location"] == reverse("word-change", args=[change.name])
    assert "data-live" in words(client.get(answer.headers["Location"]))
    assert change.trial is not None
    do_run(change.trial.pk)
    page = words(client.get(answer.headers["Location"]))
    assert "Laisser de côté : gare, trains" in page
    assert "par ce seul changement" in page or "Aucune des 51" in page
    done = client.post(reverse("word-change-confirm", args=[change.name]))
    assert done.headers["Location"] == reverse("words", args=[campaign.slug])
    assert edits_in_force(campaign).added == ("gare", "trains")
    again = client.post(reverse("word-change-drop", args=[change.name]))
    assert again.status_code == 409
    assert "déjà confirmé" in words(again)


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({}, 422, "Choisissez un des quatre changements"),
        ({"act": "leave-out", "words": "deux-mots", "reason": "x"}, 422, "n’est pas un mot"),
        ({"act": "leave-out", "words": "avec", "reason": "x"}, 409, "ne compte déjà pas"),
        ({"act": "count", "words": "gare", "reason": "x"}, 409, "compte déjà"),
        ({"act": "join", "words": "gare", "reason": "x"}, 422, "au moins deux mots"),
        ({"act": "leave-out", "words": "gare", "reason": " "}, 422, "Dites en une ligne pourquoi"),
    ],
)
def test_what_cannot_be_tried_comes_back_with_what_was_typed(
    client: Client, organiser: Member, campaign: Campaign, sent: dict[str, str], status: int, said: str
) -> None:
    client.force_login(organiser)
    answer = client.post(reverse("words-change", args=[campaign.slug]), sent)
    assert answer.status_code == status
    page = words(answer)
    assert said in page
    assert sent.get("words", "") in page
    assert not WordChange.objects.exists()


def test_a_change_is_members_to_read_once_it_is_made(
    client: Client, organiser: Member, member: Member, campaign: Campaign
) -> None:
    change = tried(organiser, campaign)
    pages = [reverse(name, args=[change.name]) for name in ("word-change", "word-change-effect")]
    client.force_login(member)
    assert [client.get(page).status_code for page in pages] == [404, 404]
    for name in ("word-change-confirm", "word-change-drop"):
        assert client.post(reverse(name, args=[change.name])).status_code == 404
    confirm_change(person_for(organiser), change)
    assert [client.get(page).status_code for page in pages] == [200, 200]
    page = words(client.get(reverse("words", args=[campaign.slug])))
    assert "Laisser de côté : trains" in page
    assert "Effet mesuré avant" in page
    assert "Inès Valmont" in page


def test_a_failed_trial_says_why(client: Client, organiser: Member, campaign: Campaign) -> None:
    change = try_change(
        person_for(organiser), campaign, act="leave-out", words=["gare"], reason="Trop vague."
    )
    campaign.proposals.update(state="withdrawn")
    assert change.trial is not None
    do_run(change.trial.pk)
    client.force_login(organiser)
    assert "aucun texte à lire" in words(client.get(reverse("word-change", args=[change.name])))


def test_a_trial_has_no_page_of_a_run(client: Client, organiser: Member, campaign: Campaign) -> None:
    change = tried(organiser, campaign)
    client.force_login(organiser)
    assert change.trial is not None
    for name in ("run", "run-progress", "run-bundle", "run-compare", "run-adopt"):
        assert client.get(reverse(name, args=[change.trial.name])).status_code == 404


def test_the_pages_ask_little(
    client: Client,
    organiser: Member,
    campaign: Campaign,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    change = tried(organiser, campaign)
    client.force_login(organiser)
    with django_assert_max_num_queries(20):
        client.get(reverse("words", args=[campaign.slug]))
    with django_assert_max_num_queries(16):
        client.get(reverse("word-change", args=[change.name]))


def test_the_form_is_closed_with_the_board(client: Client, organiser: Member, campaign: Campaign) -> None:
    Campaign.objects.update(drafts_published_at=clock.now())
    client.force_login(organiser)
    sent = {"act": "leave-out", "words": "gare", "reason": "Trop vague."}
    assert client.post(reverse("words-change", args=[campaign.slug]), sent).status_code == 409
    assert "Essayer un changement" not in words(client.get(reverse("words", args=[campaign.slug])))
