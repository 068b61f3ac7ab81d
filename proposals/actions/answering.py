"""What organisers answer to objections: one answer for one or for many, corrected with its trace."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db import transaction

from deliberation import clock, live
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.actions.locking import lock_replying
from proposals.core.objections import (
    State,
    answer_digest,
    check_answer,
    check_answers_open,
    check_may_answer,
)
from proposals.models import Campaign, Edit, Objection, ObjectionAnswer, ObjectionAnswerVersion


@transaction.atomic
def answer_objections(
    person: Person,
    campaign: Campaign,
    names: Sequence[str],
    *,
    outcome: str,
    reason: str,
    nonce: str,
    changes: Collection[int] = (),
) -> ObjectionAnswer:
    """Give one answer to the objections of these names; the same one for a form sent twice.

    `changes` are the journal numbers of what was changed because of them. All or nothing: refuses when
    one was withdrawn or answered meanwhile (`objection.no-longer-open`), a change that is none of
    this campaign (`objection.no-such-change`), and what `proposals.core.objections` refuses.
    """
    actor = person.acting_as("organiser", campaign.group_id)
    locked, phase = lock_replying(campaign)
    known = ObjectionAnswer.objects.filter(campaign=locked, nonce=nonce).first()
    if known is not None:
        return known
    rows = list(Objection.objects.filter(campaign=locked, name__in=set(names)).order_by("pk"))
    check_may_answer(phase, [row.state for row in rows])
    outcome, reason = check_answer(outcome, reason)
    edits = _edits(locked, changes)
    entry = record(
        actor,
        "objection.answered",
        campaign=locked.slug,
        outcome=outcome,
        objections=len(rows),
        digests=sorted(row.digest for row in rows),
        answer=answer_digest(outcome, reason, _seqs(edits)),
        changes=_seqs(edits),
    )
    answer = ObjectionAnswer.objects.create(
        campaign=locked, outcome=outcome, reason=reason, by=person.known, by_name=actor.name,
        at=clock.now(), journal_seq=entry.seq, nonce=nonce,
    )  # fmt: skip
    answer.edits.set(edits)
    Objection.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.ANSWERED, answer=answer)
    live.announce(f"campaign.{locked.slug}", "objections-answered")
    return answer


@transaction.atomic
def correct_answer(
    person: Person,
    answer: ObjectionAnswer,
    *,
    outcome: str,
    reason: str,
    seen: str,
    changes: Collection[int] = (),
) -> None:
    """Give an answer other words, or point it to other changes, until the freeze; the words before are kept.

    `seen` is the digest of the answer as the person read it (`answer_digest`): refuses when somebody
    corrected it since (`objection.answer-changed-meanwhile`), and when nothing changes
    (`objection.same-answer`). Its objectors are told again.
    """
    actor = person.acting_as("organiser", answer.campaign.group_id)
    locked, phase = lock_replying(answer.campaign)
    now = ObjectionAnswer.objects.get(pk=answer.pk)
    check_answers_open(phase)
    outcome, reason = check_answer(outcome, reason)
    if answer_digest(now.outcome, now.reason, _seqs(now.edits.all())) != seen:
        raise RuleBroken("objection.answer-changed-meanwhile")
    edits = _edits(locked, changes)
    after = answer_digest(outcome, reason, _seqs(edits))
    if after == seen:
        raise RuleBroken("objection.same-answer")
    entry = record(
        actor,
        "objection.answer-corrected",
        campaign=locked.slug,
        outcome=outcome,
        objections=now.objections.count(),
        before=seen,
        answer=after,
        changes=_seqs(edits),
    )
    at = clock.now()
    ObjectionAnswerVersion.objects.create(
        answer=now, number=now.version, outcome=now.outcome, reason=now.reason, by_name=now.by_name,
        until=at, journal_seq=now.journal_seq,
    )  # fmt: skip
    ObjectionAnswer.objects.filter(pk=now.pk).update(
        outcome=outcome, reason=reason, by=person.known, by_name=actor.name, at=at,
        journal_seq=entry.seq, version=now.version + 1,
    )  # fmt: skip
    now.edits.set(edits)
    live.announce(f"campaign.{locked.slug}", "objections-answered")


def _edits(campaign: Campaign, changes: Collection[int]) -> list[Edit]:
    """What was changed under these journal numbers since the drafts are out."""
    rows = Edit.objects.filter(campaign=campaign, journal_seq__in=set(changes))
    edits = list(rows.filter(at__gte=campaign.drafts_published_at) if changes else ())
    if set(_seqs(edits)) != set(changes):
        raise RuleBroken("objection.no-such-change")
    return edits


def _seqs(edits: Iterable[Edit]) -> list[int]:
    """The journal numbers of edits, each once."""
    return sorted({edit.journal_seq for edit in edits})
