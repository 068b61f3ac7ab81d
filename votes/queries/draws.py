"""Draws of seats, read for their pages; and for a drawn member, on the page of the own seat."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet

from deliberation.journal import queries as journal
from deliberation.members.access import Person
from deliberation.members.models import Group
from votes.core import reading
from votes.core.sampling import OBSERVERS, Outcome, Sheet, confirmation_code, seats_to_draw, sheet_of
from votes.models import Draw, DrawnSeat, DrawPart, Seat, Vote

# What the page tells before a draw: tenths of a percent of ghosts, and the seats that show one at 95 %.
SEATS_NEEDED = tuple((share, seats_to_draw(Fraction(share, 1000))) for share in (5, 10, 20, 50))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a draw stands, and the person's own part in it; `sheet` once there are seats."""

    parts: tuple[DrawPart, ...]
    missing: int
    own: DrawPart | None
    sheet: Sheet | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a drawn member is asked on her page: by which draw, the code to read out, whom to call."""

    draw: Draw
    code: str
    outcome: str
    contacts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn member as the own group's referent sees her: her public name, and what became of the seat."""

    name: str
    outcome: str


def draws_of(vote: Vote) -> QuerySet[Draw]:
    """The draws of a vote, newest first."""
    return Draw.objects.filter(vote=vote)


def kept_parts(vote: Vote) -> list[DrawPart]:
    """The parts in draws of the vote whose observer kept the secret once another had told one, so that the
    draw was given up: as the journal says. Two queries.
    """
    given_up = journal.entries("draw.given-up").filter(facts__vote=vote.slug).values_list("facts", flat=True)
    kept = [each for facts in given_up for each in reading.rows(facts.get("kept", []), "kept")]
    return list(DrawPart.objects.filter(draw__vote=vote, commitment__in=kept).select_related("observer"))


def standing_of(draw: Draw, person: Person) -> Standing:
    """Where a draw stands for this person. Two queries."""
    parts = tuple(draw.parts.select_related("observer"))
    own = next((part for part in parts if person.member and part.observer_id == person.member.pk), None)
    sheet = None
    if draw.drawn_at is not None:
        outcomes = [Outcome(each) for each in draw.seats.values_list("outcome", flat=True)]
        sheet = Sheet(**draw.sheet) if draw.sheet else sheet_of(draw.vote.roll_seats, outcomes)
    return Standing(parts, OBSERVERS - len(parts), own, sheet)


def own_drawn(draw: Draw, person: Person) -> list[Drawn]:
    """The drawn members of the groups that the person is a referent of, to be asked in person. Two queries,
    none without a referent's office.
    """
    own = [held.group_id for held in person.offices if held.kind == "referent" and held.group_id]
    if not own or draw.drawn_at is None or draw.closed_at is not None:
        return []
    outcomes = dict(draw.seats.values_list("commitment", "outcome"))
    codes = Group.objects.filter(pk__in=own).values("slug")
    seats = Seat.objects.filter(vote=draw.vote_id, group_code__in=codes, member__isnull=False)
    rows = seats.filter(commitment__in=draw.seats.values("commitment"))
    named = rows.order_by("member__display_name").values_list("member__display_name", "commitment")
    return [Drawn(str(name), outcomes[commitment]) for name, commitment in named]


def asked_of(person: Person, vote: Vote) -> Asked | None:
    """What the member is asked because the own seat was drawn, or None. Three queries at most."""
    seat = Seat.objects.filter(vote=vote, member=person.known).exclude(salt="").first()
    if seat is None:
        return None
    drawn = (
        DrawnSeat.objects.filter(draw__vote=vote, commitment=seat.commitment, draw__closed_at=None)
        .select_related("draw")
        .first()
    )
    if drawn is None:
        return None
    parts = drawn.draw.parts.select_related("observer")
    contacts = tuple((part.observer.display_name, part.contact) for part in parts)
    return Asked(drawn.draw, confirmation_code(drawn.draw.name, seat.salt), drawn.outcome, contacts)
