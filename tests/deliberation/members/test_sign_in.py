"""Signing in by a mailed code, as a person does it: ask, read the mail, type the code."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from pytest_django.asserts import assertContains, assertRedirects

from deliberation import clock
from deliberation.members.models import Member
from deliberation.outbox.models import Mail
from tests.mails import send_mails

ASK, TYPE = "/account/sign-in/", "/account/sign-in/code/"


@pytest.fixture(autouse=True)
def _no_count_left_from_other_tests() -> None:
    cache.clear()


def ask(client: Client, email: str, **more: str) -> Any:
    """Ask for a code, and let the worker send what was written."""
    answer = client.post(ASK, {"email": email, **more})
    send_mails()
    return answer


def code_in(mail: EmailMessage) -> str:
    found = re.search(r"^ {4}(\S+)$", str(mail.body), re.MULTILINE)
    assert found, mail.body
    return found[1]


def test_the_whole_way(client: Client, member: Member, mailoutbox: list[EmailMessage]) -> None:
    assertRedirects(ask(client, "CamilleR@Example.org"), TYPE)
    (mail,) = mailoutbox
    assert mail.to == [member.email]
    assert mail.subject == "Votre code pour entrer dans Livret, Rives communes"
    assert "&#x27;" not in mail.body
    typed = code_in(mail).lower().replace("-", " ")
    answer = client.post(TYPE, {"code": typed}, follow=True)
    assertContains(answer, "Camille R.")
    assertContains(answer, "Vous êtes connecté.")


def test_what_sign_in_leaves_behind(client: Client, member: Member, mailoutbox: list[EmailMessage]) -> None:
    ask(client, member.email)
    client.post(TYPE, {"code": code_in(mailoutbox[0])})
    assert client.session.get("_auth_user_id") == str(member.pk)
    # A second copy of the address would let an old one sign in after the register changed.
    assert EmailAddress.objects.count() == 0
    assert not hasattr(Member, "last_login") or Member.last_login is None


def test_an_unknown_address_gets_the_same_answer(
    client: Client, member: Member, mailoutbox: list[EmailMessage]
) -> None:
    known, unknown = Client(), Client()
    first = ask(known, member.email)
    second = ask(unknown, "nobodyr@example.org")
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    page, other = known.get(TYPE).content.decode(), unknown.get(TYPE).content.decode()
    token = re.compile(r'value="[A-Za-z0-9]{64}"')
    assert token.sub("", page.replace(member.email, "x")) == token.sub(
        "", other.replace("nobodyr@example.org", "x")
    )
    assert [mail.to for mail in mailoutbox] == [[member.email]]


def test_a_known_and_an_unknown_address_do_the_same_work(
    member: Member,
    mailoutbox: list[EmailMessage],
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    done: dict[str, list[tuple[list[str], int]]] = {"known": [], "unknown": []}
    for pair in range(200):
        for kind, email in (("known", member.email), ("unknown", f"nobody{pair}@example.org")):
            with CaptureQueriesContext(connection) as queries, django_capture_on_commit_callbacks() as jobs:
                assert Client().post(ASK, {"email": email}).status_code == 302
            statements = [re.sub(r"s\d+_x\d+", "", query["sql"])[:40] for query in queries]
            done[kind].append((statements, len(jobs)))
    first = done["known"][0]
    assert done["unknown"][0] == first
    assert all(each == first for each in [*done["known"], *done["unknown"]])
    assert sum("outbox_mail" in query for query in first[0]) == 1
    assert first[1] == 1  # a job each, whoever it is for
    assert mailoutbox == []  # nothing left inside a request
    assert Mail.objects.exclude(recipient="").count() == Mail.objects.filter(recipient="").count() == 200


def test_a_member_who_left_gets_no_code(
    client: Client, member: Member, mailoutbox: list[EmailMessage]
) -> None:
    Member.objects.update(is_active=False)
    assertRedirects(ask(client, member.email), TYPE)
    assert mailoutbox == []


def test_the_day_of_leaving_ends_sessions_and_codes_without_any_job(
    client: Client, member: Member, mailoutbox: list[EmailMessage]
) -> None:
    late = Client()
    ask(late, member.email)
    client.force_login(member)
    Member.objects.update(left_on=timezone.localdate(clock.now()) + timedelta(days=2))
    assert client.get("/account/").status_code == 200
    Member.objects.update(left_on=timezone.localdate(clock.now()))
    assertRedirects(client.get("/account/"), f"{ASK}?next=/account/")
    late.post(TYPE, {"code": code_in(mailoutbox[0])})
    assertRedirects(late.get("/account/"), f"{ASK}?next=/account/")
    assert "_auth_user_id" not in late.session
    assert Member.objects.get().is_active


def test_a_wrong_code_keeps_the_door_shut_and_says_so(client: Client, member: Member) -> None:
    ask(client, member.email)
    page = client.post(TYPE, {"code": "BBBB-BBBB"})
    assertContains(page, "pas le code", status_code=422)
    assertContains(page, 'aria-invalid="true"', status_code=422)
    assert "_auth_user_id" not in client.session


def test_three_wrong_codes_end_the_try(
    client: Client, member: Member, mailoutbox: list[EmailMessage]
) -> None:
    ask(client, member.email)
    for _ in range(3):
        client.post(TYPE, {"code": "BBBB-BBBB"})
    client.post(TYPE, {"code": code_in(mailoutbox[0])})
    assert "_auth_user_id" not in client.session


def test_the_code_page_without_having_asked(client: Client, db: None) -> None:
    assertRedirects(client.get(TYPE), ASK)


@pytest.mark.parametrize("typed", ["", "no address", "a@b", "x" * 400 + "@example.org"])
def test_what_is_no_address(client: Client, db: None, typed: str) -> None:
    assertContains(ask(client, typed), "Erreur", status_code=422)


def test_asking_too_often_for_one_address(member: Member) -> None:
    for _ in range(3):
        assert Client().post(ASK, {"email": member.email}).status_code == 302
    assertContains(Client().post(ASK, {"email": member.email}), "Attendez une minute", status_code=422)


def test_asking_too_often_from_one_place(db: None) -> None:
    for number in range(20):
        Client().post(ASK, {"email": f"somebody{number}@example.org"})
    assertContains(Client().post(ASK, {"email": "one@example.org"}), "trop d’essais", status_code=422)


def test_another_address_after_a_first_try(
    client: Client, member: Member, mailoutbox: list[EmailMessage]
) -> None:
    ask(client, "wrong@example.org")
    assertContains(client.get(TYPE), "Demander un autre code")
    assertRedirects(client.post("/account/sign-out/", {"next": ASK}), ASK)
    ask(client, member.email)
    assert len(mailoutbox) == 1


INSIDE = ["/journal/", "/journal/?page=2"]
OUTSIDE = [
    "https://evil.example/", "//evil.example/", "///evil.example", "http:evil.example", "https:/evil.example",
    "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "data:text/html,x", "ftp://localhost/",
    "https://localhost@evil.example/", "\thttps://evil.example", "https://evil.example%00.localhost/",
    "https://localhost.evil.example/", "http://[evil", " //evil.example", "%2f%2fevil.example//",
]  # fmt: skip


@pytest.mark.parametrize("wanted", INSIDE)
def test_back_to_the_page_one_came_from(
    client: Client, member: Member, mailoutbox: list[EmailMessage], wanted: str
) -> None:
    step = ask(client, member.email, next=wanted)
    answer = client.post(step["Location"], {"code": code_in(mailoutbox[0]), "next": wanted})
    assertRedirects(answer, wanted)


@pytest.mark.parametrize("wanted", OUTSIDE)
def test_never_to_another_site(
    client: Client, member: Member, mailoutbox: list[EmailMessage], wanted: str
) -> None:
    step = ask(client, member.email, next=wanted)
    assert step["Location"].startswith(TYPE)
    answer = client.post(TYPE, {"code": code_in(mailoutbox[0]), "next": wanted})
    assert answer.status_code == 302
    assert answer["Location"] == "/" or not answer["Location"].lstrip().startswith(("/\\", "//", "\\"))
    assert "evil.example" not in answer["Location"] or answer["Location"].startswith("%2f")


def test_signing_out_takes_a_post(client: Client, member: Member) -> None:
    client.force_login(member)
    assertContains(client.get("/account/sign-out/"), "Se déconnecter ?")
    assert "_auth_user_id" in client.session
    assertRedirects(client.post("/account/sign-out/"), "/")
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(client: Client, db: None) -> None:
    assertContains(client.get("/account/closed/"), "On ne s’inscrit pas ici")
    client.post("/account/closed/", {"email": "new@example.org"})
    assert not Member.objects.exists()


def test_without_redis_sign_in_fails_closed_and_other_pages_stay(
    client: Client, member: Member, settings: Settings, mailoutbox: list[EmailMessage]
) -> None:
    away = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "unix:///nowhere.sock?db=0"}
    settings.CACHES = {"default": away}
    assertContains(ask(client, member.email), "La connexion est en pause", status_code=503)
    assert mailoutbox == []
    assert client.get("/journal/").status_code == 200


def test_my_account_and_what_is_held_on_me(client: Client, organiser: Member) -> None:
    client.force_login(organiser)
    page = client.get("/account/")
    assertContains(page, organiser.email)
    assertContains(page, "organisateur")
    held = client.get("/account/export.json").json()
    assert held["email"] == organiser.email
    assert [office["office"] for office in held["offices"]] == ["organiser"]


def test_a_visitor_has_no_account(client: Client, db: None) -> None:
    assertRedirects(client.get("/account/"), "/account/sign-in/?next=/account/")
