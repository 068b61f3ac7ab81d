"""Who may object to what, read objections, and answer them."""

from __future__ import annotations

from django.http import Http404

from deliberation.members.access import Person
from proposals.access.booklets import (
    get_booklet_to_discuss,
    get_campaign_of_booklets_for,
    may_discuss,
    may_read_booklets,
    measure_of,
)
from proposals.access.campaigns import get_campaign_for, moderates, organises
from proposals.access.texts import get_proposal_for
from proposals.models import Booklet, Campaign, Measure, Objection, ObjectionAnswer, Proposal


def may_object(person: Person, campaign: Campaign) -> bool:
    """Whether the person may ever object here: a member in scope, once members may read the drafts.

    The dates, the phase and the quota are a rule's to refuse, with words.
    """
    return may_discuss(person, campaign)


def may_object_now(person: Person, campaign: Campaign) -> bool:
    """Whether a way to object is shown: a member in scope, from the drafts to the freeze."""
    return campaign.frozen_at is None and may_object(person, campaign)


def get_campaign_of_objections_for(person: Person, slug: str) -> Campaign:
    """A campaign whose objections the person may read, as its booklets; raises Http404."""
    campaign = get_campaign_of_booklets_for(person, slug)
    if not may_read_booklets(person, campaign):
        raise Http404
    return campaign


def get_campaign_to_object_to(person: Person, slug: str) -> Campaign:
    """A campaign that the person may object to as a whole; raises Http404."""
    campaign = get_campaign_for(person, slug)
    if not may_object(person, campaign):
        raise Http404
    return campaign


def get_booklet_to_object_to(person: Person, campaign_slug: str, slug: str) -> Booklet:
    """A booklet that the person may object to; raises Http404."""
    return get_booklet_to_discuss(person, campaign_slug, slug)


def get_measure_to_object_to(person: Person, campaign_slug: str, slug: str, number: int) -> Measure:
    """A measure that the person may object to; raises Http404."""
    return measure_of(get_booklet_to_object_to(person, campaign_slug, slug), number)


def get_proposal_to_object_to(person: Person, name: str) -> Proposal:
    """An open text, of anybody, to whose place the person may object; raises Http404."""
    proposal = get_proposal_for(person, name)
    if proposal.state != Proposal.State.OPEN or not may_object(person, proposal.campaign):
        raise Http404
    return proposal


def get_objection_for(person: Person, name: str) -> Objection:
    """An objection with its campaign, booklet, measure and answer, for who may read it; raises Http404.

    A withdrawn one is given too: its page says so instead of showing its words.
    """
    rows = Objection.objects.select_related("campaign__group", "booklet", "measure", "author", "answer")
    objection = rows.filter(name=name).first()
    if objection is None or not may_read_booklets(person, objection.campaign):
        raise Http404
    return objection


def get_own_objection_for(person: Person, name: str) -> Objection:
    """An objection of the person's own, whatever its state; raises Http404."""
    objection = get_objection_for(person, name)
    if person.member is None or objection.author_id != person.member.pk:
        raise Http404
    return objection


def get_objection_to_moderate(person: Person, name: str) -> Objection:
    """An objection of a campaign that the person moderates; raises Http404."""
    objection = get_objection_for(person, name)
    if not moderates(person, objection.campaign):
        raise Http404
    return objection


def get_objection_to_redress(person: Person, name: str) -> Objection:
    """An objection of a campaign that the person organises; raises Http404."""
    objection = get_objection_for(person, name)
    if not organises(person, objection.campaign):
        raise Http404
    return objection


def get_answer_to_correct(person: Person, name: str) -> ObjectionAnswer:
    """An answer of a campaign that the person organises; raises Http404."""
    answer = ObjectionAnswer.objects.select_related("campaign__group").filter(name=name).first()
    if answer is None or not organises(person, answer.campaign):
        raise Http404
    return answer
