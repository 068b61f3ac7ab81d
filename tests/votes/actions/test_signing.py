"""Referents sign or contest the count of their group; nobody else does."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from deliberation.journal.models import Entry
from deliberation.members.access import person_for
from tests.people import make_group, make_officer
from tests.proposals.refusing import refuses
from tests.votes.builders import make_ready, make_scheduled, make_voters
from votes.actions.signing import sign_count
from votes.models import CountOpinion

pytestmark = pytest.mark.django_db


def test_a_referent_contests_the_count_of_the_own_group_with_a_reason(client: Client) -> None:
    lyon, mende = make_group("Lyon"), make_group("Mende")
    make_voters(12, lyon)
    referent = make_officer("referent", "Référente", lyon)
    vote = make_ready()
    person = person_for(referent)
    with refuses("count.reason-wrong"):
        sign_count(person, vote, group=lyon, agrees=False)
    with pytest.raises(Http404):
        sign_count(person, vote, group=mende, agrees=True)
    client.force_login(referent)
    page = client.get(reverse("vote-roll", args=[vote.slug])).content.decode()
    assert "Lyon\u00a0: 12 sièges" in page
    sent = {"group": "lyon", "agrees": "no", "reason": "Nous sommes neuf."}
    assert client.post(reverse("vote-count-sign", args=[vote.slug]), sent).status_code == 302
    assert (
        client.post(reverse("vote-count-sign", args=[vote.slug]), {**sent, "group": "mende"}).status_code
        == 404
    )
    assert client.post(reverse("vote-count-sign", args=[vote.slug]), {"group": "lyon"}).status_code == 422
    facts = Entry.objects.get(code="roll.count-contested").facts
    assert facts == {"vote": vote.slug, "group": "lyon", "reason": "Nous sommes neuf."}
    sign_count(person, vote, group=lyon, agrees=True)
    assert CountOpinion.objects.get().agrees
    assert "effectif confirmé" in client.get(reverse("vote-roll", args=[vote.slug])).content.decode()


def test_there_is_nothing_to_sign_before_the_freeze() -> None:
    lyon = make_group("Lyon")
    person = person_for(make_officer("referent", "Référente", lyon))
    with refuses("count.no-roll-yet"):
        sign_count(person, make_scheduled(), group=lyon, agrees=True)
