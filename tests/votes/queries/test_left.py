"""What votes leave to do, for whom."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from deliberation import clock
from deliberation.members.access import VISITOR, Person, person_for
from deliberation.members.models import Member
from frontend.wording import left_words
from tests.people import make_member
from tests.votes.builders import (
    cast,
    make_frozen_campaign,
    make_open,
    make_ready,
    make_scheduled,
    make_voters,
    move_to_close,
    move_to_opening,
    questions_of,
    two_organisers,
)
from votes.actions.closing import close_vote
from votes.actions.rolling import freeze_roll, prepare_roll
from votes.actions.scheduling import confirm_vote
from votes.models import Vote
from votes.queries.left import left_for

pytestmark = pytest.mark.django_db


def codes(person: Person) -> list[str]:
    return [left.code for left in left_for(person, clock.now())]


def test_a_member_has_the_questions_of_open_votes_left() -> None:
    voter = make_voters(1)[0]
    person = person_for(voter)
    vote = make_ready()
    assert codes(person) == []
    move_to_opening(vote)
    left = left_for(person, clock.now())[0]
    assert (left.code, left.at, left.facts["n"]) == ("vote.to-cast", vote.closes_at, 3)
    assert "3" in left_words(left).sentence
    first, *others = questions_of(vote)
    cast(voter, first, "m1")
    assert left_for(person, clock.now())[0].facts["n"] == 2
    for question, choice in zip(others, ("m1", "b1"), strict=True):
        cast(voter, question, choice)
    left = left_for(person, clock.now())[0]
    assert (left.code, left.done) == ("vote.all-cast", True)


def test_who_has_no_seat_and_who_visits_have_nothing(member: Member) -> None:
    make_open()
    assert codes(person_for(make_member("Arrivé depuis"))) == []
    assert codes(VISITOR) == []


def test_frozen_booklets_wait_for_a_vote() -> None:
    first, _second = two_organisers()
    campaign = make_frozen_campaign()
    left = left_for(first, clock.now())[0]
    assert (left.code, left.at) == ("vote.to-schedule", campaign.voting_at)
    assert campaign.title in left_words(left).title
    assert codes(person_for(make_member("Membre"))) == []
    vote = make_scheduled(by=first, campaign=campaign)
    assert codes(first) == ["roll.to-prepare"]
    Vote.objects.filter(pk=vote.pk).update(not_held_at=clock.now())
    assert codes(first) == ["vote.to-schedule"]


def test_organisers_wait_for_each_other() -> None:
    first, second = two_organisers()
    vote = make_scheduled(by=first)
    assert codes(first) == ["roll.to-prepare"]
    assert codes(second) == ["vote.to-confirm", "roll.to-prepare"]
    prepare_roll(first, vote)
    assert codes(first) == []
    assert codes(second) == ["vote.to-confirm", "roll.to-freeze"]
    confirm_vote(second, vote)
    freeze_roll(second, vote)
    assert codes(first) == codes(second) == []


def test_a_published_result_is_to_verify_for_a_fortnight(
    observer: Member, settings: Settings, tmp_path: Path
) -> None:
    settings.STORE = tmp_path
    voter = make_voters(1)[0]
    vote = make_open()
    move_to_close(vote)
    close_vote(vote.pk)
    assert codes(person_for(voter)) == codes(person_for(observer)) == ["vote.to-verify"]
    assert codes(person_for(make_member("Arrivé depuis"))) == []
    clock.move(timedelta(days=15))
    assert codes(person_for(voter)) == []


def test_it_is_read_with_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    voter = person_for(make_voters(1)[0])
    campaign = make_frozen_campaign()
    votes = [make_ready(campaign=campaign) for _ in range(4)]
    move_to_opening(votes[-1])
    with django_assert_max_num_queries(5):
        assert codes(voter) == ["vote.to-cast"] * 4
