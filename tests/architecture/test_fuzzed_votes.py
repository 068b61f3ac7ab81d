"""Every address of votes, sent nonsense as every role: no fault, no way off the site, no act half done.

Each request comes from a seed of its own, which a failure names. `LIVRET_FUZZ=20000` sends more of them,
`LIVRET_FUZZ_SEED=7` others.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import pytest
from django.db import connection, models, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from deliberation import clock
from deliberation.core.outside import Gap, Reached
from deliberation.journal.models import Entry
from deliberation.members.access import person_for
from deliberation.members.models import Member
from deliberation.rows import statement
from tests.architecture.fuzzing import TYPED, Evil, Forms, Offered, evil_get, evil_post
from tests.architecture.roles import TABLE
from tests.architecture.test_hostile_requests import check_headers, read
from tests.architecture.world import ROLES
from tests.people import make_group, make_member, make_officer
from tests.votes.builders import (
    cast,
    close,
    make_final,
    make_frozen_campaign,
    make_open,
    make_ready,
    make_scheduled,
    make_voters,
    questions_of,
    two_organisers,
)
from votes.actions.claiming import file_claim, propose_answer
from votes.actions.sampling import commit, open_draw
from votes.core.claims import Kind
from votes.core.kinds import KINDS
from votes.core.reading import DECEIVING
from votes.core.sampling import commitment_of
from votes.models import (
    Ballot,
    Claim,
    CountOpinion,
    Draw,
    DrawPart,
    Mark,
    Option,
    Question,
    Reason,
    Remark,
    Seat,
    Suspension,
    Vote,
)
from votes.urls import urlpatterns

pytestmark = [pytest.mark.django_db, pytest.mark.database]
REQUESTS = int(os.environ.get("LIVRET_FUZZ", "500"))
SEED = os.environ.get("LIVRET_FUZZ_SEED", "livret")
TABLES: tuple[type[models.Model], ...] = (
    Entry, Ballot, Mark, Seat, Vote, Question, Option, Claim, CountOpinion, Draw, DrawPart, Reason, Remark,
    Suspension,
)  # fmt: skip
ROWS = "(SELECT count(*) FROM {table})"
# Who may do something here is asked more often.
ACTING = ("organiser", "observer") * 4 + ("rolled", "rolled", "moderator", "referent")
OF_VOTES = ("/votes/", "/campaigns/", "/observe/")
VOTES = sorted(str(pattern.name) for pattern in urlpatterns)
# Whose pages offer forms that no other role's do.
OFFERED_TO = ("visitor", "rolled", "referent", "moderator", "organiser", "observer")


class Ground:
    """Votes in each state, one person of each role, and the forms that their pages offer them."""

    def __init__(self) -> None:
        voters = make_voters(12, make_group())
        officers = {role: make_officer(role, f"Fuzz {role}", make_group()) for role in ("referent",)}
        officers |= {role: make_officer(role, f"Fuzz {role}") for role in ROLES[4:]}
        self.held = self._held(voters)
        self.votes = [self.held, make_final(), self._suspended(), make_open(), make_ready(), make_scheduled()]
        *_others, self.opened, self.ready, _scheduled = self.votes
        late = make_member("Venue tard", joined_on=date(2100, 1, 1))
        self.people = {"visitor": None, "member": late, "rolled": voters[0], **officers}
        self.clients = {role: client_of(member) for role, member in self.people.items()}
        self.addresses = sorted(self._addresses(*self._draws(officers["observer"]), self._claim(voters[1])))
        self.forms = {role: self._forms_of(role) for role in OFFERED_TO}

    def _held(self, voters: list[Member]) -> Vote:
        """Counted and published, with a reason that a moderator may hide."""
        vote = make_open()
        Question.objects.filter(vote=vote).update(reasons=True)
        for question in questions_of(vote):
            for voter in voters:
                cast(voter, question, "blank")
            Reason.objects.create(key=question.pk, question_key=question.pk, stance="no", text="Non.")
        return close(vote)

    def _suspended(self) -> Vote:
        """Open, on a database that went back."""
        vote = make_open()
        at = (clock.now() - timedelta(minutes=5)).replace(microsecond=0).isoformat()
        gap = Gap(Reached("a" * 64, 9, "b" * 64, 9, at), Reached("a" * 64, 8, "c" * 64, 8, at))
        Vote.objects.filter(pk=vote.pk).update(suspended_at=clock.now())
        Suspension.objects.create(vote=vote, at=clock.now(), gap=gap.told())
        return Vote.objects.get(pk=vote.pk)

    def _draws(self, observer: Member) -> tuple[Draw, Draw]:
        """One that waits for commitments, one that waits for secrets: the observer's is the one typed."""
        three = [observer, make_officer("observer", "Obs 2"), make_officer("observer", "Obs 3")]
        waiting = open_draw(person_for(observer), self.ready, number=3)
        draw = open_draw(person_for(observer), self.opened, number=3)
        for number, each in enumerate(three):
            secret = TYPED[b"secret"].decode() + "x" * number
            commit(person_for(each), draw, commitment=commitment_of(draw.name, secret), contact="ici")
        return waiting, draw

    def _claim(self, voter: Member) -> Claim:
        """One that an organiser answered and another is to sign."""
        claim = file_claim(person_for(voter), self.ready, kind=Kind.COUNT_WRONG, text="Dix de trop.")
        propose_answer(two_organisers()[0], claim, outcome="refused", reason="Le compte est bon.")
        return claim

    def _addresses(self, waiting: Draw, draw: Draw, claim: Claim) -> Iterator[str]:
        yield reverse("vote-new", args=[make_frozen_campaign().slug])
        for name in VOTES:
            of = TABLE[name].of
            if of == "draw":
                yield reverse(name, args=[self.ready.slug, waiting.name])
                yield reverse(name, args=[self.opened.slug, draw.name])
            elif of == "claim":
                yield reverse(name, args=[self.ready.slug, claim.name])
            elif of == "kind":
                yield from (reverse(name, args=[self.votes[-1].slug, kind]) for kind in KINDS)
            elif of == "":
                yield reverse(name)
            elif of != "campaign":
                yield from (reverse(name, args=self._named(of, vote)) for vote in self.votes)

    def _named(self, of: str, vote: Vote) -> list[str]:
        return [vote.slug, *([questions_of(vote)[0].slug] if of in ("ballot", "counted") else [])]

    def _forms_of(self, role: str) -> list[Offered]:
        found: dict[tuple[str, frozenset[bytes]], Offered] = {}
        for where in (each for each in self.addresses if each.endswith("/")):
            answer = self.clients[role].get(where)
            assert answer.status_code < 500, where
            if answer.status_code == 200:
                for form in Forms(read(answer), where).found:
                    found[form.action, frozenset(name for name, _value in form.fields)] = form
        return [form for form in found.values() if form.action.startswith(OF_VOTES)]


def client_of(member: Member | None) -> Client:
    """A client that shows a fault as an answer, signed in as the member."""
    client = Client(raise_request_exception=False)
    if member:
        client.force_login(member)
    return client


@pytest.fixture
def ground(db: None, settings: Settings, tmp_path: Path) -> Ground:
    """Every request is rolled back to it."""
    settings.STORE = tmp_path
    return Ground()


def counts() -> dict[str, int]:
    """How much there is of all that an act of a vote may write."""
    asked = ", ".join(statement(ROWS, table=table._meta.db_table) for table in TABLES)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return dict(zip((table.__name__ for table in TABLES), cursor.fetchone(), strict=True))


def ask(client: Client, where: str, evil: Evil) -> HttpResponseBase:
    """One such request."""
    if evil.method == "get":
        return client.get(where, QUERY_STRING=evil.query)
    return client.generic("POST", where, evil.body, evil.kind, QUERY_STRING=evil.query)


def check_answer(answer: HttpResponseBase, where: str, told: str) -> None:
    """No fault, nothing of one, no way off the site."""
    page = read(answer)
    assert answer.status_code < 500, told
    assert "Traceback (most recent call last)" not in page, told
    led = answer.get("Location", "/")
    assert urlsplit(led)[:2] == ("", ""), told
    assert not led.startswith(("//", "/\\")), told
    check_headers(answer, where)


def check_written(role: str, refused: bool, before: dict[str, int], told: str) -> None:
    """What is refused wrote nothing; the journal tells acts of offices; no word in it deceives the eye."""
    after = counts()
    if refused:
        assert after == before, told
    if after["Entry"] == before["Entry"]:
        return
    for entry in Entry.objects.order_by("-seq")[: after["Entry"] - before["Entry"]]:
        assert role not in ("visitor", "member", "rolled"), told
        words = repr(list(_words(entry.facts)))
        assert not [sign for sign in words if sign in DECEIVING or sign == "\x00"], told


def _words(facts: object) -> Iterator[str]:
    if isinstance(facts, str):
        yield facts
    elif isinstance(facts, dict):
        for value in facts.values():
            yield from _words(value)
    elif isinstance(facts, list):
        for value in facts:
            yield from _words(value)


def test_no_request_is_a_fault_nor_an_act_half_done(ground: Ground) -> None:
    assert len({form.action for form in ground.forms["organiser"]}) > 8
    told_of = 0
    for number in range(REQUESTS):
        draw = Random(f"{SEED}:{number}")
        role = draw.choice(ROLES + ACTING)
        # Most is sent where a page offers it to this role; the rest as another role would, or anywhere.
        as_whom = role if role in OFFERED_TO and draw.random() < 0.7 else draw.choice(OFFERED_TO)
        offered = draw.choice(ground.forms[as_whom])
        if draw.random() < 0.25:
            evil, where = evil_get(draw), draw.choice(ground.addresses)
        else:
            evil = evil_post(draw, offered)
            where = offered.action if draw.random() < 0.75 else draw.choice(ground.addresses)
        told = f"LIVRET_FUZZ_SEED={SEED} number {number}, {role} at {where}: {evil.shown}"
        with transaction.atomic():
            before = counts()
            answer = ask(ground.clients[role], where, evil)
            check_answer(answer, where, told)
            check_written(role, answer.status_code >= 400, before, told)
            told_of += counts() != before
            transaction.set_rollback(True)
    # Requests that are too broken reach nothing: some must be good enough to act.
    assert told_of > REQUESTS / 50
