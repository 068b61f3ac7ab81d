"""The two acts of a campaign: publishing the draft booklets, and freezing them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from deliberation import clock, live
from deliberation.core.chain import utc_second
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.actions.filing import ask_for_frozen_files
from proposals.actions.numbering import number_anew
from proposals.core.booklets import MOST_MEASURES, check_reason
from proposals.core.objections import check_may_freeze
from proposals.core.phases import Phase
from proposals.models import Booklet, Campaign, MeasureSource, Proposal
from proposals.queries import objections
from proposals.queries.freezing import forms_of, objections_digest
from proposals.queries.stance import waiting_in


@transaction.atomic
def publish_drafts(person: Person, campaign: Campaign, seen: int | None = None) -> None:
    """Open the draft booklets to all members; from here the board is closed and wording may still change.

    Only while sorting (`drafts.not-sorting`), with a board (`drafts.no-board`). Booklets and measures are
    numbered anew, without the gaps that mergers left. `seen` is how many measures that look mixed, neither
    parted nor verified, the person was told of: refuses when it is another number (`drafts.mixed-meanwhile`),
    so that none passes silently. The journal keeps that number, and the digest of each booklet as published.
    """
    actor = person.acting_as("organiser", campaign.group_id)
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    now = clock.now()
    if locked.stage(now).phase is not Phase.SORTING:
        raise RuleBroken("drafts.not-sorting")
    _drop_sources_not_open(locked)
    waiting = len(waiting_in(locked))
    if seen is not None and waiting != seen:
        raise RuleBroken("drafts.mixed-meanwhile", waiting=waiting)
    numbers = number_anew(locked)
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
        mixed=waiting,
        numbers={str(old): new for old, new in numbers.items()},
    )
    live.announce(f"campaign.{locked.slug}", "drafts-published")


@transaction.atomic
def freeze_booklets(person: Person, campaign: Campaign, early: str = "") -> None:
    """Freeze all booklets of a campaign: their digests enter the journal, and votes copy them.

    Only while replying (`freeze.not-replying`), and not while an objection waits for its answer
    (`freeze.objections-open`, count). Before the announced date it takes a public reason, `early`
    (`freeze.before-its-date`, at): members read that they may object until then. A booklet without measures
    is refused by name (`freeze.empty-booklet`): it has nothing to put to a vote; and one with more than a
    ballot can carry (`freeze.too-many-measures`), as a merger may leave it.
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
        if len(form.measures) > MOST_MEASURES:
            raise RuleBroken("freeze.too-many-measures", title=form.title, most=MOST_MEASURES)
    early = _early_reason(locked, early, now)
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
    if early:
        record(
            actor, "freeze.early", campaign=locked.slug, until=utc_second(locked.freezing_at), reason=early
        )
    ask_for_frozen_files(locked, now)
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


def _early_reason(campaign: Campaign, early: str, now: datetime) -> str:
    """Why the booklets are frozen before the announced date; nothing to say from that date on."""
    if now >= campaign.freezing_at:
        return ""
    if not early.strip():
        raise RuleBroken("freeze.before-its-date", at=utc_second(campaign.freezing_at))
    return check_reason(early)


def _drop_sources_not_open(campaign: Campaign) -> None:
    """A text withdrawn or hidden since carries no measure: what is published counts open texts only."""
    behind = MeasureSource.objects.filter(measure__booklet__campaign=campaign)
    behind.exclude(proposal__state=Proposal.State.OPEN).delete()
