"""Many at once on one seat, two closings at once, ballots that cross the close: on real connections."""

import time
from collections import Counter
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from deliberation import clock
from deliberation.journal.models import Entry
from tests.at_once import at_once
from tests.votes.builders import (
    DAY,
    cast,
    code_of,
    make_frozen_campaign,
    make_open,
    make_voters,
    move_to_close,
    questions_of,
    two_organisers,
)
from votes.actions.casting import Receipt, change_ballot
from votes.actions.closing import close_due_votes, close_vote
from votes.actions.scheduling import schedule_vote
from votes.exports import pack_bytes
from votes.models import Ballot, Mark, Vote
from votes.verifier.verifying import verify

pytestmark = pytest.mark.database
AT_ONCE = 20


@pytest.fixture(autouse=True)
def _own_store(shared_database: str, settings: Settings, tmp_path: Path) -> None:
    settings.STORE = tmp_path


def test_many_ballots_at_once_on_one_seat_leave_one() -> None:
    voter = make_voters(1)[0]
    question = questions_of(make_open())[0]
    codes = [code_of(number) for number in range(AT_ONCE)]
    found = at_once(
        partial(cast, voter, question, f"m{1 + place % 3}", code=code) for place, code in enumerate(codes)
    )
    assert Counter(each for each in found if isinstance(each, str)) == {"ballot.already-cast": AT_ONCE - 1}
    receipt = next(each for each in found if not isinstance(each, str))
    assert Mark.objects.count() == 1
    assert Ballot.objects.get().tracker == receipt.tracker


def test_one_ballot_sent_many_times_at_once_gives_one_receipt() -> None:
    voter = make_voters(1)[0]
    question = questions_of(make_open())[0]
    found = at_once([partial(cast, voter, question, "m2", code=code_of("mine"))] * AT_ONCE)
    assert len(set(found)) == 1
    assert Mark.objects.count() == Ballot.objects.count() == 1


def test_changes_at_once_leave_one_of_them_and_count_each() -> None:
    voter = make_voters(1)[0]
    question = questions_of(make_open())[0]
    receipt = cast(voter, question, "m1")
    acts = [
        partial(change_ballot, question, code=receipt.code, choices=[choice]) for choice in ("m2", "m3") * 5
    ]
    found = at_once(acts)
    ballot = Ballot.objects.get()
    assert ballot.choices in (["m2"], ["m3"])
    assert {each for each in found if isinstance(each, str)} <= {"ballot.changed-meanwhile"}
    assert ballot.version == max(each.version for each in found if not isinstance(each, str))


def test_many_members_at_once_all_get_in() -> None:
    voters = make_voters(AT_ONCE)
    question = questions_of(make_open())[0]
    found = at_once(partial(cast, voter, question, "m1") for voter in voters)
    assert not [each for each in found if isinstance(each, str)]
    assert Mark.objects.count() == Ballot.objects.count() == AT_ONCE


def test_closed_by_several_at_once_a_vote_is_sealed_and_published_once(settings: Settings) -> None:
    voters = make_voters(12)
    vote = make_open()
    for question in questions_of(vote):
        for voter in voters:
            cast(voter, question, "blank")
    move_to_close(vote)
    at_once([partial(close_vote, vote.pk), close_due_votes, partial(close_vote, vote.pk)])
    vote.refresh_from_db()
    counts = Counter(Entry.objects.values_list("code", flat=True))
    assert (counts["vote.sealed"], counts["vote.published"]) == (1, 1)
    assert Ballot.objects.count() == Mark.objects.count() == 36
    assert not verify(pack_bytes(vote.pack_digest)).findings
    assert len(list(Path(settings.STORE).glob("packs/*"))) == 1


def test_ballots_that_cross_the_close_are_counted_with_a_receipt_or_told_it_is_closed() -> None:
    voters = make_voters(AT_ONCE)
    vote = make_open()
    question = questions_of(vote)[0]
    # Half of the ballots come in before the close, half after, a seventh of a second apart.
    clock.move(vote.closes_at - clock.now() - timedelta(seconds=3))

    def later(place: int) -> Receipt:
        moment = vote.closes_at + (place - AT_ONCE / 2) * timedelta(seconds=0.15)
        while clock.now() < moment:
            time.sleep(0.02)
        return cast(voters[place], question, "m1")

    def until_closed() -> None:
        while Vote.objects.get(pk=vote.pk).sealed_at is None:
            close_vote(vote.pk)

    found = at_once([until_closed, *(partial(later, place) for place in range(AT_ONCE))])
    receipts = {each.tracker for each in found if isinstance(each, Receipt)}
    assert {each for each in found if isinstance(each, str)} == {"vote.closed"}
    assert 0 < len(receipts) < AT_ONCE
    assert set(Ballot.objects.values_list("tracker", flat=True)) == receipts
    vote.refresh_from_db()
    assert vote.tally is not None
    assert vote.tally[0]["ballots"] == len(receipts) == Mark.objects.count()


def test_a_form_sent_many_times_at_once_schedules_one_vote() -> None:
    campaign, (first, _second), now = make_frozen_campaign(), two_organisers(), clock.now()

    def send() -> int:
        vote = schedule_vote(
            first, campaign, title="À la fois", cutoff_on=timezone.localdate(now), opens_at=now + DAY,
            closes_at=now + 2 * DAY, urgent_reason="Demain", nonce="at-once",
        )  # fmt: skip
        return vote.pk

    assert len(set(at_once(send for _ in range(4)))) == 1
    assert Vote.objects.count() == 1
