"""The roll: who is on it, two people, and nothing after the freeze."""

import itertools
from datetime import date, timedelta

import pytest
from django.utils import timezone

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.journal.models import Entry
from deliberation.members.access import person_for
from deliberation.members.models import Member
from tests.people import as_person, make_group, make_member
from tests.proposals.refusing import refuses
from tests.votes.builders import (
    DAY,
    make_frozen_campaign,
    make_ready,
    make_scheduled,
    make_voters,
    move_to_opening,
    two_organisers,
)
from votes.actions.closing import close_due_votes
from votes.actions.rolling import freeze_roll, prepare_roll
from votes.actions.scheduling import confirm_vote
from votes.core.electorate import Conditions
from votes.core.rolls import merkle_root, seat_commitment
from votes.core.stages import Stage
from votes.models import Seat, Vote
from votes.queries.seats import eligible_members, preview_of, reason_for

pytestmark = pytest.mark.django_db


def names_on(vote: Vote) -> set[str]:
    rows = Seat.objects.filter(vote=vote).values_list("member__display_name", flat=True)
    return {name for name in rows if name}


def test_who_joined_in_time_and_stayed_has_a_seat() -> None:
    first, _second = two_organisers()
    vote = make_scheduled(by=first)
    make_member("Le jour même", joined_on=vote.cutoff_on)
    make_member("Le lendemain", joined_on=vote.cutoff_on + DAY)
    gone = make_member("Partie")
    Member.objects.filter(pk=gone.pk).update(left_on=vote.cutoff_on)
    shut = make_member("Suspendu")
    Member.objects.filter(pk=shut.pk).update(is_active=False)
    prepare_roll(first, vote)
    names = names_on(vote)
    assert "Le jour même" in names
    assert names.isdisjoint({"Le lendemain", "Partie", "Suspendu"})


def test_two_people_freeze_a_roll_and_the_journal_can_tell_them_apart() -> None:
    """The entry of who prepared it keeps the name of that day, which the second one bears now."""
    first, second = two_organisers()
    make_voters(3)
    vote = make_scheduled(by=first)
    confirm_vote(second, vote)
    prepare_roll(first, vote)
    Member.objects.filter(pk=second.known.pk).update(display_name=first.known.display_name)
    Member.objects.filter(pk=first.known.pk).update(display_name="Inès Autrement")
    with refuses("roll.same-name"):
        freeze_roll(person_for(Member.objects.get(pk=second.known.pk)), vote)


def test_the_roll_of_a_group_holds_its_members_only() -> None:
    group = make_group("Mende")
    first, _second = two_organisers()
    make_voters(3, group)
    make_voters(2)
    vote = make_scheduled(make_frozen_campaign(group=group), first)
    assert prepare_roll(first, vote).seats == 3


def test_commitments_are_salted_hashes_in_order_under_the_root() -> None:
    make_voters(12)
    vote = make_ready()
    seats = list(Seat.objects.filter(vote=vote).order_by("commitment"))
    for seat in seats:
        salt = bytes.fromhex(seat.salt)
        assert seat.commitment == seat_commitment(vote.slug, salt, seat.reference, seat.group_code)
    assert len({seat.salt for seat in seats}) == len(seats)
    assert merkle_root([seat.commitment for seat in seats]) == vote.roll_root


def test_the_journal_gives_root_and_counts_with_small_groups_together() -> None:
    make_voters(11, make_group("Lyon"))
    make_voters(3, make_group("Mende"))
    vote = make_ready()
    facts = Entry.objects.get(code="vote.roll-frozen").facts
    # Fourteen in groups and two organisers without: five would stand under "other", so Lyon joins it.
    assert facts["groups"] == [{"group": "other", "seats": 16}]
    assert (facts["root"], facts["seats"]) == (vote.roll_root, 16)


def test_only_another_organiser_freezes() -> None:
    first, second = two_organisers()
    vote = make_scheduled(by=first)
    with refuses("roll.not-prepared"):
        freeze_roll(second, vote)
    prepare_roll(first, vote)
    with refuses("roll.same-organiser"):
        freeze_roll(first, vote)
    freeze_roll(second, vote)
    for act in (prepare_roll, freeze_roll):
        for person in (first, second):
            with refuses("roll.frozen-already"):
                act(person, vote)


def test_a_roll_prepared_again_starts_from_nothing() -> None:
    first, _second = two_organisers()
    vote = make_scheduled(by=first)
    before = prepare_roll(first, vote)
    make_member("Retrouvée au registre")
    after = prepare_roll(first, vote)
    assert after.seats == before.seats + 1
    assert Seat.objects.filter(vote=vote).count() == after.seats


def test_a_roll_that_no_longer_fits_the_members_is_not_frozen() -> None:
    first, second = two_organisers()
    vote = make_scheduled(by=first)
    prepare_roll(first, vote)
    make_member("Oubliée")
    with pytest.raises(RuleBroken) as found:
        freeze_roll(second, vote)
    assert found.value.code == "roll.members-changed"
    assert found.value.facts == {"missing": 1, "gone": 0}


@pytest.mark.parametrize("field", ["salt", "reference", "group_code", "commitment"])
def test_a_seat_changed_behind_the_application_stops_the_freeze(field: str) -> None:
    first, second = two_organisers()
    vote = make_scheduled(by=first)
    prepare_roll(first, vote)
    seat = Seat.objects.filter(vote=vote).first()
    assert seat is not None
    other = {"salt": "ab" * 16, "commitment": "ab" * 32}.get(field, "autre")
    Seat.objects.filter(pk=seat.pk).update(**{field: other})
    with refuses("roll.tampered"):
        freeze_roll(second, vote)


def test_there_is_no_roll_before_the_cutoff_day_nor_after_the_opening() -> None:
    first, _second = two_organisers()
    vote = make_scheduled(by=first)
    Vote.objects.filter(pk=vote.pk).update(cutoff_on=timezone.localdate(clock.now()) + DAY)
    with refuses("roll.before-cutoff"):
        prepare_roll(first, vote)
    Vote.objects.filter(pk=vote.pk).update(cutoff_on=date(2026, 1, 1))
    clock.move(timedelta(days=1, seconds=1))
    with refuses("roll.too-late"):
        prepare_roll(first, vote)


def test_a_group_whose_name_cannot_be_published_is_refused() -> None:
    first, _second = two_organisers()
    make_voters(1, make_group("other"))
    with refuses("roll.group-reserved"):
        prepare_roll(first, make_scheduled(by=first))
    assert not Seat.objects.exists()


def test_each_condition_of_the_statutes_leaves_its_members_out(organiser: Member) -> None:
    lyon, mende = make_group("Lyon"), make_group("Mende")
    conditions = Conditions(membership_days=90, groups=("lyon",), paid_up=True)
    vote = make_scheduled(by=as_person(organiser), conditions=conditions)
    enough = vote.cutoff_on - 90 * DAY
    people = {
        "Seat": (enough, lyon, vote.cutoff_on),
        "Neuve": (enough + DAY, lyon, vote.cutoff_on),
        "Ailleurs": (enough, mende, vote.cutoff_on),
        "Impayée": (enough, lyon, vote.cutoff_on - DAY),
        "Sans date": (enough, lyon, None),
    }
    for name, (joined_on, group, paid_until) in people.items():
        member = make_member(name, joined_on, group)
        Member.objects.filter(pk=member.pk).update(paid_until=paid_until)
    prepare_roll(as_person(organiser), vote)
    assert names_on(vote) == {"Seat"}
    promised = Entry.objects.get(code="vote.roll-announced").facts
    assert promised["conditions"] == {"groups": ["lyon"], "membership_days": 90, "paid_up": True}
    assert promised["cutoff_on"] == vote.cutoff_on.isoformat()


def test_the_database_and_the_rule_agree_on_who_has_a_seat(organiser: Member) -> None:
    """One is asked in one query, the other member by member: 200 members of every kind, 8 conditions."""
    today, groups = timezone.localdate(clock.now()), [None, make_group("Lyon"), make_group("Mende")]
    for number in range(200):
        Member.objects.create(
            email=f"m{number}@example.org", display_name=f"M {number}",
            joined_on=today - (number * 7 % 120) * DAY, group=groups[number % 3],
            left_on=today + (number % 5 - 2) * DAY if number % 4 == 0 else None,
            paid_until=today + (number % 60 - 30) * DAY if number % 3 else None, is_active=number % 11 != 0,
        )  # fmt: skip
    vote = make_scheduled(by=as_person(organiser))
    for days, chosen, paid in itertools.product((0, 60), ((), ("lyon",)), (False, True)):
        vote.membership_days, vote.electing_groups, vote.paid_up = days, list(chosen), paid
        by_rule = {m.pk for m in Member.objects.select_related("group") if not reason_for(m, vote, today)}
        assert by_rule == set(eligible_members(vote, today).values_list("pk", flat=True))
        preview = preview_of(vote, today)
        assert preview.seats == len(by_rule)
        assert preview.seats + sum(count for _reason, count in preview.left_out) == Member.objects.count()


def test_a_roll_is_not_frozen_within_72_hours_of_the_opening_of_a_vote_that_is_not_urgent() -> None:
    first, second = two_organisers()
    vote = make_scheduled(by=first, opens_in=4 * DAY, urgent_reason="")
    prepare_roll(first, vote)
    clock.move(DAY + timedelta(minutes=1))
    with refuses("roll.notice-too-short"):
        freeze_roll(second, vote)


def test_a_vote_that_could_not_be_announced_in_time_must_say_why() -> None:
    with refuses("roll.notice-too-short"):
        make_scheduled(opens_in=3 * DAY - timedelta(minutes=1), urgent_reason=" ")
    with refuses("roll.urgency-unsafe"):
        make_scheduled(urgent_reason="Vite\u202e")
    vote = make_scheduled(opens_in=2 * DAY, urgent_reason="Une dissolution")
    assert Entry.objects.get(code="vote.roll-announced").facts["urgent"] == vote.urgent_reason


def test_a_root_that_came_too_late_behind_the_application_does_not_open_the_vote() -> None:
    vote = make_ready()
    Vote.objects.filter(pk=vote.pk).update(urgent_reason="")
    move_to_opening(vote)
    vote.refresh_from_db()
    assert vote.stage(clock.now()) is Stage.NOT_HELD
    assert close_due_votes() == 1
    assert Entry.objects.get(code="vote.not-held").facts["roll_frozen"] is False
