"""Starting a campaign."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from deliberation.core.actors import Actor
from deliberation.core.chain import utc_second
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.models import Group
from proposals.core.objections import QUOTA, QUOTAS
from proposals.core.phases import Dates
from proposals.core.texts import LONGEST_TYPED, check_body, check_title
from proposals.models import Campaign

LONGEST_INTRODUCTION = 5000
FEWEST_SIGNS = 200
BOOKLETS = (2, 60)
RESERVED = {"new"}  # the address of the page that starts one


@transaction.atomic
def create_campaign(
    actor: Actor,
    *,
    slug: str,
    title: str,
    introduction: str,
    dates: Dates,
    group: Group | None = None,
    language: str = "fr",
    booklets_wanted: int = 12,
    most_signs: int = 5000,
    reads_answers: bool = True,
    objections_each: int = QUOTA,
) -> Campaign:
    """Start a campaign of the organisation, or of one group, and write it in the journal.

    Refuses `campaign.dates-not-in-order`, `campaign.slug-taken`, `campaign.booklets-out-of-range`,
    `campaign.signs-out-of-range`, `campaign.objections-out-of-range`, and titles and introductions that
    `proposals.core.texts` refuses.
    """
    if not dates.are_in_order():
        raise RuleBroken("campaign.dates-not-in-order")
    if slug in RESERVED:
        raise RuleBroken("campaign.slug-taken", slug=slug)
    if not BOOKLETS[0] <= booklets_wanted <= BOOKLETS[1]:
        raise RuleBroken("campaign.booklets-out-of-range", least=BOOKLETS[0], most=BOOKLETS[1])
    if not FEWEST_SIGNS <= most_signs <= LONGEST_TYPED:
        raise RuleBroken("campaign.signs-out-of-range", least=FEWEST_SIGNS, most=LONGEST_TYPED)
    if not QUOTAS[0] <= objections_each <= QUOTAS[1]:
        raise RuleBroken("campaign.objections-out-of-range", least=QUOTAS[0], most=QUOTAS[1])
    campaign = Campaign(
        slug=slug,
        title=check_title(title),
        introduction=check_body(introduction, LONGEST_INTRODUCTION) if introduction.strip() else "",
        group=group,
        language=language,
        contributing_at=dates.contributing_at,
        sorting_at=dates.sorting_at,
        replying_at=dates.replying_at,
        freezing_at=dates.freezing_at,
        voting_at=dates.voting_at,
        closing_at=dates.closing_at,
        booklets_wanted=booklets_wanted,
        most_signs=most_signs,
        reads_answers=reads_answers,
        objections_each=objections_each,
    )
    try:
        with transaction.atomic():
            campaign.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken("campaign.slug-taken", slug=slug) from None
    record(
        actor,
        "campaign.created",
        slug=slug,
        title=campaign.title,
        group=group.name if group else "",
        contributing_at=utc_second(dates.contributing_at),
        sorting_at=utc_second(dates.sorting_at),
        replying_at=utc_second(dates.replying_at),
        freezing_at=utc_second(dates.freezing_at),
        voting_at=utc_second(dates.voting_at),
        closing_at=utc_second(dates.closing_at),
        objections_each=objections_each,
    )
    return campaign
