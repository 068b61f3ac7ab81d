"""Plain builders of votes: frozen booklets, a vote of two organisers, its roll, its ballots."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from deliberation import clock
from deliberation.core.actors import OPERATOR
from deliberation.core.canonical import digest
from deliberation.core.names import random_name
from deliberation.journal.actions import record
from deliberation.members.access import Person, person_for
from deliberation.members.models import Group, Member
from proposals.models import Booklet, Campaign, Measure, Run
from proposals.queries.freezing import form_of
from tests.people import make_member, make_officer
from tests.proposals.builders import make_campaign
from votes.actions.allowing import allow_changes
from votes.actions.asking import add_questions
from votes.actions.casting import Receipt, cast_ballot
from votes.actions.closing import close_vote
from votes.actions.planning import Plan, Terms
from votes.actions.rolling import freeze_roll, prepare_roll
from votes.actions.scheduling import confirm_vote, schedule_vote
from votes.core.codes import CHANGE_BYTES, change_code
from votes.core.electorate import NO_CONDITIONS, Conditions
from votes.models import Question, Vote

DAY = timedelta(days=1)
BOOKLETS = (
    ("Eau et rivières", ("Réparer les réseaux", "Une régie publique", "Rendre leurs méandres aux rivières")),
    ("Se loger", ("Encadrer les loyers", "Rénover avant de bâtir")),
    ("L’école", ("Des cantines gratuites",)),
)
_count = itertools.count(1)


def make_frozen_campaign(
    booklets: Sequence[tuple[str, Sequence[str]]] = BOOKLETS, group: Group | None = None
) -> Campaign:
    """A campaign whose booklets are frozen as `freeze_booklets` leaves them, with their journal entries."""
    campaign = make_campaign("frozen", group=group)
    run = Run.objects.create(
        campaign=campaign, number=1, requested_at=clock.now(), settings={}, state="done",
        result_digest=digest(["result", campaign.slug]),
    )  # fmt: skip
    for number, (title, measures) in enumerate(booklets, start=1):
        slug = f"livret-{number}"
        booklet = Booklet.objects.create(
            campaign=campaign, slug=slug, number=number, title=title, run=run, cluster=number
        )
        for place, text in enumerate(measures, start=1):
            Measure.objects.create(booklet=booklet, number=place, title=text)
        frozen = form_of(booklet).digest()
        Booklet.objects.filter(pk=booklet.pk).update(frozen_at=campaign.frozen_at, digest=frozen)
        with transaction.atomic():
            record(
                OPERATOR, "booklet.frozen", campaign=campaign.slug, booklet=slug, title=title, digest=frozen
            )
    return campaign


def two_organisers(group: Group | None = None) -> tuple[Person, Person]:
    """Two persons who organise, new each time."""
    number = next(_count)
    names = (f"Inès {number}", f"Tom {number}")
    first, second = (person_for(make_officer("organiser", name, group)) for name in names)
    return first, second


def make_scheduled(
    campaign: Campaign | None = None,
    by: Person | None = None,
    days: int = 5,
    opens_in: timedelta = DAY,
    urgent_reason: str = "Une réponse est attendue avant la fin de la semaine.",
    conditions: Conditions = NO_CONDITIONS,
    usual: bool = True,
) -> Vote:
    """A vote scheduled by one organiser, declared urgent: it opens tomorrow and lasts `days`."""
    now = clock.now()
    return schedule_vote(
        by or two_organisers()[0],
        campaign or make_frozen_campaign(),
        title="Quelles mesures d’abord ?",
        cutoff_on=timezone.localdate(now) - DAY,
        opens_at=now + opens_in,
        closes_at=now + opens_in + days * DAY,
        conditions=conditions,
        urgent_reason=urgent_reason,
        nonce=random_name(20),
        usual=usual,
    )


def make_ready(
    members: Iterable[Member] = (), campaign: Campaign | None = None, group: Group | None = None
) -> Vote:
    """A vote confirmed with its roll frozen, each act by its organiser; it opens tomorrow.

    `members` are made by the caller before: the roll holds everybody of the scope.
    """
    list(members)
    first, second = two_organisers(group)
    vote = make_scheduled(campaign or make_frozen_campaign(group=group), first)
    confirm_vote(second, vote)
    prepare_roll(first, vote)
    freeze_roll(second, vote)
    return Vote.objects.get(pk=vote.pk)


def make_open(campaign: Campaign | None = None, group: Group | None = None) -> Vote:
    """A vote that is open now, for everybody who is a member when this is called."""
    vote = make_ready(campaign=campaign, group=group)
    move_to_opening(vote)
    return vote


def make_final() -> Vote:
    """A vote that is open now, whose ballots cannot be changed."""
    first, second = two_organisers()
    vote = make_scheduled(by=first)
    allow_changes(first, vote, allowed=False)
    confirm_vote(second, vote)
    prepare_roll(first, vote)
    freeze_roll(second, vote)
    move_to_opening(vote)
    return Vote.objects.get(pk=vote.pk)


def make_open_asking(*asked: tuple[Plan, Terms], campaign: Campaign | None = None) -> Vote:
    """A vote that is open now and asks what the plans say, and nothing else."""
    first, second = two_organisers()
    vote = make_scheduled(campaign, first, usual=False)
    for plan, terms in asked:
        add_questions(first, vote, plan, terms)
    confirm_vote(second, vote)
    prepare_roll(first, vote)
    freeze_roll(second, vote)
    vote = Vote.objects.get(pk=vote.pk)
    move_to_opening(vote)
    return vote


def close(vote: Vote) -> Vote:
    """The vote, closed, counted and published."""
    move_to_close(vote)
    close_vote(vote.pk)
    return Vote.objects.get(pk=vote.pk)


def make_voters(number: int, group: Group | None = None) -> list[Member]:
    """So many members who joined long ago."""
    return [make_member(f"Membre {next(_count)}", group=group) for _ in range(number)]


def move_to_opening(vote: Vote) -> None:
    """Put the clock one minute after the opening."""
    clock.move(vote.opens_at - clock.now() + timedelta(minutes=1))


def move_to_close(vote: Vote) -> None:
    """Put the clock one second after the close."""
    clock.move(vote.closes_at - clock.now() + timedelta(seconds=1))


def questions_of(vote: Vote) -> list[Question]:
    """The questions of a vote with their options and their vote at hand."""
    rows = Question.objects.filter(vote=vote).select_related("vote").prefetch_related("options")
    return list(rows)


def code_of(seed: object) -> str:
    """A change code made from anything, the same each time."""
    return change_code(hashlib.sha256(str(seed).encode()).digest()[:CHANGE_BYTES])


def cast(member: Member, question: Question, *choices: str, code: str = "") -> Receipt:
    """The member's ballot, as the page would cast it."""
    code = code or code_of((member.pk, question.pk))
    return cast_ballot(person_for(member), question, choices=choices, code=code)
