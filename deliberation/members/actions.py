"""What is done to offices: always by the operator, always in the journal."""

from __future__ import annotations

from django.db import transaction

from deliberation import clock
from deliberation.core.actors import Actor
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.models import Group, Member, Office


@transaction.atomic
def appoint(actor: Actor, *, email: str, kind: str, group: str = "") -> Office:
    """Give a member an office, for the organisation or for the group with this slug.

    Raises RuleBroken 'member.unknown', 'office.unknown', 'group.unknown' or 'office.already-held'.
    Journal: 'office.appointed' or 'office.appointed-for-group', with the public name of who holds it.
    """
    if kind not in Office.Kind.values:
        raise RuleBroken("office.unknown", office=kind, offices=", ".join(Office.Kind.values))
    member = Member.objects.filter(email=email.strip().lower(), is_active=True).first()
    if member is None:
        raise RuleBroken("member.unknown", email=email)
    scope = Group.objects.filter(slug=group).first() if group else None
    if group and scope is None:
        raise RuleBroken("group.unknown", group=group)
    if Office.objects.filter(member=member, kind=kind, group=scope, ended_at=None).exists():
        raise RuleBroken("office.already-held", name=member.display_name, office=kind)
    office = Office.objects.create(member=member, kind=kind, group=scope, appointed_at=clock.now())
    if scope:
        record(actor, "office.appointed-for-group", name=member.display_name, office=kind, group=scope.name)
    else:
        record(actor, "office.appointed", name=member.display_name, office=kind)
    return office
