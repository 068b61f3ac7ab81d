"""Pages over ASGI: from first to last in one of a few threads that stay."""

import asyncio
import sys
import threading
import time
import types
from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from deliberation.asgi import THREADS, Pages

# The signals of each request look whether the connection of their thread is still good.
pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 3 * THREADS
Caller: Any = ApplicationCommunicator  # untyped library


def where(request: HttpRequest) -> HttpResponse:
    """The thread that answers."""
    return HttpResponse(threading.current_thread().name)


def slowly(request: HttpRequest) -> HttpResponse:
    """The same, so late that others come meanwhile."""
    time.sleep(0.02)
    return where(request)


def asks_the_loop(request: HttpRequest) -> HttpResponse:
    """A view that calls what is asynchronous, as `live.announce` does."""

    async def thread() -> str:
        return threading.current_thread().name

    return HttpResponse(async_to_sync(thread)())


def fails(request: HttpRequest) -> HttpResponse:
    """A view with an error."""
    raise ValueError("an error of ours")


@pytest.fixture(autouse=True)
def _addresses() -> Iterator[None]:
    module = types.ModuleType("tests.addresses_of_pages")
    views = (where, slowly, asks_the_loop, fails)
    module.urlpatterns = [path(f"{view.__name__}/", view) for view in views]  # type: ignore[attr-defined]
    sys.modules[module.__name__] = module
    with override_settings(ROOT_URLCONF=module.__name__, MIDDLEWARE=[]):
        yield


async def ask(pages: Pages, address: str) -> tuple[int, str]:
    """Status and body of a page."""
    scope: dict[str, Any] = {
        "type": "http", "method": "GET", "path": address, "query_string": b"", "headers": [],
        "server": ("localhost", 80), "client": ("127.0.0.1", 1),
    }  # fmt: skip
    caller = Caller(pages, scope)
    await caller.send_input({"type": "http.request", "body": b""})
    start = await caller.receive_output(10)
    body = await caller.receive_output(10)
    await caller.wait(10)
    return start["status"], body["body"].decode()


def test_pages_after_each_other_stay_in_one_thread_and_so_keep_its_connection() -> None:
    async def five() -> set[str]:
        pages = Pages()
        return {(await ask(pages, "/where/"))[1] for _ in range(5)}

    (name,) = asyncio.run(five())
    assert name.startswith("page")


def test_many_pages_at_once_share_the_threads_and_all_are_answered() -> None:
    async def many() -> list[tuple[int, str]]:
        pages = Pages()
        return await asyncio.gather(*(ask(pages, "/slowly/") for _ in range(AT_ONCE)))

    found = asyncio.run(many())
    assert [status for status, _ in found] == [200] * AT_ONCE
    assert 1 < len({name for _, name in found}) <= THREADS


def test_a_view_may_call_what_is_asynchronous_on_the_loop_of_the_server() -> None:
    assert asyncio.run(ask(Pages(), "/asks_the_loop/")) == (200, "MainThread")


def test_an_error_is_a_page_and_the_next_one_is_answered(caplog: pytest.LogCaptureFixture) -> None:
    async def both() -> list[int]:
        pages = Pages()
        return [(await ask(pages, address))[0] for address in ("/fails/", "/where/")]

    assert asyncio.run(both()) == [500, 200]
    assert "an error of ours" in caplog.text


def test_what_is_no_page_is_refused() -> None:
    with pytest.raises(ValueError, match="websocket"):
        asyncio.run(Pages()({"type": "websocket"}, None, None))
