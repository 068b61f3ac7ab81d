"""The codes of an application (RFC 6238), written here a second time: the tests trust no code under test."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any

from django.core.mail import EmailMessage
from django.test import Client

from deliberation.members.models import Member

SET_UP = "/account/second-factor/new/"
PERIOD = 30


def code_of(secret: str, later: int = 0, at: float | None = None) -> str:
    """The six digits that an application shows for a secret, `later` periods from now."""
    counter = int((time.time() if at is None else at) // PERIOD) + later
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def secret_on(page: bytes) -> str:
    """The secret in letters, as the page shows it."""
    found = re.search(r"<code>([A-Z2-7 ]{32,})</code>", page.decode())
    assert found
    return found[1].replace(" ", "")


def recovery_codes_on(page: bytes) -> list[str]:
    """The recovery codes, as the page shows them."""
    return [code.replace(" ", "") for code in re.findall(r"<code>(\d{4} \d{4})</code>", page.decode())]


def mailed_code(body: str) -> str:
    """The code in a mail of sign-in."""
    found = re.search(r"^ {4}(\S+)$", body, re.MULTILINE)
    assert found, body
    return found[1]


def sign_in(client: Client, member: Member, mailbox: list[EmailMessage]) -> Any:
    """By the mailed code; what the site answers to it."""
    client.post("/account/sign-in/", {"email": member.email})
    return client.post("/account/sign-in/code/", {"code": mailed_code(str(mailbox[-1].body))})


def set_up(client: Client) -> tuple[str, list[str]]:
    """Set a second factor up in a fresh session: its secret and its recovery codes."""
    secret = secret_on(client.get(SET_UP).content)
    page = client.post(SET_UP, {"code": code_of(secret)})
    assert page.status_code == 200, page.content.decode()
    return secret, recovery_codes_on(page.content)
