"""Which websocket address leads where, and from which pages a websocket may be opened."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from deliberation.live.sockets import Receive, Scope, Send, Socket
from deliberation.live.topics import follow_topics

Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
Routes: TypeAlias = Sequence[tuple[str, Application]]

ROUTES: Routes = [(r"/live/", follow_topics)]


def websockets(routes: Routes) -> Application:
    """The application that serves these addresses (patterns of the whole path) to pages of this site.

    Named groups of a pattern are put in `scope["named"]`. Any other page, host or address gets 403.
    """
    known = [(re.compile(pattern), application) for pattern, application in routes]

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if is_ours(scope):
            for pattern, application in known:
                if found := pattern.fullmatch(scope["path"]):
                    await application({**scope, "named": found.groupdict()}, receive, send)
                    return
        await receive()
        await Socket(receive, send).refuse()

    return serve


def is_ours(scope: Scope) -> bool:
    """Whether the page that opens the websocket was served by the very host, and port, it asks.

    A browser lets any page open a websocket to us with the member's cookie; it tells where the page
    came from, and that is all the protection there is.
    """
    headers: dict[bytes, str] = {
        name.lower(): value.decode("latin-1") for name, value in scope.get("headers", [])
    }
    host: str = headers.get(b"host", "").lower()
    domain, _ = split_domain_port(host)
    if not validate_host(domain, settings.ALLOWED_HOSTS):
        return False
    try:
        origin = urlsplit(headers.get(b"origin", "").lower())
    except ValueError:
        return False
    return origin.scheme == ("https" if settings.SECURE else "http") and origin.netloc == host
