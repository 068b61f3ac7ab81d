"""The pages of a vote whose ballots are final: its rule stands everywhere, no page offers a change."""

import pytest
from django.test import Client
from django.urls import reverse

from deliberation.members.models import Member
from tests.people import make_officer
from tests.votes.builders import (
    cast,
    make_final,
    make_frozen_campaign,
    make_voters,
    move_to_close,
    questions_of,
)
from tests.votes.views.test_casting import address, hidden, text
from tests.votes.views.test_preparing import filled
from votes.actions.closing import close_vote
from votes.models import Question, Vote

RULE = "un bulletin mis dans l’urne ne se change plus"


@pytest.fixture
def voter(client: Client, db: None) -> Member:
    member = make_voters(2)[0]
    client.force_login(member)
    return member


@pytest.fixture
def question(voter: Member) -> Question:
    return questions_of(make_final())[0]


def test_the_rule_stands_on_each_page_to_the_receipt_and_no_code_is_to_be_kept(
    client: Client, question: Question
) -> None:
    vote = text(client.get(reverse("vote", args=[question.vote.slug])).content)
    ballot = text(client.get(address("ballot", question)).content)
    review = text(client.post(address("ballot-review", question), {"choices": "m1"}).content)
    sent = {"choices": "m1", "code": hidden(review, "code")}
    first, again = (client.post(address("ballot-cast", question), sent) for _ in range(2))
    receipt = text(first.content)
    assert (first.status_code, again.status_code) == (200, 200)
    for page in (vote, ballot, review, receipt):
        assert RULE in page.replace("Un bulletin", "un bulletin")
        assert reverse("vote-change", args=[question.vote.slug]) not in page
    assert "Code de changement" not in review
    assert "Numéro de suivi" in receipt
    assert "Pas de code de changement" in receipt
    voted = text(client.get(address("ballot", question)).content)
    assert "dans ce scrutin un bulletin ne se change plus" in voted


def test_the_page_that_changes_a_ballot_refuses_in_words(client: Client, question: Question) -> None:
    for name, args in (("vote-change", [question.vote.slug]),
                       ("vote-change-cast", [question.vote.slug, question.slug])):  # fmt: skip
        answer = client.post(reverse(name, args=args), {"code": "x"})
        assert answer.status_code == 409
        assert RULE in text(answer.content)


@pytest.mark.django_db(transaction=True)
def test_the_result_says_that_no_ballot_could_be_changed(client: Client) -> None:
    voter = make_voters(1)[0]
    question = questions_of(make_final())[0]
    cast(voter, question, "m1")
    move_to_close(question.vote)
    close_vote(question.vote.pk)
    result = text(client.get(reverse("vote-result", args=[question.vote.slug])).content)
    assert "Un bulletin mis dans l’urne ne pouvait plus être changé." in result


def test_organisers_choose_it_with_the_vote_or_while_it_is_drafted(client: Client, db: None) -> None:
    client.force_login(make_officer("organiser", "Inès Ferrand"))
    campaign = make_frozen_campaign()
    client.post(reverse("vote-new", args=[campaign.slug]), filled(final="on"))
    vote = Vote.objects.get(changes=False)
    page = reverse("vote-preparation", args=[vote.slug])
    assert "Permettre de changer son bulletin" in text(client.get(page).content)
    assert client.post(reverse("vote-changes", args=[vote.slug]), {"allowed": "yes"}).status_code == 302
    assert Vote.objects.filter(changes=True).exists()
    assert "Ne permettre aucun changement" in text(client.get(page).content)
