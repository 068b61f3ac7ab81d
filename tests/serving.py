"""One web process of ours on the test database, and a browser's worth of HTTP to talk to it."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from deliberation.members.models import Member

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Visit:
    """A signed-in member's talk with a server, on a port of this machine."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str) -> tuple[int, str]:
        """Read a page: its status and its text."""
        return self._ask("GET", address, {})

    def post(self, address: str, sent: Mapping[str, str]) -> tuple[int, str]:
        """Send a form, with the token of the last page."""
        return self._ask("POST", address, {**sent, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})

    def _ask(self, method: str, address: str, sent: Mapping[str, str]) -> tuple[int, str]:
        asked = http.client.HTTPConnection("localhost", self.port, timeout=30)
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        heads = {"Cookie": jar, "Content-Type": "application/x-www-form-urlencoded"}
        asked.request(method, address, urlencode(sent) if sent else None, heads)
        answer = asked.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            if found := re.match(r"([a-z]+)=([^;]*)", cookie):
                self.cookies[found[1]] = found[2]
        text = unescape(answer.read().decode())
        asked.close()
        return answer.status, text


def signed_in(port: int, member: Member) -> Visit:
    """The talk of a member; the session is a row of the test database."""
    client = Client()
    client.force_login(member)
    return Visit(port, {"sessionid": client.cookies["sessionid"].value})


@contextlib.contextmanager
def serving(database: str) -> Iterator[int]:
    """A web process on this database; yields its port."""
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "deliberation.settings",
        "LIVRET_FOLDER": str(Path(settings.STORE).parent),
        "LIVRET_KNOWN_HEAD": str(settings.KNOWN_HEAD),
        "REDIS_URL": settings.REDIS_URL,
        "SECRET_KEY": settings.SECRET_KEY,  # ours, for the session that a test made
        "LIVRET_DEMO": "1",  # its clock stands where ours does
        "LIVRET_LOG": "CRITICAL",
    }
    with socket.create_server(("localhost", 0)) as door:
        port = door.getsockname()[1]
        command = [sys.executable, "-m", "deliberation.management.web", str(door.fileno())]
        web = subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=(door.fileno(),))
        try:
            yield port  # the door listens already: the first to knock waits until it answers
        finally:
            web.terminate()
            web.wait(10)
            while web.poll() is None:
                time.sleep(0.05)
