"""Who may see which vote, and who may do what in it; "not yours" and "does not exist" look alike (Http404).

Before the close nobody may see a count; after the publication everybody sees everything that is published.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.members.access import Person
from deliberation.pace import count_times
from votes.core.stages import Stage, check_changes, check_open
from votes.models import Claim, Draw, Question, Seat, Vote
from votes.queries.asked import question_of, seated_in, with_questions

# Offices that see a vote of their scope before its result is public.
WATCHING_OFFICES = ("organiser", "observer")
# An empty Q adds nothing to a union: this one means every row.
ALL = Q(pk__isnull=False)
MOST_TRIES = 10
TRIES_EVERY = 60  # seconds
MOST_REASONS = 5
REASONS_EVERY = 24 * 3600  # seconds


def votes_for(person: Person) -> QuerySet[Vote]:
    """The votes a person may see: published ones, confirmed ones of the own scope, all for its organisers.

    And those where the person has a seat: who changes group after the roll is frozen still votes.
    """
    seen = Q(published_at__isnull=False)
    if person.member is not None:
        confirmed = Q(confirmed_at__isnull=False)
        own = Seat.objects.filter(member=person.member).values("vote")
        seated = Q(roll_frozen_at__isnull=False, pk__in=own)
        seen |= confirmed & (Q(campaign__group=None) | Q(campaign__group_id=person.member.group_id) | seated)
        for held in person.offices:
            if held.kind in WATCHING_OFFICES:
                scope = ALL if held.group_id is None else Q(campaign__group_id=held.group_id)
                seen |= scope if held.kind == "organiser" else scope & confirmed
    return Vote.objects.filter(seen).select_related("campaign__group")


def get_vote_for(person: Person, slug: str) -> Vote:
    """A vote the person may see, with its campaign, questions and options; raises Http404.

    Three queries; one once the vote was confirmed, in a process that has seen it.
    """
    return _first(votes_for(person).filter(slug=slug))


def get_vote_to_organise(person: Person, slug: str) -> Vote:
    """A vote of a campaign that the person organises; raises Http404."""
    vote = get_vote_for(person, slug)
    if not organises(person, vote):
        raise Http404
    return vote


def get_vote_to_observe(person: Person, slug: str) -> Vote:
    """A vote that the person observes; raises Http404."""
    vote = get_vote_for(person, slug)
    if not observes(person, vote):
        raise Http404
    return vote


def get_published_vote(slug: str) -> Vote:
    """A vote whose result is public, for anybody; raises Http404 before the publication."""
    votes = Vote.objects.filter(slug=slug, published_at__isnull=False).select_related("campaign__group")
    return _first(votes)


def get_question_to_answer(person: Person, vote_slug: str, slug: str) -> Question:
    """A question of a vote that the person may see; raises Http404.

    Whether the vote is open and the person on its roll is the cast's to say. Whoever has a seat sees its
    vote, and costs one plain query here.
    """
    vote = seated_in(person.member, vote_slug) if person.member else None
    if vote is None:
        return _question_of(get_vote_for(person, vote_slug), slug)
    question = question_of(vote, slug)
    if question is None:
        raise Http404
    return question


def get_open_vote(slug: str) -> Vote:
    """A vote that is open now, for whoever asks, signed in or not.

    Raises Http404 before the opening, RuleBroken `vote.closed` once it is over.
    """
    held = Vote.objects.filter(slug=slug, confirmed_at__isnull=False, roll_frozen_at__isnull=False)
    vote = _first(held.select_related("campaign__group"))
    standing = vote.stage(clock.now())
    if standing in (Stage.PREPARING, Stage.ANNOUNCED):
        raise Http404
    check_open(standing)
    return vote


def get_open_question(vote_slug: str, slug: str) -> Question:
    """A question of a vote that is open now; raises as `get_open_vote`."""
    return _question_of(get_open_vote(vote_slug), slug)


def get_vote_to_change(slug: str) -> Vote:
    """A vote whose ballots may be changed now, by whoever holds a code, signed in or not.

    Raises RuleBroken `ballot.final` where none may, and as `get_open_vote`.
    """
    vote = get_open_vote(slug)
    check_changes(vote.stage(clock.now()), vote.changes)
    return vote


def get_question_to_change(vote_slug: str, slug: str) -> Question:
    """A question of a vote whose ballots may be changed now; raises as `get_vote_to_change`."""
    return _question_of(get_vote_to_change(vote_slug), slug)


def get_claim_to_answer(vote: Vote, name: str) -> Claim:
    """A claim of a vote that the person organises, with its vote; raises Http404."""
    claim = Claim.objects.filter(vote=vote, name=name).select_related("vote__campaign").first()
    if claim is None:
        raise Http404
    return claim


def get_draw(vote: Vote, name: str) -> Draw:
    """A draw of seats of a vote that the person may see, with its vote; raises Http404."""
    draw = Draw.objects.filter(vote=vote, name=name).select_related("vote__campaign__group").first()
    if draw is None:
        raise Http404
    return draw


def organises(person: Person, vote: Vote) -> bool:
    """Whether the person holds the organiser's office for the scope of the vote."""
    return person.holds("organiser", vote.campaign.group_id)


def observes(person: Person, vote: Vote) -> bool:
    """Whether the person holds the observer's office for the scope of the vote."""
    return person.holds("observer", vote.campaign.group_id)


def observes_anything(person: Person) -> bool:
    """Whether the person holds an observer's office, of whatever scope."""
    return any(held.kind == "observer" for held in person.offices)


def count_try(address: str) -> None:
    """Count one try to use a change code from an address.

    Raises RuleBroken `change.too-often` above ten a minute, `change.paused` when tries cannot be
    counted: a code is not worth more guesses because Redis is away.
    """
    tries = count_times(f"change.{address}", TRIES_EVERY)
    if tries is None:
        raise RuleBroken("change.paused")
    if tries > MOST_TRIES:
        raise RuleBroken("change.too-often")


def count_reason(person: Person) -> None:
    """Count one reason of a member. Raises RuleBroken `vote-reason.too-often` above five a day,
    `vote-reason.paused` when they cannot be counted. Only how many is kept, for a day: never what, nor on
    which question.
    """
    written = count_times(f"reasons.{person.known.pk}", REASONS_EVERY)
    if written is None:
        raise RuleBroken("vote-reason.paused")
    if written > MOST_REASONS:
        raise RuleBroken("vote-reason.too-often")


def _question_of(vote: Vote, slug: str) -> Question:
    for question in vote.questions.all():
        if question.slug == slug:
            return question
    raise Http404


def _first(votes: QuerySet[Vote]) -> Vote:
    vote = votes.first()
    if vote is None:
        raise Http404
    return with_questions(vote)
