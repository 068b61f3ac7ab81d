"""Who may read what runs found, and what questions them: rivals, changes of the word lists."""

from __future__ import annotations

from django.http import Http404

from deliberation.members.access import Person
from proposals.access.campaigns import may_read_texts, moderates, organises
from proposals.models import Campaign, Proposal, Rival, Run, WordChange


def may_read_runs(person: Person, campaign: Campaign) -> bool:
    """Whether the person may read what runs found: who reads the texts; everyone once the booklets are
    frozen, not before, since a bundle holds every text. Runs and bundles name no author.
    """
    return campaign.frozen_at is not None or may_read_texts(person, campaign)


def get_campaign_of_runs_for(person: Person, slug: str) -> Campaign:
    """A campaign whose runs the person may read; raises Http404."""
    campaign = Campaign.objects.filter(slug=slug).select_related("group").first()
    if campaign is None or not may_read_runs(person, campaign):
        raise Http404
    return campaign


def get_run_for(person: Person, name: str) -> Run:
    """A run with its campaign and who asked, for who may read the campaign's runs; raises Http404.

    A trial is none: its change of words has a page of its own.
    """
    rows = Run.objects.select_related("campaign__group", "requested_by", "previous", "rival__challenged")
    run = rows.filter(name=name).exclude(kind=Run.Kind.TRIAL).first()
    if run is None or not may_read_runs(person, run.campaign):
        raise Http404
    return run


def get_run_beside_for(person: Person, run: Run, name: str) -> Run:
    """Another run of the same campaign that is done, to compare with; raises Http404."""
    other = get_run_for(person, name)
    if other.campaign_id != run.campaign_id or other.state != Run.State.DONE:
        raise Http404
    return other


def get_run_to_adopt(person: Person, name: str) -> Run:
    """An official run of a campaign that the person organises; raises Http404."""
    run = get_run_for(person, name)
    if run.kind != Run.Kind.OFFICIAL or not organises(person, run.campaign):
        raise Http404
    return run


def get_run_to_challenge(person: Person, name: str) -> Run:
    """An official run that the person may read, to file a rival one beside it; raises Http404."""
    run = get_run_for(person, name)
    if run.kind != Run.Kind.OFFICIAL:
        raise Http404
    return run


def get_rival_to_moderate(person: Person, name: str) -> Rival:
    """A rival run, by the name of its run, of a campaign that the person moderates; raises Http404."""
    run = get_run_for(person, name)
    if run.kind != Run.Kind.RIVAL or not moderates(person, run.campaign):
        raise Http404
    rival: Rival = run.rival
    return rival


def get_word_change_for(person: Person, name: str) -> WordChange:
    """A change of word lists with its trial: once confirmed, for who may read runs; before, or dropped, for
    organisers. Raises Http404.
    """
    change = WordChange.objects.select_related("campaign__group", "trial").filter(name=name).first()
    if change is None or not may_read_runs(person, change.campaign):
        raise Http404
    if change.state != WordChange.State.CONFIRMED and not organises(person, change.campaign):
        raise Http404
    return change


def get_word_change_to_decide(person: Person, name: str) -> WordChange:
    """A change of word lists of a campaign that the person organises; raises Http404."""
    change = get_word_change_for(person, name)
    if not organises(person, change.campaign):
        raise Http404
    return change


def get_explained_proposal_for(person: Person, name: str) -> Proposal:
    """A text whose placement the person may read, with its campaign; raises Http404.

    Only open texts: the reasons quote the words. Its author is not given to who may not read texts.
    """
    rows = Proposal.objects.select_related("campaign__group")
    proposal = rows.filter(name=name, state=Proposal.State.OPEN).first()
    if proposal is None or not may_read_runs(person, proposal.campaign):
        raise Http404
    return proposal
