"""A rehearsal: ballots go in as in a vote, are thrown away at the close, and the journal says how many."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from deliberation import clock
from deliberation.journal.models import Entry
from tests.votes.builders import (
    DAY,
    cast,
    make_frozen_campaign,
    make_voters,
    move_to_close,
    move_to_opening,
    questions_of,
    two_organisers,
)
from tests.votes.views.test_casting import text
from votes.actions.closing import close_due_votes, close_vote
from votes.actions.rolling import freeze_roll, prepare_roll
from votes.actions.scheduling import confirm_vote, schedule_vote
from votes.core.stages import Stage
from votes.models import Ballot, Mark, Vote
from votes.queries.definitions import definition_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def rehearsal(settings: Settings, tmp_path: Path) -> Vote:
    settings.STORE = tmp_path
    voters = make_voters(12)
    first, second = two_organisers()
    now = clock.now()
    vote = schedule_vote(
        first, make_frozen_campaign(), title="Essai", rehearsal=True,
        cutoff_on=timezone.localdate(now) - DAY, opens_at=now + 5 * DAY, closes_at=now + 6 * DAY,
    )  # fmt: skip
    confirm_vote(second, vote)
    prepare_roll(first, vote)
    freeze_roll(second, vote)
    vote.refresh_from_db()
    move_to_opening(vote)
    for member in voters:
        cast(member, questions_of(vote)[0], "m1")
    return vote


def test_the_definition_declares_it_so_that_nobody_can_call_it_a_vote_later(rehearsal: Vote) -> None:
    assert definition_of(rehearsal).published()["rehearsal"] is True
    Vote.objects.filter(pk=rehearsal.pk).update(rehearsal=False)
    rehearsal.refresh_from_db()
    assert definition_of(rehearsal).digest() != rehearsal.digest


def test_its_ballots_are_thrown_away_and_only_their_number_is_said(rehearsal: Vote) -> None:
    move_to_close(rehearsal)
    assert close_due_votes() == 1
    rehearsal.refresh_from_db()
    assert rehearsal.stage(clock.now()) is Stage.REHEARSED
    assert not Ballot.objects.exists()
    assert not Mark.objects.exists()
    assert (rehearsal.tally, rehearsal.pack_digest, rehearsal.sealed_at) == (None, "", None)
    facts = Entry.objects.get(code="vote.rehearsed").facts
    slugs = [question.slug for question in questions_of(rehearsal)]
    assert facts["ballots"] == {slugs[0]: 12, slugs[1]: 0, slugs[2]: 0}
    assert close_due_votes() == 0
    close_vote(rehearsal.pk)  # twice is once
    assert Entry.objects.filter(code="vote.rehearsed").count() == 1


def test_it_has_no_result_and_every_page_of_it_says_what_it_is(client: Client, rehearsal: Vote) -> None:
    client.force_login(make_voters(1)[0])
    for name in ("vote", "vote-observe", "vote-roll"):
        assert "Ceci est une répétition" in text(client.get(reverse(name, args=[rehearsal.slug])).content)
    move_to_close(rehearsal)
    close_due_votes()
    page = text(client.get(reverse("vote", args=[rehearsal.slug])).content)
    assert "12 bulletins au plus par question" in page
    assert "tous jetés sans être comptés" in page
    assert client.get(reverse("vote-result", args=[rehearsal.slug])).status_code == 302
    assert client.get(reverse("vote-pack", args=[rehearsal.slug])).status_code == 404
