"""What is held on a member who questions runs."""

from __future__ import annotations

from deliberation.members.models import Member
from proposals.models import Rival


def held_on(member: Member) -> dict[str, object]:
    """The rival runs that a member filed, ready for JSON. One query."""
    rows = Rival.objects.filter(by=member).select_related("run__campaign", "challenged").order_by("pk")
    return {
        "rival_runs": [
            {
                "campaign": row.run.campaign.slug,
                "run": row.run.name,
                "beside": row.challenged.name,
                "why": row.why,
                "at": row.at.isoformat(),
                "state": row.run.state,
            }
            for row in rows
        ]
    }
