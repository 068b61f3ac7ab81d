"""Changing a ballot by its code, without signing in."""

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from deliberation.members.models import Member
from tests.votes.builders import (
    cast,
    code_of,
    make_open,
    make_ready,
    make_voters,
    move_to_close,
    questions_of,
)
from tests.votes.views.test_casting import hidden, text
from votes.actions.casting import Receipt
from votes.core.codes import in_groups
from votes.models import Ballot, Question

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def voter(db: None) -> Member:
    return make_voters(1)[0]


@pytest.fixture
def question(voter: Member) -> Question:
    return questions_of(make_open())[0]


@pytest.fixture
def receipt(voter: Member, question: Question) -> Receipt:
    return cast(voter, question, "m1")


def start(question: Question) -> str:
    return reverse("vote-change", args=[question.vote.slug])


def finish(question: Question) -> str:
    return reverse("vote-change-cast", args=[question.vote.slug, question.slug])


def test_a_code_opens_a_fresh_ballot_and_replaces_the_old_one(
    client: Client, question: Question, receipt: Receipt
) -> None:
    assert client.get(start(question)).status_code == 200
    typed = receipt.code[:4].lower() + " - " + receipt.code[4:]
    opened = text(client.post(start(question), {"question": question.slug, "code": typed}).content)
    # What stands in the box is not shown to whoever holds the code.
    assert "checked" not in opened
    code = hidden(opened, "code")
    assert code == receipt.code
    answer = client.post(finish(question), {"choices": "m3", "code": code})
    page = text(answer.content)
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("no-store")
    assert "Votre bulletin est remplacé" in page
    assert "Rendre leurs méandres" not in page
    ballot = Ballot.objects.get()
    assert (ballot.choices, ballot.version, ballot.tracker) == (["m3"], 2, receipt.tracker)


def test_wrong_codes_say_what_is_wrong(client: Client, question: Question, receipt: Receipt) -> None:
    for code, status, words in (
        ("", 422, "Écrivez le code noté"),
        ("ABC", 422, "signes au lieu de 21"),
        (code_of("nobody"), 409, "Ce code n’ouvre aucun bulletin"),
    ):
        answer = client.post(start(question), {"question": question.slug, "code": code})
        assert answer.status_code == status
        assert words in text(answer.content)
    assert Ballot.objects.get().choices == ["m1"]


def test_ten_tries_a_minute_and_no_more(client: Client, question: Question, receipt: Receipt) -> None:
    wrong = {"question": question.slug, "code": code_of("guess")}
    assert [client.post(start(question), wrong).status_code for _ in range(11)] == [409] * 10 + [429]
    # From another address the right code still works.
    right = {"question": question.slug, "code": receipt.code}
    assert client.post(start(question), right, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_without_redis_no_try_is_allowed(
    client: Client, question: Question, receipt: Receipt, settings: Settings, tmp_path: object
) -> None:
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "LOCATION": f"unix://{tmp_path}/nobody.sock?db=0"}
    }
    answer = client.post(start(question), {"question": question.slug, "code": receipt.code})
    assert answer.status_code == 503
    assert "Le changement de bulletin est en pause." in text(answer.content)


def test_nothing_changes_after_the_close(client: Client, question: Question, receipt: Receipt) -> None:
    move_to_close(question.vote)
    for answer in (
        client.get(start(question)),
        client.post(finish(question), {"choices": "m3", "code": receipt.code}),
    ):
        assert answer.status_code == 409
        assert "Ce scrutin est clos." in text(answer.content)
    assert Ballot.objects.get().choices == ["m1"]


def test_the_page_does_not_exist_before_the_opening(client: Client, voter: Member) -> None:
    assert client.get(start(questions_of(make_ready())[0])).status_code == 404


def test_a_wrong_new_ballot_keeps_code_and_ticks(
    client: Client, question: Question, receipt: Receipt
) -> None:
    answer = client.post(finish(question), {"choices": ["m1", "m3"], "code": receipt.code})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert hidden(page, "code") == receipt.code
    assert page.count(" checked") == 2


def test_a_database_that_fails_leaves_no_choice_and_no_code_in_the_log(
    question: Question, voter: Member, receipt: Receipt, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(voter)
    secret, other = receipt.code, code_of("second")
    to_cast = reverse("ballot-cast", args=[question.vote.slug, question.slug])
    answers = []
    for where, code in ((finish(question), secret), (to_cast, other)):
        point = transaction.savepoint()
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE votes_ballot RENAME TO votes_away")
        answers.append(client.post(where, {"choices": "m2", "code": code}))
        transaction.savepoint_rollback(point)
    assert [answer.status_code >= 409 for answer in answers] == [True, True]
    assert answers[0].status_code == 503
    assert secret not in answers[0].content.decode()
    said = caplog.text + "".join(str(vars(record)) for record in caplog.records)
    assert caplog.records
    for word in (secret, in_groups(secret), other, "Une régie publique", "'m2'"):
        assert word not in said
    assert not any(word in str(dict(client.session)) for word in (secret, other, "m2"))
    assert Ballot.objects.get().choices == ["m1"]
