"""Draws of seats: observers commit, reveal, ask; a drawn member answers by voice, or says no on her page."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from deliberation import clock, live
from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.journal.queries import where_noted
from deliberation.members.access import Person
from votes.actions.asking_drawn import ask_drawn
from votes.core import sampling as rules
from votes.core.sampling import Outcome
from votes.models import Draw, DrawnSeat, DrawPart, Seat, Vote
from votes.queries.draws import kept_parts

BATCH = 1000


@transaction.atomic
def open_draw(person: Person, vote: Vote, *, number: int) -> Draw:
    """Open a draw of so many seats of a frozen roll; one at a time. By an observer.

    Raises RuleBroken `draw.no-roll`, `draw.one-open`, `draw.too-late` (the salts are erased) and as
    `check_number`.
    """
    actor = person.acting_as("observer", vote.campaign.group_id)
    locked = Vote.objects.select_for_update().get(pk=vote.pk)
    if locked.roll_frozen_at is None:
        raise RuleBroken("draw.no-roll")
    if locked.salts_erased_at is not None:
        raise RuleBroken("draw.too-late")
    if Draw.objects.filter(vote=locked, closed_at=None).exists():
        raise RuleBroken("draw.one-open")
    rules.check_number(number, locked.roll_seats)
    draw = Draw.objects.create(
        vote=locked, number=number, opened_by=person.known, opened_at=clock.now(), root=locked.roll_root
    )
    record(actor, "draw.opened", vote=locked.slug, draw=draw.name, number=number, root=draw.root)
    live.announce(f"vote.{locked.slug}", "draw-opened")
    return draw


@transaction.atomic
def commit(person: Person, draw: Draw, *, commitment: str, contact: str) -> None:
    """Give the digest of one's own secret, before anybody's secret is known.

    The journal's entry of the third commitment enters the seed. Raises RuleBroken `draw.closed`,
    `draw.committed-already`, `draw.full`, `draw.commitment-repeated` or, for who kept a secret in another
    draw of the vote once someone had revealed, `draw.kept-secret`.
    """
    actor = person.acting_as("observer", draw.vote.campaign.group_id)
    locked = _locked(draw)
    parts = list(DrawPart.objects.filter(draw=locked))
    if any(part.observer_id == person.known.pk for part in parts):
        raise RuleBroken("draw.committed-already")
    if len(parts) >= rules.OBSERVERS:
        raise RuleBroken("draw.full")
    if any(part.commitment == commitment for part in parts):
        raise RuleBroken("draw.commitment-repeated")
    if any(part.observer_id == person.known.pk for part in kept_parts(draw.vote)):
        raise RuleBroken("draw.kept-secret")
    DrawPart.objects.create(
        draw=locked, observer=person.known, commitment=commitment, contact=contact.strip()
    )
    link = record(actor, "draw.committed", vote=draw.vote.slug, draw=draw.name, commitment=commitment)
    if len(parts) + 1 == rules.OBSERVERS:
        Draw.objects.filter(pk=draw.pk).update(head=link.digest)
    live.announce(f"vote.{draw.vote.slug}", "draw-committed")


@transaction.atomic
def reveal(person: Person, draw: Draw, *, secret: str) -> None:
    """Give one's own secret, once all have committed; the last one draws the seats.

    Raises RuleBroken `draw.closed`, `draw.not-all-committed`, `draw.no-part`, `draw.revealed-already`,
    `draw.secret-differs`, `draw.roll-changed` and as `check_secret`.
    """
    actor = person.acting_as("observer", draw.vote.campaign.group_id)
    locked = _locked(draw)
    parts = list(DrawPart.objects.filter(draw=locked))
    own = next((part for part in parts if part.observer_id == person.known.pk), None)
    if len(parts) < rules.OBSERVERS:
        raise RuleBroken("draw.not-all-committed", wanted=rules.OBSERVERS)
    if own is None:
        raise RuleBroken("draw.no-part")
    if own.secret:
        raise RuleBroken("draw.revealed-already")
    if rules.commitment_of(draw.name, secret) != own.commitment:
        raise RuleBroken("draw.secret-differs")
    own.secret = secret
    own.save(update_fields=["secret"])
    drawn = all(part.secret for part in parts)
    if drawn:
        _draw(locked, [part.secret for part in parts])
    record(actor, "draw.revealed", vote=draw.vote.slug, draw=draw.name, secret=secret)
    if drawn:
        record(actor, "draw.drawn", vote=draw.vote.slug, draw=draw.name, head=locked.head, seed=locked.seed)
    live.announce(f"vote.{draw.vote.slug}", "draw-revealed")


@transaction.atomic
def note_answer(person: Person, draw: Draw, *, place: int, outcome: str, code: str = "") -> None:
    """Write on the sheet what became of a drawn seat. By an observer who takes part.

    Confirming takes the code that the member read out. Raises RuleBroken `draw.closed`, `draw.no-part`,
    `draw.seat-unknown`, `draw.outcome-unknown` or `draw.code-wrong`.
    """
    person.acting_as("observer", draw.vote.campaign.group_id)
    locked = _locked(draw)
    if not DrawPart.objects.filter(draw=locked, observer=person.known).exists():
        raise RuleBroken("draw.no-part")
    drawn = DrawnSeat.objects.filter(draw=locked, place=place).first()
    if drawn is None:
        raise RuleBroken("draw.seat-unknown")
    if outcome not in set(Outcome):
        raise RuleBroken("draw.outcome-unknown")
    if outcome == Outcome.CONFIRMED:
        salt = Seat.objects.filter(vote=draw.vote, commitment=drawn.commitment).values_list("salt", flat=True)
        if rules.confirmation_code(draw.name, salt[0]) != rules.read_code(code):
            raise RuleBroken("draw.code-wrong")
    drawn.outcome = outcome
    drawn.save(update_fields=["outcome"])


@transaction.atomic
def decline(person: Person, draw: Draw) -> None:
    """Say on one's own page that one does not want to be asked. Raises RuleBroken `draw.closed` or
    `draw.not-drawn`.
    """
    locked = _locked(draw)
    own = Seat.objects.filter(vote=draw.vote, member=person.known).values("commitment")
    waiting = DrawnSeat.objects.filter(draw=locked, commitment__in=own)
    if not waiting.exclude(outcome=Outcome.CONFIRMED).update(outcome=Outcome.REFUSED):
        raise RuleBroken("draw.not-drawn")


@transaction.atomic
def close_draw(person: Person, draw: Draw) -> None:
    """Close the sheet and tell in the journal what it proves. By an observer who takes part.

    A draw that never came to be is given up, and the journal tells which secrets were kept. Raises RuleBroken
    `draw.closed`, `draw.no-part` or as `check_given_up`.
    """
    actor = person.acting_as("observer", draw.vote.campaign.group_id)
    locked = _locked(draw)
    part = DrawPart.objects.filter(draw=locked, observer=person.known).exists()
    if not part and locked.opened_by_id != person.known.pk:
        raise RuleBroken("draw.no-part")
    outcomes = [Outcome(each) for each in locked.seats.values_list("outcome", flat=True)]
    locked.closed_at = clock.now()
    parts = dict(locked.parts.values_list("commitment", "secret"))
    # On a corrected roll nobody could reveal the last secret.
    kept = rules.kept_secrets(parts) if not outcomes and draw.vote.roll_root == locked.root else ()
    if kept and (last := where_noted(locked.head)):
        rules.check_given_up(kept, datetime.fromisoformat(last.at), locked.closed_at)
    if outcomes:
        locked.sheet = rules.sheet_of(draw.vote.roll_seats, outcomes).published()
    locked.save(update_fields=["closed_at", "sheet"])
    if locked.sheet:
        record(actor, "draw.closed", vote=draw.vote.slug, draw=draw.name, **locked.sheet)
    else:
        facts: dict[str, Json] = {"committed": len(parts), "kept": list(kept)}
        record(actor, "draw.given-up", vote=draw.vote.slug, draw=draw.name, **facts)
    live.announce(f"vote.{draw.vote.slug}", "draw-closed")


def _locked(draw: Draw) -> Draw:
    locked = Draw.objects.select_for_update().get(pk=draw.pk)
    if locked.closed_at is not None:
        raise RuleBroken("draw.closed")
    return locked


def _draw(draw: Draw, secrets: list[str]) -> None:
    vote = Vote.objects.get(pk=draw.vote_id)
    if vote.roll_root != draw.root:
        raise RuleBroken("draw.roll-changed")
    roll = list(Seat.objects.filter(vote=vote).values_list("commitment", flat=True))
    draw.seed = rules.seed_of(draw.name, draw.root, secrets, draw.head)
    seats = rules.draw_seats(roll, draw.seed, draw.number)
    DrawnSeat.objects.bulk_create(
        (DrawnSeat(draw=draw, place=place, commitment=seat) for place, seat in enumerate(seats, start=1)),
        batch_size=BATCH,
    )
    draw.drawn_at = clock.now()
    draw.save(update_fields=["seed", "drawn_at"])
    ask_drawn(draw)
