"""The close moves later only, by a public act before the end; what was confirmed keeps its digest."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from deliberation import clock
from deliberation.core.chain import utc_second
from deliberation.core.errors import RuleBroken
from deliberation.journal.models import Entry, Head
from deliberation.members.access import Person
from deliberation.members.models import Member
from tests.people import as_person
from tests.votes.builders import cast, make_open, make_scheduled, make_voters, move_to_close, questions_of
from tests.votes.packs import pack_of
from votes.actions.closing import close_vote
from votes.actions.extending import extend_vote
from votes.core.stages import Stage
from votes.models import Vote
from votes.verifier.verifying import verify

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def vote(settings: Settings, tmp_path: Path) -> Vote:
    settings.STORE = tmp_path
    make_voters(3)
    return make_open()


@pytest.fixture
def person(organiser: Member) -> Person:
    return as_person(organiser)


def test_ballots_are_taken_until_the_later_close_and_the_pack_verifies(vote: Vote, person: Person) -> None:
    before, digest = vote.closes_at, vote.digest
    extend_vote(person, vote, until=before + HOUR, reason="La plateforme était en panne ce matin.")
    extend_vote(person, vote, until=before + 2 * HOUR, reason="Encore une heure.")
    move_to_close(vote)  # the close that was announced first
    cast(make_member_on(vote), questions_of(vote)[0], "m1")
    vote.refresh_from_db()
    assert vote.stage(clock.now()) is Stage.OPEN
    assert vote.closes_at == before + 2 * HOUR
    move_to_close(vote)
    close_vote(vote.pk)
    vote.refresh_from_db()
    report = verify(pack_of(vote))
    assert report.findings == ()
    assert report.vote is not None
    assert report.vote.digest() == digest
    facts = [entry.facts for entry in Entry.objects.filter(code="vote.extended").order_by("seq")]
    assert [each["before"] for each in facts][1] == facts[0]["until"]


def test_an_extension_dated_at_the_close_comes_too_late(vote: Vote, person: Person) -> None:
    """The journal's times never go back: after a jump of the clock they decide, as a verifier reads them."""
    before = vote.closes_at
    Head.objects.filter(pk=1).update(at=utc_second(before))
    with pytest.raises(RuleBroken, match=r"extension.too-late"):
        extend_vote(person, vote, until=before + HOUR, reason="Une panne.")
    assert Vote.objects.get(pk=vote.pk).closes_at == before


def make_member_on(vote: Vote) -> Member:
    member = vote.seats.all()[0].member
    assert member is not None
    return member


@pytest.mark.parametrize(
    ("later", "reason", "code"),
    [
        (timedelta(0), "Panne", "extension.not-later"),
        (-HOUR, "Panne", "extension.not-later"),
        (HOUR, "  ", "extension.reason-missing"),
        (HOUR, "x" * 301, "extension.reason-missing"),
    ],
)
def test_it_needs_a_later_close_and_a_reason(
    vote: Vote, person: Person, later: timedelta, reason: str, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        extend_vote(person, vote, until=vote.closes_at + later, reason=reason)
    assert not Entry.objects.filter(code="vote.extended").exists()


def test_it_is_too_late_at_the_close_and_too_early_before_the_signature(vote: Vote, person: Person) -> None:
    drafted = make_scheduled()
    with pytest.raises(RuleBroken, match=r"extension.not-confirmed"):
        extend_vote(person, drafted, until=drafted.closes_at + HOUR, reason="Panne")
    clock.move(vote.closes_at - clock.now() + timedelta(seconds=1))
    with pytest.raises(RuleBroken, match=r"extension.too-late"):
        extend_vote(person, vote, until=vote.closes_at + HOUR, reason="Panne")
