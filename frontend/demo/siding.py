"""The demo's board, half sorted: doubtful texts placed, one measure parted into its two sides."""

from __future__ import annotations

from deliberation.members.access import Person
from proposals.actions.combining import Half, split_sides
from proposals.actions.sorting import Seen, move_to_candidate
from proposals.actions.verifying import verify_measure
from proposals.core.boards import parted_reason
from proposals.models import Booklet, Campaign
from proposals.queries.board import candidates_of
from proposals.queries.boardlists import TO_PLACE, Wanted, slice_of, texts_at
from proposals.queries.stance import sides_of, texts_digest, titles_for, waiting_in

MOVED = 6


def sort_some(organiser: Person, campaign: Campaign) -> None:
    """Put the most doubtful texts to the run's first candidate; part the most divided measure, verify one."""
    campaign = Campaign.objects.select_related("run").get(pk=campaign.pk)
    for row in slice_of(texts_at(campaign, Wanted(TO_PLACE)), MOVED).rows:
        for slug in candidates_of(campaign, row.proposal.name)[:1]:
            booklet = Booklet.objects.get(campaign=campaign, slug=slug)
            move_to_candidate(organiser, campaign, Seen(row.proposal.name, row.version), booklet)
    divided = [found.measure for found in waiting_in(campaign)][:2]
    for measure in divided[:1]:
        sides = sides_of(measure)
        title, against = titles_for(measure, sides)
        half = Half(tuple(side.name for side in sides if side.opposes), against)
        reason, seen = parted_reason(campaign.language), texts_digest(measure)
        split_sides(organiser, measure, half, title=title, reason=reason, seen=seen)
    for measure in divided[1:]:
        verify_measure(organiser, measure, seen=texts_digest(measure))
