"""Casting and changing a ballot: a mark on the seat and a ballot in the box, joined by nothing.

The written exception to how actions look (docs/mechanisms/votes.md): no row of a member is locked or updated,
nothing is announced, nothing enters the journal, and what was chosen goes nowhere but into the box.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import DatabaseError, IntegrityError, InterfaceError, transaction
from django.db.models import F

from deliberation import clock, fault
from deliberation.core.errors import RuleBroken
from deliberation.members.access import Person
from votes.actions.entering import drop_ballot, drop_mark, enter_box
from votes.actions.locking import share_box, share_papers
from votes.core.ballots import NONCE_BYTES, fresh_nonce, settle_choices
from votes.core.choices import Choice, Choices, published_choices, read_choices
from votes.core.codes import (
    CHANGE_BYTES,
    change_code,
    code_hash,
    follow_up_code,
    in_groups,
    read_change_code,
    tracker,
)
from votes.core.stages import check_changes, check_open
from votes.models import Ballot, Mark, Question, Seat, Vote
from votes.queries.definitions import question_definition


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the voter keeps: the code that changes the ballot, the tracker that finds it. No choice."""

    code: str
    tracker: str
    version: int

    @property
    def code_groups(self) -> list[str]:
        """The code in groups of four."""
        return in_groups(self.code).split("-")

    @property
    def tracker_groups(self) -> list[str]:
        """The tracker in groups of four."""
        return in_groups(self.tracker).split("-")


@dataclass(frozen=True, slots=True)
class Slip:
    """A ballot ready for the box: legal choices in order, the hash and the tracker of its code."""

    code: str
    code_hash: str
    tracker: str
    choices: Choices


def fresh_code() -> str:
    """A change code that nobody has: 100 random bits."""
    return change_code(secrets.token_bytes(CHANGE_BYTES))


def receipt_for(question: Question, code: str) -> Receipt:
    """The receipt that a first ballot with this code will have; shown before anything is stored.

    Raises RuleBroken as `read_change_code`.
    """
    reference = question.reference
    cleaned = read_change_code(code)
    return Receipt(cleaned, tracker(follow_up_code(cleaned), reference), 1)


def cast_ballot(person: Person, question: Question, *, choices: Iterable[Choice], code: str) -> Receipt:
    """Put a ballot in the box and mark the person's seat, both or neither.

    The change code, shown before, makes a retry safe: the same code with the same choices gives the same
    receipt and one ballot. Raises RuleBroken `seat.not-on-roll`, `ballot.already-cast` (where no ballot can
    be changed, `ballot.cast-for-good`), `ballot.code-taken`, `ballot.perhaps-not-stored` (a database that
    failed: try again with the same code), and what `check_open`, `settle_choices` and `read_change_code`
    raise.
    """
    slip = _slip(question, choices, code)
    member = person.known
    try:
        fault.point("cast.before")
        _put_in_the_box(member.pk, question, slip)
        fault.point("cast.after-commit")
    except IntegrityError:
        refusal = _why_refused(member.pk, question)
    except (DatabaseError, InterfaceError):
        # Disk full, connection cut: perhaps stored, perhaps not. The same code makes another try safe.
        raise RuleBroken("ballot.perhaps-not-stored") from None
    except RuleBroken as broken:
        refusal = broken
    else:
        return Receipt(slip.code, slip.tracker, 1)
    version = _version_in_the_box(member.pk, question, slip)
    if version is None:
        raise refusal
    return Receipt(slip.code, slip.tracker, version)


@transaction.atomic
def change_ballot(question: Question, *, code: str, choices: Iterable[Choice]) -> Receipt:
    """Replace the choices of the ballot that this code opens; nobody needs to be signed in.

    The last version counts. The same choices again change nothing. Raises RuleBroken
    `ballot.code-unknown`, `ballot.changed-meanwhile`, and what `check_changes`, `settle_choices` and
    `read_change_code` raise.
    """
    slip = _slip(question, choices, code)
    share_box(question.pk)
    share_papers(question.pk)
    _check_changes(question)
    ballot = _ballot_of(question, slip.code_hash)
    if read_choices(ballot.choices, "choices") == slip.choices:
        return Receipt(slip.code, ballot.tracker, ballot.version)
    changed = Ballot.objects.filter(pk=ballot.pk, version=ballot.version).update(
        choices=published_choices(slip.choices),
        nonce=fresh_nonce(secrets.token_bytes(NONCE_BYTES)),
        version=F("version") + 1,
        fresh=True,
    )
    fault.point("change.before-commit")
    if not changed:
        raise RuleBroken("ballot.changed-meanwhile")
    return Receipt(slip.code, ballot.tracker, ballot.version + 1)


def check_change_code(question: Question, code: str) -> str:
    """The code, cleaned, if it opens a ballot of the question while the vote is open.

    Raises RuleBroken as `change_ballot`; writes nothing.
    """
    cleaned = read_change_code(code)
    _check_changes(question)
    _ballot_of(question, code_hash(question.reference, cleaned))
    return cleaned


def _slip(question: Question, choices: Iterable[Choice], code: str) -> Slip:
    receipt = receipt_for(question, code)
    reference = question.reference
    settled = settle_choices(question_definition(question), choices)
    return Slip(receipt.code, code_hash(reference, receipt.code), receipt.tracker, settled)


@transaction.atomic
def _put_in_the_box(member_key: int, question: Question, slip: Slip) -> None:
    """The one transaction of a cast. The clock is read after the lock: sealing waits for us, or we for it."""
    entered = enter_box(question, member_key)
    check_open(entered.vote.stage(entered.now))
    if entered.seat_key is None:
        raise RuleBroken("seat.not-on-roll")
    drop_mark(question.pk, entered.seat_key)
    fault.point("cast.after-mark")
    nonce = fresh_nonce(secrets.token_bytes(NONCE_BYTES))
    drop_ballot(question.pk, slip.code_hash, slip.tracker, published_choices(slip.choices), nonce)
    fault.point("cast.after-ballot")


def _check_changes(question: Question) -> None:
    vote = Vote.objects.get(pk=question.vote_id)
    check_changes(vote.stage(clock.now()), vote.changes)


def _seat_key(member_key: int, question: Question) -> int | None:
    seats = Seat.objects.filter(vote_id=question.vote_id, member_id=member_key)
    return seats.values_list("key", flat=True).first()


def _is_marked(member_key: int, question: Question) -> bool:
    seat = _seat_key(member_key, question)
    return seat is not None and Mark.objects.filter(question_key=question.pk, seat_key=seat).exists()


def _why_refused(member_key: int, question: Question) -> RuleBroken:
    if not _is_marked(member_key, question):
        return RuleBroken("ballot.code-taken")
    return RuleBroken("ballot.already-cast" if question.vote.changes else "ballot.cast-for-good")


def _version_in_the_box(member_key: int, question: Question, slip: Slip) -> int | None:
    """The version of this very ballot if the person cast it before; else None."""
    ballot = Ballot.objects.filter(question_key=question.pk, code_hash=slip.code_hash).first()
    if (
        ballot is None
        or read_choices(ballot.choices, "choices") != slip.choices
        or not _is_marked(member_key, question)
    ):
        return None
    return ballot.version


def _ballot_of(question: Question, hashed: str) -> Ballot:
    ballot = Ballot.objects.filter(question_key=question.pk, code_hash=hashed).first()
    if ballot is None:
        raise RuleBroken("ballot.code-unknown")
    return ballot
