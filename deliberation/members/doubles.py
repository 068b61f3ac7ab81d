"""Members who may be one person, and what two organisers do about it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.core.likeness import plain_name
from deliberation.journal.actions import record
from deliberation.members.access import Person
from deliberation.members.models import Double, Member


def doubles_waiting() -> QuerySet[Double]:
    """The pairs that nobody settled, oldest first, with their members and groups."""
    rows = Double.objects.filter(settled_at=None)
    return rows.select_related("kept__group", "other__group", "proposed_by")


def get_double(name: str) -> Double | None:
    """A pair by its name."""
    return Double.objects.filter(name=name).first()


def check_two_people(person: Person, first_key: int | None) -> None:
    """Refuse a second signature by an account that may be the first signer's: their pair is listed and nobody
    found it to be two people, or their public names are the same once spelling is taken away.

    Raises RuleBroken `double.signers`.
    """
    own = person.known
    pair = Q(kept=own, other=first_key) | Q(kept=first_key, other=own)
    two = Q(verdict=Double.Verdict.DIFFERENT, settled_at__isnull=False)
    names = Member.objects.filter(pk=first_key or 0).values_list("display_name", flat=True)
    said = plain_name(own.display_name)
    if Double.objects.filter(pair).exclude(two).exists() or (said and said in map(plain_name, names)):
        raise RuleBroken("double.signers")


@transaction.atomic
def propose_verdict(person: Person, double: Double, verdict: str) -> None:
    """Say whether a pair is one person; another organiser must say so too.

    Raises RuleBroken `double.verdict-unknown`, `double.own` or `double.settled-already`.
    """
    person.acting_as("organiser")
    locked = _locked(double, person)
    if verdict not in Double.Verdict.values:
        raise RuleBroken("double.verdict-unknown")
    locked.verdict, locked.proposed_by = verdict, person.known
    locked.save(update_fields=["verdict", "proposed_by"])


@transaction.atomic
def settle(person: Person, double: Double) -> None:
    """The second organiser's signature. One person: the other account is closed as of today.

    Its texts stay where they are, under its name; the account that stays is the one that joined first.
    Seats of opened votes do not change. Journal: `members.double-settled`, without a name. Raises
    RuleBroken `double.no-verdict`, `double.same-organiser`, and as `propose_verdict` and `check_two_people`.
    """
    actor = person.acting_as("organiser")
    locked = _locked(double, person)
    if not locked.verdict:
        raise RuleBroken("double.no-verdict")
    if locked.proposed_by_id == person.known.pk:
        raise RuleBroken("double.same-organiser")
    check_two_people(person, locked.proposed_by_id)
    now = clock.now()
    if locked.verdict == Double.Verdict.SAME:
        Member.objects.filter(pk=locked.other_id).update(is_active=False, left_on=timezone.localdate(now))
    locked.settled_by, locked.settled_at = person.known, now
    locked.save(update_fields=["settled_by", "settled_at"])
    record(actor, "members.double-settled", verdict=locked.verdict, traits=", ".join(sorted(locked.traits)))


def _locked(double: Double, person: Person) -> Double:
    locked = Double.objects.select_for_update().get(pk=double.pk)
    if locked.settled_at is not None:
        raise RuleBroken("double.settled-already")
    if person.known.pk in (locked.kept_id, locked.other_id):
        raise RuleBroken("double.own")
    return locked
