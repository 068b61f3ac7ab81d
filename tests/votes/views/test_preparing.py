"""Organisers' pages, from the frozen booklets to a vote that will open."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from deliberation import clock
from deliberation.core.names import random_name
from deliberation.members.models import Member
from tests.people import make_group
from tests.proposals.builders import make_campaign
from tests.votes.builders import make_frozen_campaign, make_scheduled, make_voters
from tests.votes.views.test_casting import text
from votes.core.stages import Stage
from votes.models import Vote
from votes.queries.definitions import definition_of

pytestmark = pytest.mark.django_db
ACTS = ("vote-confirm", "vote-roll-prepare", "vote-roll-freeze")


def filled(**changed: str) -> dict[str, str]:
    now = timezone.localtime(clock.now())
    return {
        "title": "Quelles mesures d’abord ?",
        "introduction": "",
        "cutoff_on": (now - timedelta(days=1)).date().isoformat(),
        "opens_at": (now + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"),
        "closes_at": (now + timedelta(days=8)).strftime("%Y-%m-%dT%H:%M"),
        "urgent_reason": "Une réponse est attendue avant la fin de la semaine.",
        "nonce": random_name(20),
        "usual": "on",
        **changed,
    }


def test_two_organisers_make_a_vote_on_the_pages(
    client: Client, organiser: Member, second_organiser: Member
) -> None:
    make_voters(2)
    campaign = make_frozen_campaign()
    client.force_login(organiser)
    assert client.get(reverse("vote-new", args=[campaign.slug])).status_code == 200
    form = filled()
    for _ in range(2):  # sent twice, made once
        answer = client.post(reverse("vote-new", args=[campaign.slug]), form)
    vote = Vote.objects.get()
    assert answer["Location"] == reverse("vote-preparation", args=[vote.slug])
    page = text(client.get(answer["Location"]).content)
    assert "un autre organisateur doit le confirmer" in page
    assert "Réparer les réseaux" in page
    assert "Confirmer ce scrutin" not in page
    assert client.post(reverse("vote-roll-prepare", args=[vote.slug])).status_code == 302
    client.force_login(second_organiser)
    assert "Confirmer ce scrutin" in text(client.get(answer["Location"]).content)
    unsigned = client.post(reverse("vote-confirm", args=[vote.slug]))
    assert unsigned.status_code == 422
    assert "La question 1 n’est pas signée" in text(unsigned.content)
    definition = definition_of(vote)
    signed = {"signed": [*(question.digest() for question in definition.questions), definition.digest()]}
    assert client.post(reverse("vote-confirm", args=[vote.slug]), signed).status_code == 302
    assert client.post(reverse("vote-roll-freeze", args=[vote.slug])).status_code == 302
    vote.refresh_from_db()
    assert vote.stage(clock.now()) is Stage.ANNOUNCED


def test_one_organiser_alone_is_refused_on_the_page(client: Client, organiser: Member) -> None:
    campaign = make_frozen_campaign()
    client.force_login(organiser)
    client.post(reverse("vote-new", args=[campaign.slug]), filled())
    vote = Vote.objects.get()
    client.post(reverse("vote-roll-prepare", args=[vote.slug]))
    for name, words in (
        ("vote-confirm", "Vous avez préparé ce scrutin vous-même."),
        ("vote-roll-freeze", "Vous avez préparé cette liste vous-même."),
    ):
        answer = client.post(reverse(name, args=[vote.slug]))
        assert answer.status_code == 409
        assert words in text(answer.content)


@pytest.mark.parametrize(
    "changed",
    [
        {"title": ""},
        {"title": "x" * 161},
        {"title": "a\u202eb"},
        {"opens_at": ""},
        {"opens_at": "2020-01-01T10:00"},
        {"closes_at": "2020-01-01T10:00"},
        {"cutoff_on": "2999-01-01"},
        {"cutoff_on": "hier"},
        {"nonce": ""},
    ],
)
def test_a_wrong_form_comes_back_as_typed(client: Client, organiser: Member, changed: dict[str, str]) -> None:
    campaign = make_frozen_campaign()
    client.force_login(organiser)
    form = filled(introduction="Gardez ceci", **changed)
    answer = client.post(reverse("vote-new", args=[campaign.slug]), form)
    assert answer.status_code == 422
    page = text(answer.content)
    assert "Gardez ceci" in page
    assert "notice bad" in page
    assert not Vote.objects.exists()


def test_there_is_no_vote_before_the_freeze(client: Client, organiser: Member) -> None:
    campaign = make_campaign("replying")
    client.force_login(organiser)
    address = reverse("vote-new", args=[campaign.slug])
    for answer in (client.get(address), client.post(address, filled())):
        assert answer.status_code == 409
        assert "ne sont pas encore figés" in text(answer.content)


def test_the_pages_are_not_there_for_others(client: Client, member: Member, observer: Member) -> None:
    vote = make_scheduled()
    campaign = vote.campaign
    for person in (member, observer):
        client.force_login(person)
        assert client.get(reverse("vote-new", args=[campaign.slug])).status_code == 404
        assert client.get(reverse("vote-preparation", args=[vote.slug])).status_code == 404
        for name in ACTS:
            assert client.post(reverse(name, args=[vote.slug])).status_code == 404
            assert client.get(reverse(name, args=[vote.slug])).status_code == 405


def test_a_vote_that_is_late_says_so(client: Client, organiser: Member) -> None:
    vote = make_scheduled()
    clock.move(timedelta(days=2))
    client.force_login(organiser)
    page = text(client.get(reverse("vote-preparation", args=[vote.slug])).content)
    assert "En retard depuis" in page
    assert "Confirmer ce scrutin" not in page
    assert client.post(reverse("vote-confirm", args=[vote.slug])).status_code == 409


def test_the_number_of_different_ballots_is_shown_and_warned_about(client: Client, organiser: Member) -> None:
    make_voters(3)
    vote = make_scheduled()
    client.force_login(organiser)
    page = text(client.get(reverse("vote-preparation", args=[vote.slug])).content)
    # Three booklets, two choices at most, or blank: 3 + 3 + 1.
    assert "7 bulletins différents possibles" in page
    assert "un bulletin rare peut désigner sa personne" in page


def test_of_several_questions_the_first_one_left_unsigned_is_unfolded(
    client: Client, organiser: Member, second_organiser: Member
) -> None:
    client.force_login(organiser)
    client.post(reverse("vote-new", args=[make_frozen_campaign().slug]), filled())
    vote = Vote.objects.get()
    client.force_login(second_organiser)
    page = text(client.get(reverse("vote-preparation", args=[vote.slug])).content)
    assert page.count('<details class="fold asked') == vote.questions.count() > 1
    assert '" open>' not in page
    first, second, *_others = definition_of(vote).questions
    for signed, left_out in (((), first), ((first,), second)):
        sent = {"signed": [definition_of(vote).digest(), *(question.digest() for question in signed)]}
        page = text(client.post(reverse("vote-confirm", args=[vote.slug]), sent).content)
        assert page.count('" open>') == 1
        assert page.index(f"q-{left_out.slug}") > page.index('" open>')
        # What was ticked is ticked still.
        assert [question.slug for question in signed] == re.findall(r'id="sign-([^"]+)"[^>]* checked', page)


def test_the_groups_that_vote_are_chosen_from_those_there_are(client: Client, organiser: Member) -> None:
    for name in ("Lyon", "Brest"):
        make_group(name)
    address = reverse("vote-new", args=[make_frozen_campaign().slug])
    client.force_login(organiser)
    page = text(client.get(address).content)
    assert page.index('value="brest"') < page.index('value="lyon"')
    assert "<details" not in page
    assert "Un groupe coché n’existe plus" in text(
        client.post(address, filled() | {"electing_groups": ["brest", "gone"]}).content
    )
    client.post(address, filled() | {"electing_groups": ["lyon", "brest"]})
    assert Vote.objects.get().electing_groups == ["brest", "lyon"]
    for number in range(12):
        make_group(f"Groupe {number}")
    assert "Choisir parmi les 14 groupes" in text(client.get(address).content)


@pytest.mark.parametrize("kind", ["prioritise", "overall", "free"])
def test_what_is_asked_stands_before_how_it_is_counted(client: Client, organiser: Member, kind: str) -> None:
    client.force_login(organiser)
    client.post(reverse("vote-new", args=[make_frozen_campaign().slug]), filled())
    page = text(client.get(reverse("vote-question-new", args=[Vote.objects.get().slug, kind])).content)
    assert page.index('name="text"') < page.index('name="rule"') < page.index('name="quorum"')
