"""The two acts of a campaign: publishing the draft booklets, and freezing them."""

from __future__ import annotations

from django.db import transaction

from deliberation import clock, live
from deliberation.core.chain import utc_second
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.actions.filing import ask_for_frozen_files
from proposals.core.objections import check_may_freeze
from proposals.core.phases import Phase
from proposals.models import Booklet, Campaign, MeasureSource, Proposal
from proposals.queries import objections
from proposals.queries.freezing import forms_of, objections_digest


@transaction.atomic
def publish_drafts(person: Person, campaign: Campaign) -> None:
    """Open the draft booklets to all members; from here the board is closed and wording may still change.

    Only while sorting (`drafts.not-sorting`), with a board (`drafts.no-board`). The journal keeps the
    digest of each booklet as published, by its address.
    """
    actor = person.acting_as("organiser", campaign.group_id)
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    now = clock.now()
    if locked.stage(now).phase is not Phase.SORTING:
        raise RuleBroken("drafts.not-sorting")
    _drop_sources_not_open(locked)
    forms = forms_of(locked)
    if not forms:
        raise RuleBroken("drafts.no-board")
    Campaign.objects.filter(pk=locked.pk).update(drafts_published_at=now)
    record(
        actor,
        "drafts.published",
        campaign=locked.slug,
        booklets=len(forms),
        digests={str(form.number): form.digest() for form in forms},
    )
    live.announce(f"campaign.{locked.slug}", "drafts-published")


@transaction.atomic
def freeze_booklets(person: Person, campaign: Campaign) -> None:
    """Freeze all booklets of a campaign: their digests enter the journal, and votes copy them.

    Only while replying (`freeze.not-replying`), and not while an objection waits for its answer
    (`freeze.objections-open`, count). A booklet without measures is refused by name
    (`freeze.empty-booklet`): it has nothing to put to a vote.
    """
    actor = person.acting_as("organiser", campaign.group_id)
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    now = clock.now()
    if locked.stage(now).phase is not Phase.REPLYING:
        raise RuleBroken("freeze.not-replying")
    figures = objections.figures_of(locked)
    check_may_freeze(figures.still_open)
    _drop_sources_not_open(locked)
    forms = forms_of(locked)
    for form in forms:
        if not form.measures:
            raise RuleBroken("freeze.empty-booklet", title=form.title)
    Campaign.objects.filter(pk=locked.pk).update(frozen_at=now)
    # How many objections there were, and until when they were announced: a freeze may come early.
    record(
        actor,
        "objections.closed",
        campaign=locked.slug,
        until=utc_second(locked.freezing_at),
        made=figures.standing + figures.withdrawn,
        withdrawn=figures.withdrawn,
        accepted=figures.accepted,
        partly=figures.partly,
        refused=figures.refused,
        digest=objections_digest(locked),
    )
    ask_for_frozen_files(Booklet.objects.filter(campaign=locked), now)
    # One entry a booklet: a verifier looks for the digest that stands on a ballot.
    for form in forms:
        Booklet.objects.filter(campaign=locked, slug=form.slug).update(frozen_at=now, digest=form.digest())
        record(
            actor,
            "booklet.frozen",
            campaign=locked.slug,
            booklet=form.slug,
            title=form.title,
            measures=len(form.measures),
            digest=form.digest(),
        )
    live.announce(f"campaign.{locked.slug}", "booklets-frozen")


def _drop_sources_not_open(campaign: Campaign) -> None:
    """A text withdrawn or hidden since carries no measure: what is published counts open texts only."""
    behind = MeasureSource.objects.filter(measure__booklet__campaign=campaign)
    behind.exclude(proposal__state=Proposal.State.OPEN).delete()
