"""After the appeal date: what joins members to seats is erased, and the journal says so."""

from __future__ import annotations

from django.db import transaction

from deliberation import clock, live
from deliberation.core.actors import CLOCK
from deliberation.journal.actions import record
from votes.core.claims import APPEALS
from votes.models import Claim, Seat, Vote


def forget_seats() -> int:
    """Erase the salts of each vote whose appeals are over; of how many votes. Work for each minute.

    Safe twice and in two processes.
    """
    over = Vote.objects.filter(published_at__lte=clock.now() - APPEALS, salts_erased_at=None)
    return sum(_forget(key) for key in over.values_list("pk", flat=True))


@transaction.atomic
def _forget(vote_id: int) -> bool:
    """The one door that the database leaves open on the seats of an opened vote.

    Salt, reference and member go together; the commitment stays, and with it the counts and the root.
    What was written in claims goes too; their kinds, outcomes and public reasons stay.
    """
    vote = Vote.objects.select_for_update().get(pk=vote_id)
    if vote.salts_erased_at is not None:
        return False
    seats = Seat.objects.filter(vote=vote).exclude(salt="").update(salt="", reference="", member=None)
    Claim.objects.filter(vote=vote).update(text="", member=None)
    Vote.objects.filter(pk=vote.pk).update(salts_erased_at=clock.now())
    record(CLOCK, "vote.salts-erased", vote=vote.slug, seats=seats)
    live.announce(f"vote.{vote.slug}", "salts-erased")
    return True
