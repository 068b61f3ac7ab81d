"""Verifying a measure: an organiser read its texts and says in public that they ask for the same."""

from __future__ import annotations

from django.db import transaction

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.actions.locking import lock_editable
from proposals.actions.noting import note_words
from proposals.actions.remembering import Said, keep, remember, touch
from proposals.actions.twins import still_there
from proposals.core.boards import verified_reason
from proposals.models import Measure
from proposals.queries.stance import texts_digest


@transaction.atomic
def verify_measure(person: Person, measure: Measure, *, seen: str) -> None:
    """Say that the texts of a measure, as they are now, ask for the same; under one's name, in the journal.

    `seen` is the digest of its words and texts as the person read them: refuses when either changed since
    (`measure.changed-meanwhile`), and what is verified already (`measure.verified-already`). It holds until
    its words or its texts change.
    """
    booklet = measure.booklet
    actor = person.acting_as("organiser", booklet.campaign.group_id)
    campaign = lock_editable(booklet.campaign)
    now = still_there(measure)
    texts = texts_digest(now)
    if texts != seen:
        raise RuleBroken("measure.changed-meanwhile")
    if now.verified_digest == texts:
        raise RuleBroken("measure.verified-already", name=now.verified_by)
    memory = remember(touch(measures=[now]))
    Measure.objects.filter(pk=now.pk).update(
        verified_by=actor.name, verified_at=clock.now(), verified_digest=texts
    )
    entry = record(
        actor, "measure.verified", campaign=campaign.slug, booklet=booklet.number, measure=now.number,
        texts=texts,
    )  # fmt: skip
    reason = verified_reason(campaign.language)
    note_words(person, actor, booklet, "measure.verified", ("", ""), (now.title, ""), reason, entry.seq)
    keep(memory, person, campaign, entry, said=Said(0, "", now.title))
