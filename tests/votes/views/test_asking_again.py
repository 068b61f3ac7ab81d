"""Acts that weigh ask for the second factor again, and lose nothing of what was sent; a ballot never does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from pytest_django.asserts import assertContains

from deliberation import clock
from deliberation.core.names import random_name
from deliberation.journal.models import Entry
from deliberation.members.doubles import propose_verdict
from deliberation.members.models import Double, Member
from proposals.core.booklets import wording_digest
from tests.codes import code_of, enter, fall_asleep, make_stale, wrong_code_of
from tests.people import as_person, make_group, make_member, make_officer
from tests.proposals.boards import make_board
from tests.votes.builders import make_frozen_campaign, make_open, make_scheduled, make_voters, questions_of
from votes.actions.rolling import prepare_roll
from votes.models import Ballot, Claim, Mark, Vote
from votes.queries.definitions import definition_of

pytestmark = pytest.mark.django_db
WRITTEN = 'Deux lignes,\r\net « des signes » : <b> & "x"'
Sent = dict[str, Any]


@pytest.fixture(autouse=True)
def _demanded(settings: Settings) -> None:
    settings.SECOND_FACTOR_DEMANDED = True
    cache.clear()


def schedule(_: Member) -> tuple[str, Sent]:
    make_voters(2)
    now = timezone.localtime(clock.now())
    return reverse("vote-new", args=[make_frozen_campaign().slug]), {
        "title": "Quelles mesures d’abord ?", "introduction": WRITTEN,
        "nonce": random_name(20), "usual": "on",
        "cutoff_on": (now - timedelta(days=1)).date().isoformat(),
        "opens_at": (now + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"),
        "closes_at": (now + timedelta(days=8)).strftime("%Y-%m-%dT%H:%M"),
        "urgent_reason": "Une réponse est attendue avant la fin de la semaine.",
    }  # fmt: skip


def confirm(_: Member) -> tuple[str, Sent]:
    vote = make_scheduled()
    definition = definition_of(vote)
    signed = [*(question.digest() for question in definition.questions), definition.digest()]
    return reverse("vote-confirm", args=[vote.slug]), {"signed": signed}


def prepare(_: Member) -> tuple[str, Sent]:
    make_voters(2)
    return reverse("vote-roll-prepare", args=[make_scheduled().slug]), {}


def freeze(_: Member) -> tuple[str, Sent]:
    make_voters(2)
    vote = make_scheduled()
    prepare_roll(as_person(make_officer("organiser", "Une autre")), vote)
    return reverse("vote-roll-freeze", args=[vote.slug]), {}


def extend(_: Member) -> tuple[str, Sent]:
    make_voters(2)
    vote = make_open()
    until = timezone.localtime(vote.closes_at + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    return reverse("vote-extend", args=[vote.slug]), {"until": until, "reason": "Une panne de deux heures."}


def answer_claim(_: Member) -> tuple[str, Sent]:
    claim = Claim.objects.create(vote=make_scheduled(), kind="missing", text="Et moi ?", filed_at=clock.now())
    return reverse("vote-claim-sign", args=[claim.vote.slug, claim.name]), {}


def publish(organiser: Member) -> tuple[str, Sent]:
    return reverse("publish", args=[make_board(organiser).campaign.slug]), {"mixed": "0"}


def freeze_booklets(organiser: Member) -> tuple[str, Sent]:
    campaign = make_board(organiser).campaign
    return reverse("freeze", args=[campaign.slug]), {"reason": "Tout est dit."}


def export(organiser: Member) -> tuple[str, Sent]:
    return reverse("campaign-data", args=[make_board(organiser).campaign.slug]), {}


def settle(_: Member) -> tuple[str, Sent]:
    pair = Double.objects.create(
        kept=make_member("Ana"), other=make_member("Anna"), traits=["name"], found_at=clock.now()
    )
    propose_verdict(as_person(make_officer("organiser", "Une autre")), pair, "different")
    return reverse("double-settle", args=[pair.name]), {}


ACTS = [schedule, confirm, prepare, freeze, extend, publish, freeze_booklets, export, settle, answer_claim]


class _Form(HTMLParser):
    """The main form of a page: where it is sent, and its hidden fields but for the token."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action, self.fields = "", dict[str, list[str]]()
        self.feed(page[page.index("<main") : page.index("</main>")])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.action = self.action or given.get("action") or ""
        elif tag == "input" and given.get("type") == "hidden" and given["name"] != "csrfmiddlewaretoken":
            self.fields.setdefault(given["name"] or "", []).append(given.get("value") or "")


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_an_act_that_weighs_asks_a_stale_session_and_then_is_done(
    client: Client, organiser: Member, act: Callable[[Member], tuple[str, Sent]]
) -> None:
    address, sent = act(organiser)
    secret = enter(client, organiser)
    make_stale(client)
    before = Entry.objects.count()
    page = client.post(address, sent)
    assertContains(page, "Cet acte pèse", status_code=403)
    assert page["Cache-Control"] == "no-store"
    assert Entry.objects.count() == before
    form = _Form(page.content.decode())
    assert form.action == address
    assert form.fields == {
        name: value if isinstance(value, list) else [value] for name, value in sent.items()
    }
    wrong = client.post(address, {**form.fields, "second-factor-code": wrong_code_of(secret)})
    assert wrong.status_code == 422, wrong.content.decode()
    assertContains(wrong, "ce n’est pas le bon code", status_code=422)
    assert _Form(wrong.content.decode()).fields == form.fields
    assert Entry.objects.count() == before
    done = client.post(address, {**form.fields, "second-factor-code": code_of(secret, 1)})
    # Drafts that nobody read are not frozen, nor an answer signed that nobody gave: by their own rules.
    assert done.status_code in ((409, 422) if act in (freeze_booklets, answer_claim) else (302,))


def test_what_was_written_arrives_to_the_letter(client: Client, organiser: Member) -> None:
    address, sent = schedule(organiser)
    secret = enter(client, organiser)
    make_stale(client)
    form = _Form(client.post(address, sent).content.decode())
    client.post(address, {**form.fields, "second-factor-code": code_of(secret, 1)})
    assert Vote.objects.get().introduction == WRITTEN


def test_a_fresh_session_is_not_asked(client: Client, organiser: Member) -> None:
    address, sent = schedule(organiser)
    enter(client, organiser)
    make_stale(client, minutes=14)
    assert client.post(address, sent).status_code == 302


def test_the_code_of_one_act_serves_the_next(client: Client, organiser: Member) -> None:
    address, sent = schedule(organiser)
    secret = enter(client, organiser)
    make_stale(client)
    client.post(address, {**sent, "second-factor-code": code_of(secret, 1)})
    assert client.post(reverse("vote-roll-prepare", args=[Vote.objects.get().slug])).status_code == 302


def test_who_may_not_act_is_not_even_asked(client: Client, member: Member, observer: Member) -> None:
    address, sent = schedule(member)
    for person in (member, observer):
        enter(client, person)
        make_stale(client)
        assert client.post(address, sent).status_code == 404


def test_a_referent_is_asked_before_signing_the_count(client: Client) -> None:
    vote = make_scheduled()
    enter(client, make_officer("referent", "Référente", make_group("Lyon")))
    make_stale(client)
    answer = client.post(reverse("vote-count-sign", args=[vote.slug]), {"group": "lyon", "agrees": "yes"})
    assertContains(answer, "Cet acte pèse", status_code=403)


def test_an_act_typed_while_rights_fell_asleep_is_carried_on(client: Client, organiser: Member) -> None:
    board = make_board(organiser)
    secret = enter(client, organiser)
    fall_asleep(client, organiser)
    address = reverse("booklet-rename", args=[board.campaign.slug, board.water.slug])
    seen = wording_digest(board.water.title, board.water.introduction)
    page = client.post(address, {"title": "L’eau & la terre", "reason": "Plus clair.", "seen": seen})
    assertContains(page, "les droits de votre fonction dorment", status_code=403)
    form = _Form(page.content.decode())
    client.post(address, {**form.fields, "second-factor-code": code_of(secret, 1)})
    board.water.refresh_from_db()
    assert board.water.title == "L’eau & la terre"


def test_voting_never_asks(client: Client, organiser: Member) -> None:
    vote = make_open()
    (question, *_others) = questions_of(vote)
    enter(client, organiser)
    make_stale(client)
    fall_asleep(client, organiser)
    page = client.get(reverse("ballot", args=[vote.slug, question.slug]))
    assertContains(page, "Les droits de votre fonction dorment.")
    sent = {"choices": question.options.all()[0].code}
    review = client.post(reverse("ballot-review", args=[vote.slug, question.slug]), sent)
    code = _Form(review.content.decode()).fields["code"][0]
    cast = client.post(reverse("ballot-cast", args=[vote.slug, question.slug]), {**sent, "code": code})
    assert cast.status_code == 200
    assert (Ballot.objects.count(), Mark.objects.count()) == (1, 1)


def test_no_page_carries_a_choice_of_who_has_no_seat(client: Client, organiser: Member) -> None:
    vote = make_open()
    late = make_officer("organiser", "Arrivée après")
    (question, *_others) = questions_of(vote)
    enter(client, late)
    fall_asleep(client, late)
    sent = {"choices": question.options.all()[0].code, "code": "x"}
    for name in ("ballot-review", "ballot-cast"):
        answer = client.post(reverse(name, args=[vote.slug, question.slug]), sent)
        assert b"second-factor-code" not in answer.content
