"""Claims: a member files one, an organiser proposes the answer, another one signs it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from deliberation import clock, live
from deliberation.core.chain import Link, utc_second
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from deliberation.members.doubles import check_two_people
from votes.actions.correcting import bring_in_line
from votes.core.claims import ACCEPTED, Kind, check_answer, check_claim
from votes.core.pack import CLAIM_ANSWERED, ROLL_CORRECTED, roll_corrected_facts
from votes.models import Claim, Mark, Seat, Vote
from votes.queries.definitions import roll_of


@transaction.atomic
def file_claim(person: Person, vote: Vote, *, kind: Kind, text: str) -> Claim:
    """File a claim on a roll before the opening, or on a mark after the publication.

    Sent twice it is one: as long as the first is not answered it is given back. No line in the journal,
    which says what offices do; the number of claims is published with the roll. Raises RuleBroken as
    `check_claim`.
    """
    now, text = clock.now(), text.replace("\r\n", "\n").strip()
    known = Claim.objects.filter(vote=vote, member=person.known, kind=kind, answered_at=None).first()
    if known is not None:
        return known
    seat = Seat.objects.filter(vote=vote, member=person.known).first()
    check_claim(
        kind,
        text,
        vote.stage(now),
        frozen=vote.roll_frozen_at is not None,
        seated=seat is not None,
        marked=seat is not None and _is_marked(vote, seat),
        appeals=vote.appeals_until is not None and now < vote.appeals_until,
    )
    claim = Claim.objects.create(vote=vote, member=person.known, kind=kind, text=text, filed_at=now)
    live.announce(f"vote.{vote.slug}", "claim-filed")
    return claim


@transaction.atomic
def propose_answer(person: Person, claim: Claim, *, outcome: str, reason: str) -> None:
    """Say how a claim should be answered, and why; the reason is public and names nobody.

    May be said again until it is signed. Raises RuleBroken `claim.own`, `claim.answered-already`,
    `claim.outcome-unknown`, `claim.reason-wrong`, and `roll.too-late` for a claim about the roll that
    would be accepted after the opening.
    """
    person.acting_as("organiser", claim.vote.campaign.group_id)
    locked = _locked(claim)
    _check_other(locked, person)
    reason = reason.strip()
    check_answer(Kind(locked.kind), outcome, reason, opened=clock.now() >= claim.vote.opens_at)
    locked.outcome, locked.reason, locked.proposed_by = outcome, reason, person.known
    locked.save(update_fields=["outcome", "reason", "proposed_by"])
    live.announce(f"vote.{claim.vote.slug}", "claim-proposed")


@transaction.atomic
def sign_answer(person: Person, claim: Claim) -> None:
    """The second organiser's signature: the answer binds, and an accepted claim moves its seat.

    Before the opening the roll is brought in line with the register for this member (for the whole
    register when a count was contested): a new root, and `vote.roll-corrected` with the reason. The 72
    hours do not start again: few seats may move, and each move is told. Raises RuleBroken `claim.own`,
    `claim.answered-already`, `claim.no-proposal`, `claim.same-organiser`, `roll.too-late`, and as
    `check_two_people` and `bring_in_line`.
    """
    actor = person.acting_as("organiser", claim.vote.campaign.group_id)
    vote = Vote.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=claim.vote_id)
    locked = _locked(claim)
    _check_other(locked, person)
    if not locked.outcome:
        raise RuleBroken("claim.no-proposal")
    if locked.proposed_by_id == person.known.pk:
        raise RuleBroken("claim.same-organiser")
    check_two_people(person, locked.proposed_by_id)
    kind, now = Kind(locked.kind), clock.now()
    check_answer(kind, locked.outcome, locked.reason, opened=now >= vote.opens_at)
    if locked.outcome == ACCEPTED and kind is not Kind.MARKED:
        member = None if kind is Kind.COUNT_WRONG else locked.member
        moved = bring_in_line(vote, timezone.localdate(now), now, member)
        facts = roll_corrected_facts(roll_of(vote), moved.previous, moved.added, moved.removed, locked.reason)
        _check_before(vote, record(actor, ROLL_CORRECTED, **facts))
    link = record(
        actor, CLAIM_ANSWERED, vote=vote.slug, kind=kind.value, outcome=locked.outcome, reason=locked.reason
    )
    locked.answered_by, locked.answered_at = person.known, datetime.fromisoformat(link.at)
    locked.save(update_fields=["answered_by", "answered_at"])
    live.announce(f"vote.{vote.slug}", "claim-answered")


def _locked(claim: Claim) -> Claim:
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    if locked.answered_at is not None:
        raise RuleBroken("claim.answered-already")
    return locked


def _check_other(claim: Claim, person: Person) -> None:
    if claim.member_id == person.known.pk:
        raise RuleBroken("claim.own")


def _check_before(vote: Vote, link: Link) -> None:
    """The journal's second decides: an entry at the opening would say that the roll changed in it."""
    if link.at >= utc_second(vote.opens_at):
        raise RuleBroken("roll.too-late")


def _is_marked(vote: Vote, seat: Seat) -> bool:
    questions = list(vote.questions.values_list("pk", flat=True))
    return Mark.objects.filter(question_key__in=questions, seat_key=seat.key).exists()
