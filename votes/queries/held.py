"""What votes hold on a member, for the account's export."""

from __future__ import annotations

from deliberation.members.models import Member
from votes.models import Claim, Mark, Seat


def held_on(member: Member) -> dict[str, object]:
    """The member's seats with what was hashed and whether they are marked, and the claims. Never a ballot.

    We do not know which ballot is the member's: nothing stored says it. Three queries.
    """
    seats = list(Seat.objects.filter(member=member).select_related("vote").order_by("vote__opens_at", "pk"))
    marks = Mark.objects.filter(seat_key__in=[seat.key for seat in seats])
    marked = set(marks.values_list("seat_key", flat=True))
    claims = Claim.objects.filter(member=member).select_related("vote").order_by("filed_at", "pk")
    return {
        "seats": [
            {
                "vote": seat.vote.slug,
                "group": seat.group_code,
                "reference": seat.reference,
                "salt": seat.salt,
                "commitment": seat.commitment,
                "marked": seat.key in marked,
            }
            for seat in seats
        ],
        "claims": [
            {
                "vote": claim.vote.slug,
                "kind": claim.kind,
                "text": claim.text,
                "filed_at": claim.filed_at.isoformat(),
                "outcome": claim.outcome if claim.answered_at else "",
                "reason": claim.reason if claim.answered_at else "",
            }
            for claim in claims
        ],
    }
