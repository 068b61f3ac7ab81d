"""The codes of an application (RFC 6238), written here a second time: the tests trust no code under test."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client

from deliberation.members.models import Member
from tests.mails import send_mails

SET_UP, AGAIN = "/account/second-factor/new/", "/account/second-factor/again/"
PERIOD = 30


def code_of(secret: str, later: int = 0, at: float | None = None) -> str:
    """The six digits that an application shows for a secret, `later` periods from now."""
    counter = int((time.time() if at is None else at) // PERIOD) + later
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def wrong_code_of(secret: str) -> str:
    """Six digits that are not the code of any period near now: whatever takes them has a hole."""
    near = codes_near(secret)
    return next(code for digit in "0123456789" if (code := digit * 6) not in near)


def old_code_of(secret: str) -> str:
    """A code of some minutes ago, and of no period near now."""
    near = codes_near(secret)
    return next(code for ago in range(9, 99) if (code := code_of(secret, -ago)) not in near)


def codes_near(secret: str) -> set[str]:
    """The codes of the periods around now, with room for a test that takes long."""
    return {code_of(secret, later) for later in range(-3, 5)}


def wait_for_room(seconds: float = 3.0) -> None:
    """Let the period end when it is about to: a test of where the tolerance ends must not see it turn."""
    if (left := PERIOD - time.time() % PERIOD) < seconds:
        time.sleep(left)


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
    send_mails()
    return client.post("/account/sign-in/code/", {"code": mailed_code(str(mailbox[-1].body))})


def set_up(client: Client) -> tuple[str, list[str]]:
    """Set a second factor up in a fresh session: its secret and its recovery codes."""
    secret = secret_on(client.get(SET_UP).content)
    page = client.post(SET_UP, {"code": code_of(secret)})
    assert page.status_code == 200, page.content.decode()
    return secret, recovery_codes_on(page.content)


def enter(client: Client, member: Member) -> str:
    """Sign in with the second factor just given: its secret. The code of the next period is left to give."""
    secret: str = generate_totp_secret()
    TOTP.activate(member, secret)
    client.force_login(member)
    client.post(AGAIN, {"second-factor-code": code_of(secret), "second-factor-reading": "1"})
    return secret


def make_stale(client: Client, minutes: int = 16) -> None:
    """Let every code that was given in this session be this old."""
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**one, "at": one["at"] - 60 * minutes} for one in records]
    session.save()


def awake_key(client: Client, member: Member) -> str:
    """The key in Redis which says that the rights of an office are awake in a session."""
    return f"awake.{client.session['second_factor_awake']}.{member.pk}"


def fall_asleep(client: Client, member: Member) -> None:
    """Half an hour without a page: the key in Redis has died."""
    assert cache.delete(awake_key(client, member))
