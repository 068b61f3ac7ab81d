"""What happens to the demo's roll between its freeze and the opening: two claims, a draw of twelve seats."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from deliberation import clock
from deliberation.core.actors import OPERATOR
from deliberation.core.register import Row
from deliberation.members.access import Person, person_for
from deliberation.members.actions import appoint
from deliberation.members.importing import import_members
from deliberation.members.models import Member
from votes.actions.claiming import file_claim, propose_answer, sign_answer
from votes.actions.sampling import close_draw, commit, decline, note_answer, open_draw, reveal
from votes.core.claims import Kind
from votes.core.sampling import Outcome, commitment_of
from votes.models import Draw, Seat, Vote
from votes.queries.draws import asked_of

DRAWN = 12
OBSERVERS = ("maud@example.org", "membre3@example.org", "membre4@example.org")
CONTACTS = ("01 99 00 12 34, le soir", "permanence du samedi, place du marché", "01 99 00 56 78")
SECRETS = ("brumesurlariviere7", "quatrepommesrouges", "lavoirdelaplace1912")


def contest_and_draw(first: Person, second: Person, vote: Vote) -> None:
    """A forgotten member gets a seat, another is refused one, and observers ask who sits on twelve."""
    clock.move(timedelta(days=1))
    _claims(first, second, vote)
    clock.move(timedelta(days=1))
    _draw(Vote.objects.get(pk=vote.pk))


def _claims(first: Person, second: Person, vote: Vote) -> None:
    today = timezone.localdate(clock.now())
    # Known on paper for years, and typed in once more under another spelling of the address.
    rows = [
        Row(0, "wanda.lorris@example.org", "Wanda Lorris", "RC-90001", "Mende", today - timedelta(days=900),
            None, phone="01 99 00 11 22", says_phone=True),
        Row(0, "wandalorris@example.org", "W. Lorris", "RC-90002", "Mende", today - timedelta(days=3),
            None, phone="+33 1 99 00 11 22", says_phone=True),
    ]  # fmt: skip
    import_members(OPERATOR, rows)
    known, again = (person_for(Member.objects.get(email=row.email)) for row in rows)
    claim = file_claim(known, vote, kind=Kind.MISSING, text="J’ai ma carte, en papier, depuis deux ans.")
    propose_answer(first, claim, outcome="accepted", reason="Adhésion sur papier, retrouvée à Mende.")
    sign_answer(second, claim)
    claim = file_claim(again, vote, kind=Kind.MISSING, text="Je viens d’adhérer et j’aimerais voter.")
    propose_answer(second, claim, outcome="refused", reason="Adhésion postérieure au jour de référence.")
    sign_answer(first, claim)


def _draw(vote: Vote) -> None:
    for email in OBSERVERS[1:]:
        appoint(OPERATOR, email=email, kind="observer")
    observers = [person_for(Member.objects.get(email=email)) for email in OBSERVERS]
    draw = open_draw(observers[0], vote, number=min(DRAWN, vote.roll_seats))
    for observer, contact, secret in zip(observers, CONTACTS, SECRETS, strict=True):
        commit(observer, draw, commitment=commitment_of(draw.name, secret), contact=contact)
    for observer, secret in zip(observers, SECRETS, strict=True):
        reveal(observer, draw, secret=secret)
    draw = Draw.objects.select_related("vote__campaign").get(pk=draw.pk)
    for seat in draw.seats.all():
        member = Seat.objects.select_related("member").get(vote=vote, commitment=seat.commitment).member
        asked = asked_of(person_for(member), vote) if member else None
        if asked is None or seat.place % 6 == 0:
            continue  # one in six does not answer
        if seat.place == 4 and member:
            decline(person_for(member), draw)
        else:
            note_answer(
                observers[seat.place % 3], draw, place=seat.place, outcome=Outcome.CONFIRMED, code=asked.code
            )
    close_draw(observers[0], draw)
