"""Whether ballots may be changed until the close: settled in the draft, frozen with the definition."""

from __future__ import annotations

from django.db import transaction

from deliberation import live
from deliberation.journal.actions import record
from deliberation.members.access import Person
from votes.actions.asking import drafted_facts, lock_draft, sign_draft
from votes.core.signing import DRAFTED
from votes.models import Vote


@transaction.atomic
def allow_changes(person: Person, vote: Vote, *, allowed: bool) -> None:
    """Let ballots be changed until the close, or make each final; the person now signs the whole draft.

    Twice is once. Raises RuleBroken `vote.confirmed-already` or `vote.too-late-to-confirm`.
    """
    actor = person.acting_as("organiser", vote.campaign.group_id)
    locked = lock_draft(vote)
    if locked.changes == allowed:
        return
    Vote.objects.filter(pk=locked.pk).update(changes=allowed)
    sign_draft(person, locked)
    record(actor, DRAFTED, **drafted_facts(locked))
    live.announce(f"vote.{locked.slug}", "drafted")
