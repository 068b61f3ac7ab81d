"""T5: seventeen ways to change the roll of an opened vote: refused, or named by the verifier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.members.access import person_for
from deliberation.members.models import Member
from tests.people import make_group, make_member, make_officer
from tests.votes.builders import (
    cast,
    make_open,
    make_voters,
    move_to_close,
    questions_of,
    two_organisers,
)
from tests.votes.packs import pack_of
from votes.actions.claiming import propose_answer, sign_answer
from votes.actions.closing import close_due_votes
from votes.actions.rolling import freeze_roll, prepare_roll
from votes.actions.seating import new_seat
from votes.models import Claim, Seat, Vote
from votes.verifier.verifying import verify

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def vote(db: None) -> Vote:
    make_voters(12)
    return make_open()


def sql(statement: str, *values: Any) -> Callable[[Vote], None]:
    def run(vote: Vote) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, [value(vote) if callable(value) else value for value in values])

    return run


def first_key(vote: Vote) -> int:
    return Seat.objects.filter(vote=vote).order_by("key")[0].key


def insert_by_orm(vote: Vote) -> None:
    new_seat(vote, make_member("Fantôme")).save()


def delete_by_orm(vote: Vote) -> None:
    Seat.objects.filter(vote=vote)[0].delete()


def delete_the_vote(vote: Vote) -> None:
    Seat.objects.filter(vote=vote).delete()
    vote.delete()


def swap_commitment(vote: Vote) -> None:
    ghost = new_seat(vote, make_member("Fantôme"))
    Seat.objects.filter(pk=first_key(vote)).update(
        member=ghost.member, reference=ghost.reference, salt=ghost.salt, commitment=ghost.commitment
    )


def hand_over(vote: Vote) -> None:
    Seat.objects.filter(pk=first_key(vote)).update(member=make_member("Fantôme"))


def move_from_another_vote(vote: Vote) -> None:
    other = Vote.objects.create(
        slug="autre", campaign=vote.campaign, title="Autre", cutoff_on=vote.cutoff_on,
        opens_at=vote.closes_at, closes_at=vote.closes_at, scheduled_by=vote.scheduled_by,
        scheduled_at=vote.scheduled_at,
    )  # fmt: skip
    seat = new_seat(other, make_member("Fantôme"))
    seat.save()
    Seat.objects.filter(pk=seat.pk).update(vote=vote)


def by_action(vote: Vote) -> None:
    prepare_roll(two_organisers()[0], vote)


def freeze_again(vote: Vote) -> None:
    freeze_roll(two_organisers()[1], vote)


def by_claim(vote: Vote) -> None:
    first, second = two_organisers()
    claim = Claim.objects.create(
        vote=vote, member=make_member("Fantôme"), kind="missing", text="Moi", filed_at=clock.now()
    )
    propose_answer(first, claim, outcome="accepted", reason="Oui.")
    sign_answer(second, claim)


def by_forced_claim(vote: Vote) -> None:
    """The proposal written behind the application, then signed."""
    first, second = two_organisers()
    claim = Claim.objects.create(
        vote=vote, member=make_member("Fantôme"), kind="missing", text="Moi", filed_at=clock.now(),
        outcome="accepted", reason="Oui.", proposed_by=first.known,
    )  # fmt: skip
    sign_answer(second, claim)


def by_page(vote: Vote) -> None:
    client = Client()
    client.force_login(make_officer("organiser", "Pressé"))
    answer = client.post(reverse("vote-roll-prepare", args=[vote.slug]))
    assert answer.status_code == 409
    raise RuleBroken("roll.frozen-already")


def early_salts(vote: Vote) -> None:
    Seat.objects.filter(vote=vote).update(salt="", reference="", member=None)


LATE = [
    sql("INSERT INTO votes_seat (key, vote_id, group_code, reference, salt, commitment) "
        "VALUES (1, %s, '', 'x', 'y', 'z')", lambda vote: vote.pk),
    sql("DELETE FROM votes_seat WHERE key = %s", first_key),
    sql("UPDATE votes_seat SET group_code = 'lyon' WHERE key = %s", first_key),
    sql("UPDATE votes_seat SET commitment = %s WHERE key = %s", "f" * 64, first_key),
    sql("UPDATE votes_seat SET key = 1 WHERE key = %s", first_key),
    insert_by_orm, delete_by_orm, delete_the_vote, swap_commitment, hand_over, move_from_another_vote,
    early_salts, by_action, freeze_again, by_claim, by_forced_claim, by_page,
]  # fmt: skip


@pytest.mark.parametrize("change", LATE, ids=lambda change: change.__name__)
def test_a_late_change_is_refused(vote: Vote, change: Callable[[Vote], Any]) -> None:
    before = list(Seat.objects.order_by("key").values())
    with pytest.raises((DatabaseError, RuleBroken)), transaction.atomic():
        change(vote)
    assert list(Seat.objects.order_by("key").values()) == before


def test_the_registers_command_does_not_reach_an_open_roll(vote: Vote, tmp_path: Any) -> None:
    """A member moved or gone in the register keeps the seat, in the group it was frozen in."""
    seat = Seat.objects.filter(vote=vote).select_related("member")[0]
    assert seat.member is not None
    file = tmp_path / "r.csv"
    file.write_text(
        "email,name,reference,group,joined_on,left_on\n"
        f"{seat.member.email},{seat.member.display_name},{seat.reference},Lyon,2020-01-01,2021-01-01\n"
    )
    before = list(Seat.objects.order_by("key").values())
    try:
        call_command("import_members", str(file))
    except CommandError as refused:
        pytest.fail(str(refused))
    assert list(Seat.objects.order_by("key").values()) == before


def test_what_gets_past_the_database_is_named_by_the_verifier(vote: Vote) -> None:
    """Who owns the server can put the opening off for a moment, stuff the roll, and put it back."""
    opens_at = vote.opens_at
    Vote.objects.filter(pk=vote.pk).update(opens_at=vote.closes_at)
    new_seat(vote, make_member("Fantôme")).save()
    Vote.objects.filter(pk=vote.pk).update(opens_at=opens_at)
    move_to_close(vote)
    assert close_due_votes() == 0  # our own verifier refuses the pack
    vote.refresh_from_db()
    codes = {finding.code for finding in verify(pack_of(vote)).findings}
    assert {"roll.root-not-announced", "roll.seats-not-announced"} <= codes


def test_a_seat_is_added_freely_before_the_opening_and_people_vote_after_it(db: None) -> None:
    voter = make_voters(1)[0]
    vote = make_open()
    question = questions_of(vote)[0]
    assert cast(voter, question, question.options.all()[0].code).tracker


def test_a_member_who_is_erased_takes_only_the_link_along(vote: Vote) -> None:
    seat = Seat.objects.filter(vote=vote, member__offices=None)[0]
    assert seat.member is not None
    seat.member.delete()
    seat.refresh_from_db()
    assert seat.member_id is None
    assert len(seat.commitment) == 64
    assert not Member.objects.filter(reference=seat.reference).exists()


def test_the_triggers_are_there() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'seats_kept%'")
            assert {row[0] for row in cursor.fetchall()} == {"seats_kept", "seats_kept_whole"}
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            assert {row[0] for row in cursor.fetchall()} >= {
                "seats_kept_insert", "seats_kept_update", "seats_kept_delete",
            }  # fmt: skip


def test_the_group_of_a_person_changes_and_the_seat_does_not(vote: Vote) -> None:
    seat = Seat.objects.filter(vote=vote)[0]
    assert seat.member is not None
    Member.objects.filter(pk=seat.member.pk).update(group=make_group("Lyon"))
    seat.refresh_from_db()
    assert seat.group_code == ""
    assert person_for(seat.member).member == seat.member
