"""Claims: filed by a member, proposed by one organiser, signed by another; few seats move, each one told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from deliberation import clock
from deliberation.journal.models import Entry
from deliberation.members.access import Person, person_for
from deliberation.members.models import Member
from tests.people import make_group, make_member
from tests.proposals.refusing import refuses
from tests.votes.builders import (
    DAY,
    cast,
    make_ready,
    make_voters,
    move_to_close,
    move_to_opening,
    questions_of,
    two_organisers,
)
from tests.votes.packs import pack_of
from votes.actions.claiming import file_claim, propose_answer, sign_answer
from votes.actions.closing import close_due_votes
from votes.actions.forgetting import forget_seats
from votes.core.claims import Kind
from votes.models import Claim, Seat, Vote
from votes.queries.claims import claim_counts
from votes.queries.held import held_on
from votes.queries.seats import seat_page
from votes.verifier.verifying import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def vote(db: None) -> Vote:
    make_voters(12)
    return make_ready()


@pytest.fixture
def pair(db: None) -> tuple[Person, Person]:
    return two_organisers()


def answered(
    claim: Claim, pair: tuple[Person, Person], outcome: str, reason: str = "Adhésion retrouvée."
) -> None:
    propose_answer(pair[0], claim, outcome=outcome, reason=reason)
    sign_answer(pair[1], claim)


def late_member(vote: Vote, name: str = "Oubliée") -> Member:
    """Somebody whom the register knew only after the roll was frozen."""
    return make_member(name)


def test_an_accepted_claim_adds_a_seat_under_a_new_root(vote: Vote, pair: tuple[Person, Person]) -> None:
    member = late_member(vote)
    claim = file_claim(person_for(member), vote, kind=Kind.MISSING, text="J’ai adhéré en 2020.")
    before = vote.roll_root
    answered(claim, pair, "accepted")
    vote.refresh_from_db()
    page = seat_page(person_for(member), vote)
    assert page is not None
    assert page.leads_to_root
    assert vote.roll_root != before
    corrected, said = Entry.objects.get(code="vote.roll-corrected"), Entry.objects.get(code="claim.answered")
    assert (corrected.facts["previous"], corrected.facts["root"]) == (before, vote.roll_root)
    assert (corrected.facts["added"], corrected.facts["removed"]) == (1, 0)
    seat = Seat.objects.get(vote=vote, member=member)
    moved = (corrected.facts["commitments_added"], corrected.facts["commitments_removed"])
    assert moved == ([seat.commitment], [])
    assert said.facts == {
        "vote": vote.slug, "kind": "missing", "outcome": "accepted", "reason": "Adhésion retrouvée.",
    }  # fmt: skip
    assert member.display_name not in str(corrected.facts) + str(said.facts)


def test_the_seat_of_a_wrong_group_is_made_anew(pair: tuple[Person, Person]) -> None:
    member = make_member("Nomade", group=make_group("Lyon"))
    make_voters(3)
    vote = make_ready()
    claim = file_claim(person_for(member), vote, kind=Kind.GROUP_WRONG, text="Je suis à Mende.")
    propose_answer(pair[0], claim, outcome="accepted", reason="Déménagement.")
    with refuses("claim.nothing-to-correct"):  # the register comes first
        sign_answer(pair[1], claim)
    Member.objects.filter(pk=member.pk).update(group=make_group("Mende"))
    sign_answer(pair[1], claim)
    seat = Seat.objects.get(vote=vote, member=member)
    assert seat.group_code == "mende"
    facts = Entry.objects.get(code="vote.roll-corrected").facts
    assert (facts["added"], facts["removed"], facts["seats"]) == (1, 1, vote.roll_seats)


def test_a_contested_count_brings_the_whole_roll_in_line(vote: Vote, pair: tuple[Person, Person]) -> None:
    gone = Seat.objects.filter(vote=vote).exclude(member__offices__kind="organiser")[:2]
    Member.objects.filter(pk__in=[seat.member_id for seat in gone]).update(is_active=False)
    claim = file_claim(
        person_for(make_voters(1)[0]), vote, kind=Kind.COUNT_WRONG, text="Deux ont démissionné."
    )
    answered(claim, pair, "accepted", "Deux démissions de septembre.")
    # Who claimed was made after the freeze, and so were the two who answer: three more, two less.
    facts = Entry.objects.get(code="vote.roll-corrected").facts
    assert (facts["added"], facts["removed"]) == (3, 2)


def test_corrections_do_not_replace_a_freeze(vote: Vote, pair: tuple[Person, Person]) -> None:
    """Twelve voters and two organisers have seats: ten may move, the eleventh asks for another freeze."""
    members = make_voters(9)
    claim = file_claim(person_for(members[0]), vote, kind=Kind.COUNT_WRONG, text="Il en manque neuf.")
    propose_answer(pair[0], claim, outcome="accepted", reason="Import oublié.")
    with refuses("roll.too-many-corrections"):
        sign_answer(pair[1], claim)
    assert Vote.objects.get(pk=vote.pk).roll_root == vote.roll_root


def test_two_organisers_answer_and_never_the_one_who_claims(vote: Vote, pair: tuple[Person, Person]) -> None:
    first, second = pair
    claim = file_claim(first, vote, kind=Kind.MISSING, text="J’organise, je n’ai pas de siège.")
    with refuses("claim.own"):
        propose_answer(first, claim, outcome="accepted", reason="Moi.")
    third, _fourth = two_organisers()
    with refuses("claim.no-proposal"):
        sign_answer(second, claim)
    propose_answer(third, claim, outcome="accepted", reason="Adhésion retrouvée.")
    with refuses("claim.same-organiser"):
        sign_answer(third, claim)
    with refuses("claim.own"):
        sign_answer(first, claim)
    sign_answer(second, claim)
    with refuses("claim.answered-already"):
        propose_answer(third, claim, outcome="refused", reason="Non.")


def test_each_claim_has_its_time(vote: Vote, pair: tuple[Person, Person]) -> None:
    seated = Seat.objects.filter(vote=vote)[0].member
    assert seated is not None
    with refuses("claim.already-on-roll"):
        file_claim(person_for(seated), vote, kind=Kind.MISSING, text="?")
    with refuses("claim.too-early"):
        file_claim(person_for(seated), vote, kind=Kind.MARKED, text="?")
    missing = late_member(vote)
    with refuses("claim.no-seat"):
        file_claim(person_for(missing), vote, kind=Kind.GROUP_WRONG, text="?")
    with refuses("claim.text-wrong"):
        file_claim(person_for(missing), vote, kind=Kind.MISSING, text=" ")
    claim = file_claim(person_for(missing), vote, kind=Kind.MISSING, text="Moi")
    assert file_claim(person_for(missing), vote, kind=Kind.MISSING, text="Encore") == claim
    propose_answer(pair[0], claim, outcome="accepted", reason="Vrai.")
    move_to_opening(vote)
    with refuses("roll.too-late"):
        sign_answer(pair[1], claim)
    with refuses("claim.too-late"):
        file_claim(person_for(make_voters(1)[0]), vote, kind=Kind.MISSING, text="Et moi")
    answered(claim, pair, "refused", "Fondée, mais le scrutin a ouvert.")


def test_an_organiser_elsewhere_answers_nothing(vote: Vote) -> None:
    from django.http import Http404

    claim = file_claim(person_for(late_member(vote)), vote, kind=Kind.MISSING, text="Moi")
    elsewhere, _ = two_organisers(make_group("Lyon"))
    with pytest.raises(Http404):
        propose_answer(elsewhere, claim, outcome="accepted", reason="Oui.")


def test_the_pack_counts_the_claims_as_they_stood_at_the_opening(
    vote: Vote, pair: tuple[Person, Person]
) -> None:
    people = make_voters(3)
    claims = [file_claim(person_for(each), vote, kind=Kind.MISSING, text="Moi") for each in people]
    answered(claims[0], pair, "accepted")
    answered(claims[1], pair, "refused", "Jamais adhéré.")
    move_to_opening(vote)
    answered(claims[2], pair, "refused", "Trop tard.")
    counts = claim_counts(vote)
    assert [(each.kind, each.filed, each.accepted, each.refused) for each in counts] == [("missing", 3, 1, 1)]
    move_to_close(vote)
    assert close_due_votes() == 1
    vote.refresh_from_db()
    report = verify(pack_of(vote))
    assert report.findings == ()


def test_who_did_not_vote_and_finds_a_mark_says_so_until_the_appeal_date(
    vote: Vote, pair: tuple[Person, Person]
) -> None:
    seats = list(Seat.objects.filter(vote=vote).select_related("member"))
    move_to_opening(vote)
    question = questions_of(vote)[0]
    marked, bare = seats[0].member, seats[1].member
    assert marked is not None
    assert bare is not None
    cast(marked, question, question.options.all()[0].code)
    move_to_close(vote)
    close_due_votes()
    vote.refresh_from_db()
    with refuses("claim.not-marked"):
        file_claim(person_for(bare), vote, kind=Kind.MARKED, text="?")
    claim = file_claim(person_for(marked), vote, kind=Kind.MARKED, text="Je n’ai pas voté.")
    answered(claim, pair, "accepted", "Une session volée.")
    assert not Entry.objects.filter(code="vote.roll-corrected").exists()
    clock.move(timedelta(days=30))
    with refuses("claim.too-late"):
        file_claim(person_for(marked), vote, kind=Kind.MARKED, text="Encore.")


def test_after_the_appeal_date_nothing_joins_a_member_to_a_seat(vote: Vote) -> None:
    seat = Seat.objects.filter(vote=vote)[0]
    member = seat.member
    assert member is not None
    claimant = late_member(vote)
    file_claim(person_for(claimant), vote, kind=Kind.MISSING, text="Moi")
    held = held_on(member)
    assert held["seats"] == [
        {
            "vote": vote.slug, "group": "", "reference": member.reference, "salt": seat.salt,
            "commitment": seat.commitment, "marked": False,
        }
    ]  # fmt: skip
    claims = held_on(claimant)["claims"]
    assert isinstance(claims, list)
    assert len(claims) == 1
    move_to_close(vote)
    close_due_votes()
    clock.move(30 * DAY - timedelta(minutes=5))
    assert forget_seats() == 0
    clock.move(timedelta(minutes=10))
    assert [forget_seats(), forget_seats()] == [1, 0]
    left = Seat.objects.filter(vote=vote)
    assert not left.exclude(salt="", reference="", member=None).exists()
    assert Claim.objects.get().text == ""
    entry = Entry.objects.get(code="vote.salts-erased")
    assert entry.facts == {"vote": vote.slug, "seats": vote.roll_seats}
    vote.refresh_from_db()
    assert seat_page(person_for(member), vote) is None
    assert held_on(member) == {"seats": [], "claims": []}
    assert verify(pack_of(vote)).findings == ()  # the counts and the root stay


def test_a_seat_kept_before_a_correction_is_still_found_in_the_pack(
    vote: Vote, pair: tuple[Person, Person]
) -> None:
    member = Seat.objects.filter(vote=vote)[0].member
    assert member is not None
    early = seat_page(person_for(member), vote)
    assert early is not None
    claim = file_claim(person_for(late_member(vote)), vote, kind=Kind.MISSING, text="Moi")
    answered(claim, pair, "accepted")
    move_to_close(vote)
    close_due_votes()
    vote.refresh_from_db()
    report = verify(pack_of(vote), seat=early.proof)
    assert report.findings == ()
    assert {"seat.on-roll", "seat.kept-before-correction"} <= {note.code for note in report.notes}
