"""Two worlds that differ only in what was chosen look the same to everybody until the close."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from deliberation.journal.models import Entry
from deliberation.members.models import Member
from tests.votes.builders import cast, code_of, make_open, make_voters, move_to_close, questions_of
from votes.actions.checkpointing import take_due_checkpoints
from votes.models import Question, Vote

pytestmark = pytest.mark.django_db

# What may differ: the token against forged requests, the seed of the order of this display, and where its
# padding is parted between form and page, of one length in all.
NOT_COMPARED = (
    re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"'),
    re.compile(rb'name="seed" value="[^"]*"'),
    re.compile(rb'<label class="choice".*?</label>\n?', re.S),  # in the order drawn
    re.compile(rb'name="padding" value="x*"><!-- x* -->'),
)
CHOICES = {"first": ("m1", "m2", "b1"), "second": ("m2", "m1", "b3")}


@contextmanager
def undone() -> Iterator[None]:
    """All that happens inside is rolled back, so that two worlds start from the same rows."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)
        cache.clear()


def seen(client: Client, method: str, address: str, **posted: str) -> bytes:
    """Status, headers and body of an answer, without what is drawn for each."""
    answer = getattr(client, method)(address, posted)
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(answer.items()))
    labels = sorted(NOT_COMPARED[2].findall(answer.getvalue()))
    body = answer.getvalue()
    for pattern in NOT_COMPARED:
        body = pattern.sub(b"", body)
    return b"\n".join([str(answer.status_code).encode(), headers.encode(), body, *labels])


def addresses_of(vote: Vote, questions: list[Question]) -> list[str]:
    """Every page of a vote that answers a GET."""
    plain = ("vote", "vote-state", "vote-seat", "vote-change", "vote-result", "vote-board", "vote-pack",
             "vote-preparation")  # fmt: skip
    own = [reverse("ballot", args=[vote.slug, question.slug]) for question in questions]
    outcome = [reverse("vote-question-result", args=[vote.slug, question.slug]) for question in questions]
    shared = [reverse(name) for name in ("votes", "home", "journal")]
    return [*(reverse(name, args=[vote.slug]) for name in plain), *own, *outcome, *shared]


def live_through(vote: Vote, voters: list[Member], watchers: list[Member], chosen: tuple[str, ...]) -> bytes:
    """What everybody sees while all vote, on the pages, up to the close: every answer, and the journal."""
    questions = questions_of(vote)
    answers: list[bytes] = []
    for voter in voters:
        client = Client()
        client.force_login(voter)
        for question, choice in zip(questions, chosen, strict=True):
            posted = {"choices": choice, "code": code_of((voter.pk, question.slug))}
            answers.append(
                seen(client, "post", reverse("ballot-cast", args=[vote.slug, question.slug]), **posted)
            )
        for address in addresses_of(vote, questions):
            answers.append(seen(client, "get", address))
    move_to_close(vote)
    for watcher in (None, voters[0], *watchers):
        client = Client()
        if watcher:
            client.force_login(watcher)
        for address in addresses_of(vote, questions):
            answers.append(seen(client, "get", address))
    journal = "\n".join(entry.digest for entry in Entry.objects.all())
    return b"\n".join([*answers, journal.encode()])


def test_nothing_that_anybody_reads_before_the_count_depends_on_choices(
    organiser: Member, observer: Member, caplog: pytest.LogCaptureFixture
) -> None:
    voters = make_voters(6)
    vote = make_open()
    # Time passes in both worlds at their own pace, and turnout moves by whole minutes: where a minute
    # turns in one of them only, both are lived again. A leak would part them every time.
    for _ in range(3):
        worlds = {}
        for name, chosen in CHOICES.items():
            caplog.clear()
            with undone():
                page = live_through(vote, voters, [organiser, observer], chosen)
            # Refusals are logged by address, never with what was posted.
            logged = "\n".join(record.getMessage() for record in caplog.records)
            worlds[name] = page + logged.encode()
        assert len(worlds["first"]) > 100_000
        if stable(worlds["first"]) == stable(worlds["second"]):
            break
    assert stable(worlds["first"]) == stable(worlds["second"])


def stable(world: bytes) -> bytes:
    """Without the moments that pages print, which pass in both worlds at their own pace."""
    return re.sub(rb"\d+\xc2\xa0h(\xc2\xa0\d\d)?|dans \d+ (heures?|minutes?)", b"", world)


# A checkpoint hides its ballots behind fresh nonces: its digests differ in any two worlds, and so does
# every later head of the journal.
HASHES = re.compile(rb"[0-9a-f]{64}|[0-9a-f]{16}|([0-9a-f]{8} ?){2,8}|[0-9a-f]{12}")


def test_checkpoints_differ_in_their_hashes_and_in_nothing_else(organiser: Member, observer: Member) -> None:
    voters = make_voters(42)
    vote = make_open()
    question, clients = questions_of(vote)[0], [Client() for _ in range(4)]
    for client, member in zip(clients[1:], (voters[0], organiser, observer), strict=True):
        client.force_login(member)
    addresses = [address for address in addresses_of(vote, [question]) if "board" not in address]
    worlds = []
    for choices in (["m1"] * 42, ["m1", "m2", "m3", "blank"] * 11):
        with undone():
            for voter, choice in zip(voters, choices, strict=False):
                cast(voter, question, choice, code=code_of((voter.pk, question.slug)))
            assert take_due_checkpoints() == 1
            told = [seen(client, "get", address) for client in clients for address in addresses]
            worlds.append(HASHES.sub(b"", stable(b"\n".join(told))))
    assert worlds[0] == worlds[1]
