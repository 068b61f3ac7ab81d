"""A draw of seats from beginning to end: three observers, the members they ask, what it proves."""

from __future__ import annotations

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from deliberation import clock
from deliberation.journal.models import Entry, StaffRead
from deliberation.members.access import Person, person_for
from deliberation.members.models import Member
from tests.mails import send_mails
from tests.people import make_group, make_officer
from tests.proposals.refusing import refuses
from tests.votes.builders import make_ready, make_voters
from votes.actions.asking_drawn import REMINDED_AFTER, remind_drawn
from votes.actions.sampling import close_draw, commit, decline, note_answer, open_draw, reveal
from votes.core.sampling import TIME_TO_REVEAL, commitment_of, draw_seats, most_ghosts, seed_of
from votes.models import Draw, DrawnSeat, Seat, Vote
from votes.queries.draws import asked_of

pytestmark = pytest.mark.django_db
SECRETS = ("premiersecret123", "deuxiemesecret45", "troisiemesecret6")


@pytest.fixture
def vote(db: None) -> Vote:
    make_voters(20)
    return make_ready()


@pytest.fixture
def observers(db: None) -> list[Member]:
    return [make_officer("observer", f"Obs {number}") for number in range(3)]


def people(observers: list[Member]) -> list[Person]:
    return [person_for(each) for each in observers]


def drawn(vote: Vote, observers: list[Member], number: int = 5) -> Draw:
    three = people(observers)
    draw = open_draw(three[0], vote, number=number)
    for person, secret in zip(three, SECRETS, strict=True):
        commit(person, draw, commitment=commitment_of(draw.name, secret), contact="01 23 45 67 89")
    for person, secret in zip(three, SECRETS, strict=True):
        reveal(person, draw, secret=secret)
    return Draw.objects.select_related("vote__campaign").get(pk=draw.pk)


def test_a_stranger_draws_the_same_seats_from_what_is_published(vote: Vote, observers: list[Member]) -> None:
    draw = drawn(vote, observers)
    entries = list(Entry.objects.filter(code__startswith="draw.").order_by("seq"))
    head = [entry for entry in entries if entry.code == "draw.committed"][-1].digest
    secrets = [entry.facts["secret"] for entry in entries if entry.code == "draw.revealed"]
    seed = seed_of(draw.name, vote.roll_root, secrets, head)
    assert entries[-1].facts == {"vote": vote.slug, "draw": draw.name, "head": head, "seed": seed}
    roll = list(Seat.objects.filter(vote=vote).values_list("commitment", flat=True))
    assert tuple(draw.seats.values_list("commitment", flat=True)) == draw_seats(roll, seed, 5)


def test_nobody_reveals_before_all_have_committed_nor_changes_the_secret(
    vote: Vote, observers: list[Member]
) -> None:
    three = people(observers)
    draw = open_draw(three[0], vote, number=5)
    with refuses("draw.one-open"):
        open_draw(three[1], vote, number=5)
    with refuses("draw.number-wrong"):
        Draw.objects.filter(pk=draw.pk).delete()
        open_draw(three[0], vote, number=999)
    draw = open_draw(three[0], vote, number=5)
    commit(three[0], draw, commitment=commitment_of(draw.name, SECRETS[0]), contact="ici")
    with refuses("draw.not-all-committed"):
        reveal(three[0], draw, secret=SECRETS[0])
    with refuses("draw.committed-already"):
        commit(three[0], draw, commitment="0" * 64, contact="ici")
    with refuses("draw.commitment-repeated"):
        commit(three[1], draw, commitment=commitment_of(draw.name, SECRETS[0]), contact="ici")
    for person, secret in zip(three[1:], SECRETS[1:], strict=True):
        commit(person, draw, commitment=commitment_of(draw.name, secret), contact="ici")
    fourth = person_for(make_officer("observer", "Obs 4"))
    with refuses("draw.full"):
        commit(fourth, draw, commitment="1" * 64, contact="ici")
    with refuses("draw.no-part"):
        reveal(fourth, draw, secret=SECRETS[0])
    with refuses("draw.secret-differs"):
        reveal(three[1], draw, secret=SECRETS[2])
    assert not DrawnSeat.objects.exists()
    reveal(three[1], draw, secret=SECRETS[1])
    with refuses("draw.revealed-already"):
        reveal(three[1], draw, secret=SECRETS[1])


def test_who_keeps_the_last_secret_is_named_and_draws_no_more(
    client: Client, vote: Vote, observers: list[Member]
) -> None:
    """She knows the seed before all others: to keep it until a draw pleases would be to choose."""
    three = people(observers)
    draw = open_draw(three[0], vote, number=5)
    for person, secret in zip(three, SECRETS, strict=True):
        commit(person, draw, commitment=commitment_of(draw.name, secret), contact="ici")
    for person, secret in zip(three[:2], SECRETS, strict=False):
        reveal(person, draw, secret=secret)
    for person in (three[2], three[0]):
        with refuses("draw.time-to-reveal"):
            close_draw(person, draw)
    clock.move(TIME_TO_REVEAL)
    close_draw(three[0], draw)
    facts = Entry.objects.get(code="draw.given-up").facts
    kept = commitment_of(draw.name, SECRETS[2])
    assert facts == {"vote": vote.slug, "draw": draw.name, "committed": 3, "kept": [kept]}
    client.force_login(observers[0])
    page = client.get(reverse("vote-draws", args=[vote.slug])).content.decode()
    assert "Obs 2 a gardé son secret" in page
    again = open_draw(three[2], vote, number=5)
    with refuses("draw.kept-secret"):
        commit(three[2], again, commitment="2" * 64, contact="ici")
    for person in three[:2]:
        commit(person, again, commitment=str(person.known.pk % 10) * 64, contact="ici")
    close_draw(three[2], again)  # nobody knows a seed yet: nobody is blamed
    entries = Entry.objects.filter(code="draw.given-up").order_by("seq")
    assert [each.facts["kept"] for each in entries] == [[kept], []]


def test_a_corrected_roll_is_not_drawn_from(vote: Vote, observers: list[Member]) -> None:
    three = people(observers)
    draw = open_draw(three[0], vote, number=5)
    for person, secret in zip(three, SECRETS, strict=True):
        commit(person, draw, commitment=commitment_of(draw.name, secret), contact="ici")
    Vote.objects.filter(pk=vote.pk).update(roll_root="0" * 64)
    for person, secret in zip(three[:2], SECRETS, strict=False):
        reveal(person, draw, secret=secret)
    with refuses("draw.roll-changed"):
        reveal(three[2], draw, secret=SECRETS[2])


def test_members_answer_by_voice_or_decline_and_the_journal_tells_the_bounds(
    vote: Vote, observers: list[Member]
) -> None:
    draw, first = drawn(vote, observers), person_for(observers[0])
    seats = list(draw.seats.all())
    members = {
        seat.commitment: seat.member for seat in Seat.objects.filter(vote=vote).select_related("member")
    }
    for seat in seats[:3]:
        member = members[seat.commitment]
        assert member is not None
        asked = asked_of(person_for(member), vote)
        assert asked is not None
        assert asked.contacts[0] == ("Obs 0", "01 23 45 67 89")
        with refuses("draw.code-wrong"):
            note_answer(first, draw, place=seat.place, outcome="confirmed", code="AAAA-AAAA")
        note_answer(first, draw, place=seat.place, outcome="confirmed", code=asked.code.lower())
    note_answer(first, draw, place=4, outcome="address-dead")
    declining = members[seats[4].commitment]
    assert declining is not None
    decline(person_for(declining), draw)
    undrawn = next(
        member for commitment, member in members.items() if commitment not in {s.commitment for s in seats}
    )
    assert undrawn is not None
    assert asked_of(person_for(undrawn), vote) is None
    with refuses("draw.not-drawn"):
        decline(person_for(undrawn), draw)
    with refuses("draw.seat-unknown"):
        note_answer(first, draw, place=99, outcome="refused")
    with refuses("draw.outcome-unknown"):
        note_answer(first, draw, place=1, outcome="peut-être")
    close_draw(first, draw)
    facts = Entry.objects.get(code="draw.closed").facts
    total = vote.roll_seats
    assert facts == {
        "vote": vote.slug, "draw": draw.name, "seats": total, "drawn": 5, "confirmed": 3, "refused": 1,
        "no_answer": 0, "dead": 1, "surely": most_ghosts(1, total, 5), "at_worst": most_ghosts(2, total, 5),
    }  # fmt: skip
    with refuses("draw.closed"):
        note_answer(first, draw, place=1, outcome="refused")


def test_the_pages_carry_a_draw_and_show_observers_no_name(
    client: Client, vote: Vote, observers: list[Member], member: Member
) -> None:
    client.force_login(member)
    assert client.post(reverse("vote-draws", args=[vote.slug]), {"number": 3}).status_code == 404
    client.force_login(observers[0])
    answer = client.post(reverse("vote-draws", args=[vote.slug]), {"number": 3})
    draw = Draw.objects.get()
    assert answer["Location"] == reverse("vote-draw", args=[vote.slug, draw.name])
    for act, of in (("commit", "commitment"), ("reveal", "secret")):
        for observer, secret in zip(observers, SECRETS, strict=True):
            client.force_login(observer)
            given = commitment_of(draw.name, secret) if of == "commitment" else secret
            sent = {of: given, "contact": "au local"}
            assert (
                client.post(reverse(f"vote-draw-{act}", args=[vote.slug, draw.name]), sent).status_code == 302
            )
    page = client.get(answer["Location"]).content.decode()
    assert "Noter une réponse" in page
    # Before anybody was asked nothing is proved.
    assert "Les réponses arrivent encore." in page
    assert "Avec 95" not in page
    names = set(Seat.objects.filter(vote=vote).values_list("member__display_name", flat=True))
    assert not [name for name in names if name and name in page]
    wrong = client.post(reverse("vote-draw-note", args=[vote.slug, draw.name]), {"place": ""})
    assert wrong.status_code == 422
    file = client.get(reverse("vote-draw-file", args=[vote.slug, draw.name])).content.decode()
    assert file.count("no-answer") == 3
    seat = Seat.objects.get(commitment=draw.seats.all()[0].commitment)
    assert seat.member is not None
    client.force_login(seat.member)
    mine = client.get(reverse("vote-seat", args=[vote.slug])).content.decode()
    assert "Votre siège est tiré au sort" in mine
    assert "au local" in mine
    assert client.post(reverse("vote-draw-decline", args=[vote.slug, draw.name])).status_code == 302
    client.force_login(observers[0])
    assert client.post(reverse("vote-draw-close", args=[vote.slug, draw.name])).status_code == 302
    assert "Avec 95" in client.get(answer["Location"]).content.decode()


def test_each_drawn_member_is_asked_by_mail_once_and_the_silent_are_reminded_once(
    vote: Vote, observers: list[Member], mailoutbox: list[EmailMessage]
) -> None:
    draw = drawn(vote, observers)
    seats = Seat.objects.filter(vote=vote, commitment__in=draw.seats.values("commitment"))
    members = sorted(seat.member.email for seat in seats.select_related("member") if seat.member)
    send_mails()
    assert sorted(mail.to[0] for mail in mailoutbox) == members
    for mail in mailoutbox:
        assert f"/votes/{vote.slug}/seat/" in mail.body
        assert vote.title in mail.subject
        assert "01 23 45 67 89" not in mail.body  # whom to call, and the code, stand on the page
    answered = seats.select_related("member")[0]
    assert answered.member is not None
    decline(person_for(answered.member), draw)
    mailoutbox.clear()
    assert remind_drawn() == 0
    clock.move(REMINDED_AFTER)
    assert remind_drawn() == 1
    assert remind_drawn() == 0
    send_mails()
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted({*members} - {answered.member.email})


def test_a_referent_is_asked_too_and_sees_only_the_drawn_members_of_the_own_group(
    client: Client, observers: list[Member], mailoutbox: list[EmailMessage]
) -> None:
    mende, nice = make_group("Mende"), make_group("Nice")
    make_voters(6, mende)
    others = make_voters(6, nice)
    referent, stranger = make_officer("referent", "Réf. M.", mende), make_officer("referent", "Réf. X.", None)
    vote = make_ready()
    draw = drawn(vote, observers, vote.roll_seats)
    send_mails()
    asked = [mail for mail in mailoutbox if "votre groupe" in mail.subject]
    assert [mail.to for mail in asked] == [[referent.email]]
    assert f"/votes/{vote.slug}/draws/{draw.name}/" in asked[0].body
    address = reverse("vote-draw", args=[vote.slug, draw.name])
    client.force_login(referent)
    page = client.get(address).content.decode()
    assert "Dans votre groupe" in page
    assert not any(member.display_name in page for member in others)
    assert StaffRead.objects.filter(code="draw.read", office="referent").count() == 1
    client.force_login(stranger)
    assert "Dans votre groupe" not in client.get(address).content.decode()
