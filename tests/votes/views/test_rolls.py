"""The pages of a roll: for everybody, for the own seat in its three outcomes, for claims."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from deliberation import clock
from deliberation.journal.models import StaffRead
from deliberation.members.models import Member
from tests.people import make_group, make_member
from tests.votes.builders import (
    DAY,
    cast,
    make_ready,
    make_scheduled,
    make_voters,
    move_to_close,
    move_to_opening,
    questions_of,
)
from tests.votes.views.test_casting import text
from votes.actions.closing import close_due_votes
from votes.actions.forgetting import forget_seats
from votes.core.electorate import Conditions
from votes.models import Claim, Seat, Vote

pytestmark = pytest.mark.django_db


def closed_vote(voters: int = 12) -> Vote:
    """A published vote: ten vote on the first question, the last two abstain."""
    people = make_voters(voters, make_group("Lyon"))
    vote = make_ready()
    move_to_opening(vote)
    question = questions_of(vote)[0]
    for member in people[:10]:
        cast(member, question, question.options.all()[0].code)
    move_to_close(vote)
    close_due_votes()
    vote.refresh_from_db()
    return vote


def page(client: Client, name: str, *arguments: str) -> str:
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == 200
    return text(answer.content)


def test_before_the_roll_its_organisers_see_who_would_be_on_it_and_others_do_not(
    client: Client, organiser: Member, member: Member
) -> None:
    make_voters(11, make_group("Lyon"))
    vote = make_scheduled(conditions=Conditions(groups=("lyon",), membership_days=30))
    client.force_login(organiser)
    seen = page(client, "vote-roll", vote.slug)
    assert "11 sièges." in seen
    assert "Appartenir à l’un de ces groupes\u00a0: Lyon." in seen
    assert '<th scope="row">Lyon</th>' in seen  # its name, where the roll holds the slug
    assert "n’est dans aucun des groupes qui votent" in seen
    assert "Être membre depuis 30 jours au moins à cette date." in seen
    client.force_login(member)
    assert client.get(reverse("vote-roll", args=[vote.slug])).status_code == 404  # not confirmed yet


def test_whoever_is_left_out_reads_why_and_how_to_claim(client: Client) -> None:
    make_voters(3)
    late = make_member("Tardive", joined_on=clock.now().date())
    vote = make_ready()
    client.force_login(late)
    seen = page(client, "vote-seat", vote.slug)
    assert "Vous n’êtes pas sur la liste" in seen
    assert "a rejoint l’organisation après le jour de référence" in seen
    assert "Réclamer un siège" in seen
    sent = {"kind": "missing", "text": "J’étais là avant."}
    assert client.post(reverse("vote-claim", args=[vote.slug]), sent).status_code == 302
    assert "attend la réponse de deux organisateurs" in page(client, "vote-seat", vote.slug)
    assert client.post(reverse("vote-claim", args=[vote.slug]), {"kind": "marked"}).status_code == 422
    offered = re.findall('name="kind" value="([a-z-]+)"', page(client, "vote-claim", vote.slug))
    assert offered == ["missing", "count-wrong"]
    move_to_opening(vote)
    assert "la liste ne change plus pour personne" in page(client, "vote-seat", vote.slug)


def test_organisers_answer_on_the_page_and_the_reading_is_logged(
    client: Client, organiser: Member, second_organiser: Member
) -> None:
    vote = make_ready()
    member = make_member("Oubliée")
    claim = Claim.objects.create(
        vote=vote, member=member, kind="missing", text="Et moi ?", filed_at=clock.now()
    )
    client.force_login(organiser)
    seen = page(client, "vote-claims", vote.slug)
    assert "Oubliée" in seen
    assert (StaffRead.objects.get().code, StaffRead.objects.get().subject) == ("claims.read", vote.slug)
    propose, sign = (
        reverse(f"vote-claim-{act}", args=[vote.slug, claim.name]) for act in ("propose", "sign")
    )
    empty = client.post(propose, {"outcome": "accepted"})
    assert empty.status_code == 422
    assert f'<a href="#{claim.name}-reason">' in empty.content.decode()
    assert client.post(propose, {"outcome": "accepted", "reason": "Adhésion retrouvée."}).status_code == 302
    assert client.post(sign).status_code == 409
    other = make_member("Oubliée aussi")
    Claim.objects.create(vote=vote, member=other, kind="missing", text="Moi aussi", filed_at=clock.now())
    ids = re.findall(r' id="([^"]+)"', client.get(reverse("vote-claims", args=[vote.slug])).content.decode())
    assert len(ids) == len(set(ids))
    client.force_login(second_organiser)
    assert client.post(sign).status_code == 302
    assert "acceptée" in page(client, "vote-claims", vote.slug)
    assert Seat.objects.filter(vote=vote, member=member).exists()
    client.logout()
    client.force_login(member)
    assert "Vous êtes sur la liste" in page(client, "vote-seat", vote.slug)


def test_an_abstainers_page_reassures_and_a_voters_page_lets_claim(client: Client) -> None:
    vote = closed_vote()
    seats = {seat.member.display_name: seat.member for seat in Seat.objects.filter(vote=vote) if seat.member}
    voters = sorted(name for name in seats if name.startswith("Membre"))
    by_number = sorted(voters, key=lambda name: int(name.split()[1]))
    client.force_login(seats[by_number[-1]])
    seen = page(client, "vote-seat", vote.slug)
    assert "S’abstenir est un droit, et cette page le confirme." in seen
    assert "Ne tient pas" not in seen
    client.force_login(seats[by_number[0]])
    assert "siège marqué, un bulletin est dans l’urne" in page(client, "vote-seat", vote.slug)
    sent = {"kind": "marked", "text": "Ce n’est pas moi."}
    assert client.post(reverse("vote-claim", args=[vote.slug]), sent).status_code == 302
    client.logout()
    result = page(client, "vote-result", vote.slug)
    assert "Scrutin déclaré urgent" in result
    assert "Un siège est marqué sans que le membre ait voté" in result
    # Two organisers have no group: they alone would stand under "other", so Lyon joins them.
    assert "10 sur 14" in page(client, "vote-roll", vote.slug)


def test_the_own_seat_as_a_file_is_for_its_member_alone_and_goes_with_the_salts(client: Client) -> None:
    vote = closed_vote()
    seat = Seat.objects.filter(vote=vote).exclude(member__offices__kind="organiser")[0]
    assert seat.member is not None
    client.force_login(seat.member)
    answer = client.get(reverse("vote-seat-file", args=[vote.slug]))
    assert "no-store" in answer["Cache-Control"]
    assert json.loads(answer.content)["salt"] == seat.salt
    clock.move(30 * DAY + timedelta(hours=1))
    forget_seats()
    assert client.get(reverse("vote-seat-file", args=[vote.slug])).status_code == 404
    assert "Les sièges de ce scrutin sont effacés" in page(client, "vote-seat", vote.slug)


def test_no_page_of_a_roll_asks_more_of_a_larger_one(
    client: Client, observer: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    vote = closed_vote(40)
    client.force_login(observer)
    for name, most in (("vote-roll", 16), ("vote-draws", 8), ("vote-seat", 15), ("vote-result", 11)):
        with django_assert_max_num_queries(most):
            page(client, name, vote.slug)


def test_days_of_joining_are_a_file_for_who_watches(client: Client, observer: Member, member: Member) -> None:
    vote = make_ready()
    address = reverse("vote-growth", args=[vote.slug])
    client.force_login(member)
    assert client.get(address).status_code == 404
    client.force_login(observer)
    assert client.get(address).content.decode().startswith("joined_on,seats\r\n")


def test_who_has_a_seat_is_not_asked_whether_one_is_missing(client: Client) -> None:
    member = make_voters(3)[0]
    vote = make_ready()
    client.force_login(member)
    offered = re.findall('name="kind" value="([a-z-]+)"', page(client, "vote-claim", vote.slug))
    assert offered == ["group-wrong", "count-wrong"]
    sent = {"kind": "missing", "text": "Et moi ?"}
    answer = client.post(reverse("vote-claim", args=[vote.slug]), sent)
    assert answer.status_code == 422
    assert "Cela ne se réclame pas" in text(answer.content)


def test_without_claims_organisers_read_until_when_they_may_come(client: Client, organiser: Member) -> None:
    vote = make_ready()
    client.force_login(organiser)
    seen = page(client, "vote-claims", vote.slug)
    assert "Les membres réclament jusqu’à l’ouverture, " in seen
    assert "Aucune réclamation n’a été déposée" not in seen
    move_to_opening(vote)
    assert "Les membres réclament" not in page(client, "vote-claims", vote.slug)
