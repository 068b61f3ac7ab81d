"""A vote whose database went back: suspended by itself, then annulled or opened again by two organisers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from deliberation import clock, live
from deliberation.core.actors import CLOCK
from deliberation.core.canonical import Json
from deliberation.core.chain import utc_second
from deliberation.core.errors import RuleBroken
from deliberation.core.outside import Gap
from deliberation.journal.actions import record
from deliberation.members.access import Person
from deliberation.members.doubles import check_two_people
from votes.actions.locking import close_boxes
from votes.actions.mixing import forget_transactions, rewrite_file
from votes.core.stages import Stage
from votes.core.suspensions import (
    ANNULLED,
    PROPOSED,
    REOPENED,
    SUSPENDED,
    Outcome,
    Standing,
    annulled_facts,
    check_outcome,
    proposed_facts,
    reopened_facts,
    suspended_facts,
)
from votes.models import Ballot, Mark, Question, Reason, Seat, Suspension, Vote


@transaction.atomic
def suspend_votes(gap: Gap) -> int:
    """Suspend each vote that has opened and is not sealed: ballots may be missing. How many.

    A sealed one lost no ballot, and one that is to open lost none yet.
    """
    now = clock.now()
    going = Vote.objects.filter(opens_at__lte=now, sealed_at=None, suspended_at=None, annulled_at=None)
    close_boxes(Question.objects.filter(vote__in=going).values_list("pk", flat=True))
    rows = going.select_for_update(of=("self",)).select_related("campaign").order_by("pk")
    votes = [vote for vote in rows if vote.stage(now) in (Stage.OPEN, Stage.COUNTING)]
    for vote in votes:
        Vote.objects.filter(pk=vote.pk).update(suspended_at=now)
        Suspension.objects.create(vote=vote, at=now, gap=gap.told())
    for vote in votes:
        record(CLOCK, SUSPENDED, **suspended_facts(vote.slug, gap.told()))
        _announce(vote, "suspended")
    return len(votes)


@transaction.atomic
def propose_outcome(
    person: Person, vote: Vote, *, outcome: Outcome, reason: str, until: datetime | None = None
) -> None:
    """Propose to annul a suspended vote, or to open it again until a later close; another organiser signs.

    What was proposed before falls. Raises RuleBroken as `check_outcome`.
    """
    actor = person.acting_as("organiser", vote.campaign.group_id)
    locked = Vote.objects.select_for_update().get(pk=vote.pk)
    until = until.replace(microsecond=0) if until and outcome is Outcome.REOPEN else None
    reason = reason.strip()
    _check(locked, outcome, reason, until)
    _undecided(locked).update(outcome=outcome, reason=reason, until=until, proposed_by=person.known)
    told = None if until is None else utc_second(until)
    record(actor, PROPOSED, **proposed_facts(locked.slug, outcome, reason, told))
    live.announce(f"vote.{locked.slug}", "outcome-proposed")


@transaction.atomic
def sign_outcome(person: Person, vote: Vote) -> Outcome:
    """The second signature: what another organiser proposed is done, and the journal says it.

    An annulled vote has its marks, ballots and reasons thrown away, and their number told. Raises
    RuleBroken `suspension.nothing-proposed`, `suspension.same-organiser`, `suspension.same-name`, and as
    `check_two_people` and `check_outcome`.
    """
    actor = person.acting_as("organiser", vote.campaign.group_id)
    questions = dict(vote.questions.values_list("pk", "slug"))
    close_boxes(questions)
    locked = Vote.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=vote.pk)
    row = _undecided(locked).select_related("proposed_by").first()
    if row is None or row.proposed_by is None:
        raise RuleBroken("suspension.nothing-proposed")
    if row.proposed_by_id == person.known.pk:
        raise RuleBroken("suspension.same-organiser")
    if row.proposed_by.display_name == actor.name:
        raise RuleBroken("suspension.same-name", name=actor.name)
    check_two_people(person, row.proposed_by_id)
    outcome = Outcome(row.outcome)
    now = _check(locked, outcome, row.reason, row.until)
    Suspension.objects.filter(pk=row.pk).update(decided_by=person.known, decided_at=now)
    if row.until is None:  # annulled: to open again without a close was refused
        facts = annulled_facts(locked.slug, row.reason, _throw_away(questions), locked.roll_seats)
        Vote.objects.filter(pk=locked.pk).update(annulled_at=now)
        record(actor, ANNULLED, **facts)
        transaction.on_commit(_forget)
    else:
        before, first = locked.closes_at, locked.first_closes_at or locked.closes_at
        Vote.objects.filter(pk=locked.pk).update(
            suspended_at=None, closes_at=row.until, first_closes_at=first
        )
        facts = reopened_facts(locked.slug, utc_second(before), utc_second(row.until), row.reason)
        record(actor, REOPENED, **facts)
    _announce(locked, outcome.value)
    return outcome


def _check(vote: Vote, outcome: Outcome, reason: str, until: datetime | None) -> datetime:
    """Refuse as `check_outcome`; the moment it was looked at."""
    now = clock.now()
    last = vote.suspensions.order_by("at", "pk").last()
    at = str(last.gap["known"]["at"]) if last else ""
    standing = Standing(
        closes_at=vote.closes_at,
        known_at=datetime.fromisoformat(at) if at else None,
        rehearsal=vote.rehearsal,
        reopened=vote.suspensions.filter(decided_at__isnull=False).exists(),
    )
    check_outcome(vote.stage(now), standing, outcome, reason, until, now)
    return now


def _undecided(vote: Vote) -> QuerySet[Suspension]:
    return Suspension.objects.filter(vote=vote, decided_at=None)


def _throw_away(questions: dict[int, str]) -> dict[str, Json]:
    ballots: dict[str, Json] = {
        slug: Ballot.objects.filter(question_key=key).count() for key, slug in questions.items()
    }
    for table in (Mark, Ballot, Reason):
        table.objects.filter(question_key__in=questions).delete()
    return ballots


def _forget() -> None:
    rewrite_file()
    forget_transactions(Mark, Ballot, Seat, Reason)


def _announce(vote: Vote, event: str) -> None:
    live.announce(f"vote.{vote.slug}", event)
    live.announce(f"campaign.{vote.campaign.slug}", f"vote-{event}")
