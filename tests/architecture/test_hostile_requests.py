"""Every address asked badly: odd query strings, odd methods, no token; and what no answer may give away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from tests.architecture.roles import TABLE
from tests.architecture.world import World, make_world
from tests.machinery import let_rolls_go

pytestmark = pytest.mark.django_db
ASKED_AS = ("visitor", "rolled", "organiser")
CRAWLED_AS = ("visitor", "rolled", "organiser", "observer")
NAMES = (
    "page", "q", "kind", "booklet", "order", "mine", "at", "family", "digest", "before", "after", "from",
    "carried", "question", "next", "tracker", "preview",
)  # fmt: skip
VALUES = (
    "", "abc", "%00", "a%00b", "-1", "0", "9" * 30, "9" * 5000, "1e400", "NaN", "%ED%A0%80", "%ff%fe",
    "%D9%A3", "%C2%B2", "..%2f..%2f", "%27%20OR%201=1--", "%3Cscript%3E", "%25%25s%25n", "a" * 3000,
    "%E2%80%AE", "%0d%0aX:%20y", "%2F%2Fevil.example",
)  # fmt: skip
QUERIES = [*("&".join(f"{name}={value}" for name in NAMES) for value in VALUES)]
QUERIES += ["=", "&&&", "page", "page=1&page=2&page=x", "%00=%00", "[]=1&a[b]=2", "q=" + "a+" * 900]
# Addresses of pages that count: journal lines, measures of a booklet, pages of a list.
COUNTED = re.compile(r"^/journal/\d+/$|^/campaigns/[a-z0-9-]+/booklets/[a-z0-9-]+/measures/\d+/")
MOST_PAGES = 90


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The house, built once; every request is rolled back."""
    with django_db_blocker.unblock():
        from django.conf import settings

        before, settings.CLOCK_MAY_MOVE = settings.CLOCK_MAY_MOVE, True
        yield make_world()
        settings.CLOCK_MAY_MOVE = before
        let_rolls_go()
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def clients(world: World) -> dict[str, Client]:
    """A client for each role, signed in."""
    found = {}
    for role in CRAWLED_AS:
        found[role] = Client(raise_request_exception=False)
        if member := world.people[role]:
            found[role].force_login(member)
    return found


def address_of(world: World, name: str) -> str:
    return reverse(name, args=world.arguments[TABLE[name].of])


def read(answer: HttpResponseBase) -> str:
    """The body of an answer, whole."""
    if isinstance(answer, StreamingHttpResponse):
        return answer.getvalue().decode(errors="replace")
    assert isinstance(answer, HttpResponse)
    return answer.content.decode(errors="replace")


def check_headers(answer: HttpResponseBase, where: str) -> None:
    """What every answer says to browsers, whatever its status."""
    policy = answer.get("Content-Security-Policy", "")
    assert "default-src 'none'" in policy, where
    assert "unsafe" not in policy, where
    assert answer["X-Content-Type-Options"] == "nosniff", where
    assert answer["X-Frame-Options"] == "DENY", where
    assert answer["Referrer-Policy"] == "same-origin", where
    kind = answer.get("Content-Type", "").split(";")[0]
    if answer.status_code == 200 and kind not in ("text/html", ""):
        shown = kind == "application/json" and where.split("?")[0].endswith("/messages/")
        assert shown or answer.get("Content-Disposition", "").startswith("attachment"), where


@pytest.mark.parametrize("role", ASKED_AS)
def test_no_query_string_is_a_fault(role: str, world: World, clients: dict[str, Client]) -> None:
    # Each address with its share of the queries, shifted by role and address: lists see them all.
    for at, name in enumerate(sorted(TABLE), start=ASKED_AS.index(role)):
        where = address_of(world, name)
        each = 3 if name in LISTS else 14
        for query in QUERIES[at % each :: each]:
            answer = clients[role].get(where, QUERY_STRING=query)
            assert answer.status_code < 500, (where, query)
            check_headers(answer, where)
            read(answer)


LISTS = (
    "campaigns", "proposals", "runs", "board", "booklets", "booklet-texts", "measure", "measure-sources",
    "votes", "vote-board", "vote-change", "rooms", "room", "room-messages", "journal", "journal-noted",
)  # fmt: skip


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "head", "trace"])
def test_no_method_is_a_fault(method: str, world: World, clients: dict[str, Client]) -> None:
    for at, name in enumerate(sorted(TABLE), start=len(method)):
        for role in ("visitor", ASKED_AS[1 + at % 2]):
            with transaction.atomic():
                answer = getattr(clients[role], method)(address_of(world, name))
                read(answer)
                transaction.set_rollback(True)
            assert answer.status_code < 500, (name, role)


def test_odd_bodies_are_no_fault(world: World, clients: dict[str, Client]) -> None:
    fields = (
        "title", "body", "reason", "seen", "nonce", "text", "to", "move", "act", "choices", "code", "seed",
        "question", "tracker", "client_id", "email", "slug", "scope", "cutoff_on", "opens_at", "booklets",
        "contributing_at", "moves", "next", "page", "at",
    )  # fmt: skip
    bodies = [
        "&".join(f"{name}={value}" for name in fields)
        for value in ("%00", "%ED%A0%80%F0%9F%92%A9", "9" * 400, "%F3%A0%80%81%E2%80%AE", "-1")
    ]
    for name, row in TABLE.items():
        if row.post.split()[2] == "no-method":
            continue
        for at, body in enumerate([*bodies, "", "=&=&;", "\x00"]):
            with transaction.atomic():
                answer = clients[ASKED_AS[at % 3]].post(
                    address_of(world, name), body, content_type="application/x-www-form-urlencoded"
                )
                transaction.set_rollback(True)
            assert answer.status_code < 500, (name, body)
        answer = clients["organiser"].post(
            address_of(world, name), b"--x\r\nbroken", content_type="multipart/form-data; boundary=x"
        )
        assert answer.status_code < 500, name


def test_every_form_needs_its_token(world: World) -> None:
    for name in sorted(TABLE):
        for role in ASKED_AS:
            strict = Client(enforce_csrf_checks=True)
            if member := world.people[role]:
                strict.force_login(member)
            answer = strict.post(address_of(world, name), {"sent": "1"})
            assert answer.status_code == 403, (name, role)
            check_headers(answer, name)


def test_static_files_and_faults_carry_the_same_headers(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    for where in ("/nowhere/", "/static/nothing.css", "/static/css/base.css", "/static/marque.svg"):
        answer = client.get(where)
        read(answer)
        assert "default-src 'none'" in answer["Content-Security-Policy"], where
        assert answer["X-Content-Type-Options"] == "nosniff", where
    strange = client.get("/", headers={"host": "evil.example"})
    assert strange.status_code == 400
    check_headers(strange, "/")
    monkeypatch.setattr("frontend.pages.person_of", lambda request: 1 / 0)
    broken = client.get("/")
    assert broken.status_code == 500
    check_headers(broken, "/")


def test_sign_in_leads_nowhere_else(world: World) -> None:
    member = world.people["rolled"]
    assert member is not None
    for target in ELSEWHERE:
        signed = Client()
        signed.force_login(member)
        for where in ("/account/sign-in/", "/account/sign-out/", "/language/"):
            for answer in (signed.get(where, {"next": target}), signed.post(where, {"next": target})):
                led = urlsplit(answer.get("Location", "/"))
                assert (led.scheme, led.netloc) == ("", ""), (where, target)
                assert not answer.get("Location", "/").startswith(("//", "/\\")), (where, target)


ELSEWHERE = (
    "//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "http:evil.example",
    "\t//evil.example", "/%09/evil.example", "https:///evil.example",
)  # fmt: skip
LEADING = ("href", "action", "src", "data-src")


class Links(HTMLParser):
    """The addresses that a page leads to or sends to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for key, value in attrs if key in LEADING and value]


@pytest.mark.parametrize("role", CRAWLED_AS)
def test_no_page_gives_away_an_address_or_a_counting_id(
    role: str, world: World, clients: dict[str, Client]
) -> None:
    own = getattr(world.people[role], "email", "nobody@nowhere")
    waiting = [address_of(world, name) for name in sorted(TABLE)]
    seen: set[str] = set()
    kinds: dict[str, int] = {}
    while waiting and len(seen) < MOST_PAGES:
        where = waiting.pop(0)
        # A few pages of each kind are enough: the same template tells the same things.
        kind = re.sub(r"[a-z0-9]*\d[a-z0-9]*", "N", urlsplit(where).path)
        if where in seen or kinds.get(kind, 0) >= 4:
            continue
        seen.add(where)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = clients[role].get(where)
        page = read(answer)
        # Organisers compare two entries of the register there; each reading is noted for observers.
        register = role == "organiser" and urlsplit(where).path == "/account/doubles/"
        if urlsplit(where).path not in ("/account/", "/account/export.json") and not register:
            assert not re.search(r"@example\.(org|com|net)", page.replace(own, "")), where
            assert own not in page, where
        if "text/html" not in answer.get("Content-Type", ""):
            continue
        for link in Links(page).found:
            path = urlsplit(link).path
            assert not urlsplit(link).netloc or link.startswith(("http://localhost", "https://")), link
            assert not re.search(r"/\d+(/|$)", path) or COUNTED.match(path), (where, link)
            if path.startswith("/") and not path.startswith("/static/") and not urlsplit(link).netloc:
                waiting.append(link.split("#")[0])
    assert len(seen) > 40
