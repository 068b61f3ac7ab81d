"""The door for HTTP and websockets."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deliberation.settings")

import django
from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.base import BaseHandler
from django.db import close_old_connections
from django.http import FileResponse, HttpRequest, HttpResponseBase

django.setup(set_prefix=False)

from channels.routing import ProtocolTypeRouter  # noqa: E402  (needs the applications loaded)

from deliberation.live.routing import ROUTES, websockets  # noqa: E402  (as above)
from deliberation.rooms.routing import ROUTES as OF_ROOMS  # noqa: E402  (as above)

# Pages answered at once by one process; the others wait their turn. Each holds a connection to the database.
THREADS = 16


class Pages(ASGIHandler):
    """Answers each page in one of a few threads that stay, from the first middleware to the last.

    Django's own handler gives each request a thread of its own, hence a fresh connection to the database, and
    changes threads at every middleware: more work than the page (docs/mechanisms/serving.md).
    """

    def __init__(self) -> None:
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="page")

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request; without the context that would bring a thread of its own."""
        if scope["type"] != "http":
            raise ValueError(f"pages come by HTTP, not by {scope['type']}")
        await self.handle(scope, receive, send)

    async def run_get_response(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, made in one of the threads."""
        answer = sync_to_async(self._answer, thread_sensitive=False, executor=self._threads)
        response: HttpResponseBase = await answer(request)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        # The signals of Django do this in a thread that is not ours.
        close_old_connections()
        response = self.get_response(request)
        if isinstance(response, FileResponse):
            response.block_size = self.chunk_size
        return response


application = ProtocolTypeRouter({"http": Pages(), "websocket": websockets([*ROUTES, *OF_ROOMS])})
