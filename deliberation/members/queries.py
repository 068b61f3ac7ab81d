"""Reading the register: only one's own row, and the offices, which are public acts."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from deliberation.members.factors import factor_of
from deliberation.members.models import Member, Office


def offices_of(member: Member) -> QuerySet[Office]:
    """The offices a member holds or held, newest first, with their groups. One query."""
    return Office.objects.filter(member=member).select_related("group").order_by("-appointed_at", "-pk")


def everything_held_on(member: Member) -> dict[str, object]:
    """What the house and each of its guests hold on a member, ready for JSON."""
    held = held_on(member)
    for name in settings.WHAT_IS_HELD:
        held |= import_string(name)(member)
    return held


def held_on(member: Member) -> dict[str, object]:
    """Everything the register of members holds on a member, ready for JSON. Three queries."""
    factor = factor_of(member)
    return {
        "email": member.email,
        "display_name": member.display_name,
        "reference": member.reference,
        "group": member.group.name if member.group else None,
        "joined_on": member.joined_on.isoformat(),
        "left_on": member.left_on.isoformat() if member.left_on else None,
        "paid_until": member.paid_until.isoformat() if member.paid_until else None,
        "second_factor_set_up_at": factor.set_up_at.isoformat() if factor else None,
        "offices": [
            {
                "office": held.kind,
                "group": held.group.name if held.group else None,
                "appointed_at": held.appointed_at.isoformat(),
                "ended_at": held.ended_at.isoformat() if held.ended_at else None,
            }
            for held in offices_of(member)
        ],
    }
