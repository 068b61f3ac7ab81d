"""What is declared of a vote is read where members look: urgency, a later close, a quorum, a rehearsal."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from deliberation.members.access import person_for
from deliberation.members.models import Member
from tests.votes.builders import (
    cast,
    close,
    make_open_asking,
    make_voters,
    move_to_close,
    questions_of,
)
from tests.votes.views.test_casting import text
from votes.actions.closing import close_due_votes
from votes.actions.extending import extend_vote
from votes.actions.planning import Terms, approval, freely
from votes.models import Vote

pytestmark = pytest.mark.django_db
HALF = {"quorum": {"base": "seats", "counted": "ballots", "share": "1/2"}}
YES_OR_NO = Terms(rule="yes-no", blank=False)


def page(client: Client, name: str, *of: str) -> str:
    """A page with plain spaces."""
    answer = client.get(reverse(name, args=of))
    assert answer.status_code == 200
    return text(answer.content).replace("\u00a0", " ")


def test_urgency_and_its_reason_are_read_before_and_while_voting(client: Client) -> None:
    member = make_voters(3)[0]
    vote = make_open_asking((freely("Signer ?", (), about_persons=False), YES_OR_NO))
    assert vote.urgent_reason
    client.force_login(member)
    for name, of in (("vote", [vote.slug]), ("ballot", [vote.slug, questions_of(vote)[0].slug])):
        seen = page(client, name, *of)
        assert "Scrutin déclaré urgent" in seen
        assert f"pour cette raison : « {vote.urgent_reason} »" in seen


def test_a_later_close_is_printed_with_its_reason(client: Client, organiser: Member) -> None:
    members = make_voters(12)
    vote = make_open_asking((freely("Signer ?", (), about_persons=False), YES_OR_NO))
    until = vote.closes_at + timedelta(days=1)
    extend_vote(person_for(organiser), vote, until=until, reason="Le site a été arrêté.")
    question = questions_of(vote)[0]
    for member in members:
        cast(member, question, "yes")
    client.force_login(members[0])
    assert "Raison donnée : « Le site a été arrêté. »" in page(client, "vote", vote.slug)
    close(Vote.objects.get(pk=vote.pk))
    for name, of in (("vote-result", [vote.slug]), ("vote-question-result", [vote.slug, question.slug])):
        assert "pour cette raison : « Le site a été arrêté. »" in page(client, name, *of)


def test_a_missed_quorum_is_no_refusal(client: Client) -> None:
    members = make_voters(40)
    asked = freely("Signer ?", (), about_persons=False)
    vote = make_open_asking((asked, Terms(rule="yes-no", blank=False, settings=HALF)), (asked, YES_OR_NO))
    for question in questions_of(vote):
        for member in members[:12]:
            cast(member, question, "yes")
    close(vote)
    missed, other = questions_of(vote)
    seen = page(client, "vote-question-result", vote.slug, missed.slug)
    assert "<h1>« Signer ? » Sans effet, faute de quorum : 12 pour, 0 contre." in seen
    assert "Il fallait" not in seen[: seen.index("</h1>")]
    assert "« Signer ? » Oui : 12 pour" in page(client, "vote-question-result", vote.slug, other.slug)
    whole = page(client, "vote-result", vote.slug)
    assert whole.count("quorum non atteint") == 1


def test_questions_on_the_measures_of_one_booklet_are_told_apart(client: Client) -> None:
    member = make_voters(3)[0]
    vote = make_open_asking((approval("livret-1", each_measure=True), YES_OR_NO))
    client.force_login(member)
    seen = page(client, "vote", vote.slug)
    for question in questions_of(vote):
        assert ">" + question.text.replace("\u00a0", " ") + "</a>" in seen
    assert "Pour, contre ou abstention." in seen


def test_the_end_of_a_rehearsal_says_how_many_ballots_went(client: Client) -> None:
    members = make_voters(3)
    vote = make_open_asking((freely("Signer ?", (), about_persons=False), YES_OR_NO))
    Vote.objects.filter(pk=vote.pk).update(rehearsal=True)
    client.force_login(members[0])
    assert "Ceci est une répétition." in page(client, "vote", vote.slug)
    for member in members[:2]:
        cast(member, questions_of(vote)[0], "yes")
    move_to_close(vote)
    close_due_votes()
    seen = page(client, "vote", vote.slug)
    assert "C’était une répétition." in seen
    assert "Ceci est une répétition." not in seen
    assert "2 bulletins au plus par question" in seen
    # There will be no pack to check a seat against.
    assert "livret-verify.pyz" not in page(client, "vote-seat", vote.slug)
