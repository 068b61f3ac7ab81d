"""Requests sent to a server at their times, whatever it does with those before: an open loop.

Each goes over a connection of its own, as from another browser, and its time runs from the moment when it was
due, not from the moment when we got to send it: what waits in a queue is part of what a member waits for.
Nothing of Django: the generator must not be what is slow.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

LONGEST = 30.0  # seconds after which an answer is none


@dataclass(frozen=True, slots=True)
class Posted:
    """One form to send: where, with which cookies, and the encoded fields."""

    path: str
    cookies: str
    body: str

    def encoded(self, host: str) -> bytes:
        """The bytes of the request."""
        body = self.body.encode()
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: {host}\r\nCookie: {self.cookies}\r\nConnection: close\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


@dataclass(slots=True)
class Told:
    """What became of the requests: how long each took (seconds, in the order of their ends), what was
    answered (status, or what went wrong), and how long all of it took.
    """

    took: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def percentile(self, share: float) -> float:
        """Milliseconds that this share of the requests did not exceed."""
        ordered = sorted(self.took)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def rate(self) -> float:
        """Answers a second, over the whole time."""
        return len(self.took) / self.seconds


def send_all(port: int, forms: Sequence[Posted], rate: float, expected: bytes) -> Told:
    """Send the forms to this port of our own machine, so many a second; `expected` stands in each answer."""
    return asyncio.run(_send_all(port, forms, rate, expected))


async def _send_all(port: int, forms: Sequence[Posted], rate: float, expected: bytes) -> Told:
    told, start = Told(), time.monotonic()

    async def one(place: int, form: Posted) -> None:
        due = start + place / rate
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        try:
            answer = await asyncio.wait_for(_exchange(port, form), LONGEST)
            status = answer.split(b" ", 2)[1].decode()
            said = status if expected in answer else f"{status}, another page"
        except (TimeoutError, OSError, IndexError) as error:
            said = type(error).__name__
        told.took.append(time.monotonic() - due)
        told.answers[said] += 1

    await asyncio.gather(*(one(place, form) for place, form in enumerate(forms)))
    told.seconds = time.monotonic() - start
    return told


async def _exchange(port: int, form: Posted) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(form.encoded(f"localhost:{port}"))
        return await reader.read()
    finally:
        writer.close()
