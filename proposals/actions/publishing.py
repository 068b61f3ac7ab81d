"""The two acts of a campaign: publishing the draft booklets, and freezing them."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Prefetch

from deliberation import clock, live
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.core.booklets import FrozenBooklet, FrozenMeasure
from proposals.core.phases import Phase
from proposals.models import Booklet, Campaign, Measure, MeasureSource


@transaction.atomic
def publish_drafts(person: Person, campaign: Campaign) -> None:
    """Open the draft booklets to all members; from here the board is closed and wording may still change.

    Only while sorting (`drafts.not-sorting`), with a board (`drafts.no-board`) and no run going on
    (`run.already-going`).
    """
    actor = person.acting_as("organiser", campaign.group_id)
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    now = clock.now()
    if locked.stage(now).phase is not Phase.SORTING:
        raise RuleBroken("drafts.not-sorting")
    booklets = Booklet.objects.filter(campaign=locked).count()
    if not booklets:
        raise RuleBroken("drafts.no-board")
    Campaign.objects.filter(pk=locked.pk).update(drafts_published_at=now)
    record(actor, "drafts.published", campaign=locked.slug, booklets=booklets)
    live.announce(f"campaign.{locked.slug}", "drafts-published")


@transaction.atomic
def freeze_booklets(person: Person, campaign: Campaign) -> None:
    """Freeze all booklets of a campaign: their digests enter the journal, and votes copy them.

    Only while replying (`freeze.not-replying`). A booklet without measures is refused by name
    (`freeze.empty-booklet`): it has nothing to put to a vote and must be filled or emptied first.
    """
    actor = person.acting_as("organiser", campaign.group_id)
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    now = clock.now()
    if locked.stage(now).phase is not Phase.REPLYING:
        raise RuleBroken("freeze.not-replying")
    booklets = [(booklet, frozen_form(booklet)) for booklet in _with_contents(locked)]
    for booklet, frozen in booklets:
        if not frozen.measures:
            raise RuleBroken("freeze.empty-booklet", title=booklet.title)
    for booklet, frozen in booklets:
        Booklet.objects.filter(pk=booklet.pk).update(frozen_at=now, digest=frozen.digest())
    Campaign.objects.filter(pk=locked.pk).update(frozen_at=now)
    # One entry a booklet: a verifier looks for the digest that stands on a ballot.
    for booklet, frozen in booklets:
        record(
            actor,
            "booklet.frozen",
            campaign=locked.slug,
            booklet=booklet.slug,
            title=booklet.title,
            digest=frozen.digest(),
        )
    live.announce(f"campaign.{locked.slug}", "booklets-frozen")


def _with_contents(campaign: Campaign) -> list[Booklet]:
    sources = MeasureSource.objects.select_related("proposal").only("measure_id", "proposal__name")
    measures = Measure.objects.prefetch_related(Prefetch("sources", sources))
    return list(
        Booklet.objects.filter(campaign=campaign)
        .select_related("campaign", "run")
        .prefetch_related(Prefetch("measures", measures))
    )


def frozen_form(booklet: Booklet) -> FrozenBooklet:
    """The booklet as a plain value, as a freeze would publish it now."""
    measures = tuple(
        FrozenMeasure(
            measure.number,
            measure.title,
            measure.body,
            tuple(sorted(source.proposal.name for source in measure.sources.all())),
        )
        for measure in booklet.measures.all()
    )
    return FrozenBooklet(
        campaign=booklet.campaign.slug,
        slug=booklet.slug,
        number=booklet.number,
        title=booklet.title,
        introduction=booklet.introduction,
        run=booklet.run.name,
        result=booklet.run.result_digest,
        measures=measures,
    )
