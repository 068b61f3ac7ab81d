"""The second factor: an application's codes (TOTP) and recovery codes, as django-allauth keeps them.

Set up, renewed and removed by the member, reset by the operator. Of an office-holder the journal keeps a
line when it is set, lost or reset; of a plain member none, but for the operator's reset, without a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from django.utils.safestring import SafeString

from deliberation.core.actors import Actor
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members import sessions
from deliberation.members.access import Person, person_for
from deliberation.members.models import Member

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Factor:
    """A member's second factor: since when, and how many recovery codes are left."""

    set_up_at: datetime
    codes_left: int


def has_factor(member: Member) -> bool:
    """Whether the member has a second factor. One query."""
    return bool(Authenticator.objects.filter(user=member, type=Authenticator.Type.TOTP).exists())


def factor_of(member: Member) -> Factor | None:
    """The member's second factor. One query."""
    kept = {one.type: one for one in Authenticator.objects.filter(user=member)}
    application = kept.get(Authenticator.Type.TOTP)
    if application is None:
        return None
    codes = kept.get(Authenticator.Type.RECOVERY_CODES)
    return Factor(application.created_at, len(codes.wrap().get_unused_codes()) if codes else 0)


def drawn(member: Member, secret: str) -> SafeString:
    """What the application photographs, as an SVG: the secret, the organisation, the member's address."""
    adapter = get_adapter()
    svg: str = adapter.build_totp_svg(adapter.build_totp_url(member, secret))
    return SafeString(svg[svg.index("<svg") :])  # without the line that only a file of its own needs


@transaction.atomic
def set_up_factor(person: Person, secret: str) -> list[str]:
    """Keep the second factor of whoever asks, and give the recovery codes, which nothing shows again.

    Raises RuleBroken 'second-factor.there-already'. Journal: 'office.factor-set' for an office-holder.
    """
    member = Member.objects.select_for_update().get(pk=person.known.pk)
    if has_factor(member):
        raise RuleBroken("second-factor.there-already")
    TOTP.activate(member, secret)
    codes = _new_codes(member)
    if actor := _in_office(person):
        record(actor, "office.factor-set", name=member.display_name)
    return codes


@transaction.atomic
def renew_codes(person: Person) -> list[str]:
    """Replace the recovery codes; the old ones open nothing any more.

    Raises RuleBroken 'second-factor.none'.
    """
    member = Member.objects.select_for_update().get(pk=person.known.pk)
    if not has_factor(member):
        raise RuleBroken("second-factor.none")
    return _new_codes(member)


@transaction.atomic
def remove_factor(person: Person) -> None:
    """Take the second factor away from whoever asks.

    Raises RuleBroken 'second-factor.none'. Journal: 'office.factor-lost' for an office-holder.
    """
    member = Member.objects.select_for_update().get(pk=person.known.pk)
    _take_away(member)
    if actor := _in_office(person):
        record(actor, "office.factor-lost", name=member.display_name)


@transaction.atomic
def reset_factor(actor: Actor, *, email: str, reason: str) -> Member:
    """Take away the second factor that a member lost, and end every session of the member.

    Raises RuleBroken 'member.unknown', 'second-factor.none' or 'second-factor.reason'. Journal:
    'office.factor-reset' with the name of an office-holder, 'members.factor-reset' without one.
    """
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise RuleBroken("second-factor.reason", most=LONGEST_REASON)
    member = Member.objects.select_for_update().filter(email=email.strip().lower()).first()
    if member is None:
        raise RuleBroken("member.unknown", email=email)
    _take_away(member)
    sessions.end_all(member)
    if person_for(member).offices:
        record(actor, "office.factor-reset", name=member.display_name, reason=reason)
    else:
        record(actor, "members.factor-reset", reason=reason)
    return member


def _take_away(member: Member) -> None:
    taken, _each = Authenticator.objects.filter(user=member).delete()
    if not taken:
        raise RuleBroken("second-factor.none")


def _new_codes(member: Member) -> list[str]:
    Authenticator.objects.filter(user=member, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(member).generate_codes()
    return codes


def _in_office(person: Person) -> Actor | None:
    """The actor of an office-holder, in force or not; none for a plain member."""
    held = person.offices or person.resting
    return Actor(held[0].kind, person.known.display_name) if held else None
