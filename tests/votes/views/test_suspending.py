"""The pages of a suspended vote: everyone reads what is missing, two organisers decide."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from deliberation import clock
from deliberation.core.outside import Gap, Reached
from deliberation.members.models import Member
from tests.people import make_officer
from tests.votes.builders import cast, code_of, make_open, make_voters, questions_of
from tests.votes.views.test_casting import address, hidden, text
from votes.actions.suspending import suspend_votes
from votes.core.stages import Stage
from votes.models import Ballot, Question, Vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def voter(db: None) -> Member:
    return make_voters(2)[0]


@pytest.fixture
def question(voter: Member) -> Question:
    return questions_of(make_open())[0]


def suspend(vote: Vote) -> None:
    """As a backup from an hour ago would."""
    now = clock.now().replace(microsecond=0)
    known = Reached("a" * 64, 41, "b" * 64, 900, (now - timedelta(minutes=1)).isoformat())
    found = Reached("a" * 64, 38, "c" * 64, 840, (now - timedelta(minutes=61)).isoformat())
    assert suspend_votes(Gap(known, found)) == 1
    assert suspend_votes(Gap(known, found)) == 0  # once


def page_of(client: Client, vote: Vote) -> str:
    return reverse("vote-suspension", args=[vote.slug])


def test_the_ballot_on_its_way_is_not_recorded_and_keeps_its_choice_on_the_page(
    client: Client, voter: Member, question: Question
) -> None:
    client.force_login(voter)
    review = text(client.post(address("ballot-review", question), {"choices": "m1"}).content)
    suspend(question.vote)
    sent = {"choices": "m1", "code": hidden(review, "code")}
    answer = client.post(address("ballot-cast", question), sent)
    page = text(answer.content)
    assert answer.status_code == 409
    assert "votre bulletin n’est pas enregistré" in page
    assert "le scrutin est suspendu depuis le" in page
    assert "Gardez vos codes" in page
    assert "Réparer les réseaux" in page
    assert not Ballot.objects.exists()
    changing = client.get(reverse("vote-change", args=[question.vote.slug]))
    assert changing.status_code == 409


def test_the_vote_its_campaign_and_the_list_say_so(client: Client, voter: Member, question: Question) -> None:
    vote = question.vote
    suspend(vote)
    client.force_login(voter)
    for name, args in (("vote", [vote.slug]), ("campaign", [vote.campaign.slug]), ("votes", [])):
        assert "suspendu" in text(client.get(reverse(name, args=args)).content)
    page = text(client.get(page_of(client, vote)).content)
    assert "soit 60 minutes" in page
    assert "Proposer" not in page
    assert client.post(page_of(client, vote), {"outcome": "annul", "reason": "x"}).status_code == 404


def test_two_organisers_annul_it_and_one_alone_cannot(
    client: Client, voter: Member, question: Question, organiser: Member, second_organiser: Member
) -> None:
    vote = question.vote
    cast(voter, question, "m1", code=code_of("mine"))
    suspend(vote)
    client.force_login(organiser)
    assert "Scrutin suspendu" in text(client.get(reverse("home")).content)
    assert client.post(page_of(client, vote), {"outcome": "annul", "reason": ""}).status_code == 422
    sent = {"outcome": "annul", "reason": "Dix bulletins manquent."}
    assert client.post(page_of(client, vote), sent).status_code == 302
    signing = reverse("vote-suspension-sign", args=[vote.slug])
    alone = client.post(signing)
    assert alone.status_code == 409
    assert "Vous avez proposé cela vous-même" in text(alone.content)
    client.force_login(second_organiser)
    assert "Signer l’annulation" in text(client.get(page_of(client, vote)).content)
    assert client.post(signing).status_code == 302
    vote.refresh_from_db()
    assert vote.stage(clock.now()) is Stage.ANNULLED
    page = text(client.get(page_of(client, vote)).content)
    assert "Dix bulletins manquent." in page
    assert "Préparer un autre scrutin" in page
    again = text(client.get(reverse("vote-new", args=[vote.campaign.slug]), {"from": vote.slug}).content)
    assert vote.title in again
    assert "Ce scrutin est annulé" in text(client.get(reverse("vote", args=[vote.slug])).content)


def test_two_organisers_open_it_again_and_its_page_says_what_was_lost(
    client: Client, voter: Member, question: Question, organiser: Member, second_organiser: Member
) -> None:
    vote = question.vote
    suspend(vote)
    client.force_login(organiser)
    sent = {"outcome": "reopen", "reason": "Dix bulletins manquent.", "until": ""}
    undated = client.post(page_of(client, vote), sent)
    assert undated.status_code == 422
    assert "Donnez la nouvelle clôture, ou annulez le scrutin." in text(undated.content)
    until = (vote.closes_at + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    assert client.post(page_of(client, vote), {**sent, "until": until}).status_code == 302
    client.force_login(second_organiser)
    assert client.post(reverse("vote-suspension-sign", args=[vote.slug])).status_code == 302
    vote.refresh_from_db()
    assert vote.stage(clock.now()) is Stage.OPEN
    assert vote.first_closes_at is not None
    client.force_login(voter)
    assert "suspendu, puis rouvert" in text(client.get(reverse("vote", args=[vote.slug])).content)
    assert cast(voter, question, "m1").version == 1


def test_a_vote_that_never_was_suspended_has_no_such_page(client: Client, question: Question) -> None:
    client.force_login(make_officer("organiser", "Inès Ferrand"))
    assert client.get(page_of(client, question.vote)).status_code == 404
