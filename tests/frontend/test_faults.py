"""What went wrong gets a page that says what happened and what to do, with the right status."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django.asserts import assertContains

from frontend import faults


def test_no_such_page(client: Client, db: None) -> None:
    assertContains(client.get("/nowhere/"), "Cette page n’existe pas", status_code=404)


def test_a_form_without_its_token(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    assertContains(strict.post("/language/", {"language": "en"}), "n’est plus valable", status_code=403)


def test_more_than_we_take(client: Client, db: None) -> None:
    answer = client.post("/language/", {"language": "x" * (3 * 1024 * 1024)})
    assertContains(answer, "trop gros", status_code=413)


def test_too_many_fields(client: Client, db: None) -> None:
    answer = client.post("/language/", {f"f{n}": "1" for n in range(2500)})
    assertContains(answer, "trop gros", status_code=413)


def test_a_host_that_is_not_ours(client: Client, db: None) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assertContains(answer, "pas compris", status_code=400)


@pytest.mark.parametrize("page", [faults.refused, faults.not_found])
def test_pages_for_a_request_without_session(
    page: Callable[[HttpRequest, Exception], HttpResponse], rf: RequestFactory, db: None
) -> None:
    answer = page(rf.get("/"), Exception())
    assert "<h1>" in answer.content.decode()


def test_our_fault_needs_no_database(rf: RequestFactory) -> None:
    answer = faults.our_fault(rf.get("/"))
    assert answer.status_code == 500
    assert "La faute est de notre côté" in answer.content.decode()


@pytest.mark.parametrize(
    "failure", [OperationalError("server closed the connection"), InterfaceError("closed")]
)
def test_a_database_that_is_away_is_said_with_its_own_status(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def away(*_: object) -> None:
        raise failure

    monkeypatch.setattr("django.urls.resolvers.URLPattern.resolve", away)
    client.raise_request_exception = False
    answer = client.get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "La base de données ne répond pas" in answer.content.decode()


def test_a_fault_in_a_view_shows_no_traceback(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(request: HttpRequest) -> None:
        raise ValueError("secret words")

    monkeypatch.setattr("django.urls.resolvers.URLPattern.resolve", lambda *_: broken(HttpRequest()))
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert b"secret words" not in answer.content
