"""The demo's finished vote: invented members vote as they would on the pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from deliberation import clock
from deliberation.core.lots import below, numbers, shuffled
from deliberation.members.access import Person, person_for
from deliberation.members.models import Member
from frontend.demo.rolls import contest_and_draw
from proposals.models import Campaign
from votes.actions.casting import cast_ballot
from votes.actions.closing import close_due_votes
from votes.actions.rolling import freeze_roll, prepare_roll
from votes.actions.scheduling import confirm_vote, schedule_vote
from votes.core.choices import BLANK, Choices
from votes.core.codes import CHANGE_BYTES, change_code
from votes.core.electorate import Conditions
from votes.models import Question, Seat, Vote


def hold_vote(first: Person, second: Person, campaign: Campaign, voters: int, seed: str) -> None:
    """Schedule, confirm, freeze the roll, vote and close, each at its date."""
    campaign.refresh_from_db()
    vote = schedule_vote(
        first,
        campaign,
        title="Quelles mesures d’abord ?",
        cutoff_on=timezone.localdate(clock.now()),
        opens_at=campaign.voting_at,
        closes_at=campaign.closing_at,
        conditions=Conditions(membership_days=30),
    )
    confirm_vote(second, vote)
    prepare_roll(first, Vote.objects.get(pk=vote.pk))
    freeze_roll(second, Vote.objects.get(pk=vote.pk))
    contest_and_draw(first, second, Vote.objects.get(pk=vote.pk))
    clock.move(campaign.voting_at - clock.now() + timedelta(hours=1))
    _cast(Vote.objects.get(pk=vote.pk), voters, seed)
    clock.move(campaign.closing_at - clock.now() + timedelta(minutes=1))
    close_due_votes()


def electors(vote: Vote, seed: str) -> list[Member]:
    """The members on the roll of a vote, in an order drawn from the seed."""
    seats = Seat.objects.filter(vote=vote, member__isnull=False).select_related("member")
    return [seat.member for seat in shuffled(list(seats.order_by("commitment")), seed) if seat.member]


def _cast(vote: Vote, voters: int, seed: str) -> None:
    questions = list(Question.objects.filter(vote=vote).select_related("vote").prefetch_related("options"))
    for member in electors(vote, f"{seed} voters")[:voters]:
        person = person_for(member)
        row = numbers(f"{seed} {member.reference}")
        for question in questions:
            if below(row, 12) == 0:
                continue  # one in twelve skips a question
            secret = hashlib.sha256(f"{seed} {member.reference} {question.slug}".encode()).digest()
            choices = _choices(question, row)
            cast_ballot(person, question, choices=choices, code=change_code(secret[:CHANGE_BYTES]))


def _choices(question: Question, row: Iterator[int]) -> Choices:
    """What one voter chooses: the first options more often, one blank ballot in fifteen."""
    if question.blank and below(row, 15) == 0:
        return BLANK
    options = [option.code for option in question.options.all()]
    # The lesser of two draws: preferences are uneven, as in life.
    wanted = {min(below(row, len(options)), below(row, len(options))) for _ in range(question.most)}
    return tuple(options[at] for at in sorted(wanted))
