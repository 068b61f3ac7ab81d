"""Requests made to be refused, from a seed each: fields missing, twice, evil, unknown; bodies broken.

The forms that pages offer are where most begin: a request that lacks one field reaches code that one which
lacks them all does not.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from random import Random
from urllib.parse import quote_plus, urlencode, urlsplit

# Bytes, since a browser is not what sends them: some are no UTF-8, some are a surrogate by itself.
EVIL = (
    b"", b" ", b"0", b"-1", b"1", b"x", b"\x00", b"a\x00b", b"\xed\xa0\x80", b"\xff\xfe", b"\xc3", b"9" * 30,
    b"9" * 5000, b"-" + b"9" * 19, b"2147483648", b"9223372036854775808", b"1e400", b"NaN", b"Infinity",
    b"0x10", b"1_000", "٣".encode(), "²".encode(), "𝟗".encode(), "🜁".encode() * 40,
    "\u202egro.elpmaxe".encode(),
    "a\u2066b\u2069".encode(), "\u200b".encode(), "\ufeff".encode(), "\U000e0041".encode(),
    "e\u0301".encode() * 300, "ﷺ".encode() * 200, b"a" * 3000, b"a" * 30_000, b"<script>alert(1)</script>",
    b"' OR 1=1 --", b"%s%n%(x)s{0}{{ 7*7 }}", b"../../etc/passwd", b"//evil.example", b"https://evil.example/",
    b"\r\nX-Evil: 1", b"\x1b[2J", b"[]", b"{}", b"null", b"true", b"on", b"0001-01-01", b"0001-01-01T00:00",
    b"9999-12-31", b"9999-12-31T23:59", b"2026-02-30T25:61", b"2026-11-26T12:00", b"yes", b"no", b"blank",
    b"m1", b"m1\x00", b"b1", b"m1,m2", "l\u2019\u00e9t\u00e9".encode(),
)  # fmt: skip
UNKNOWN = (
    b"member", b"member_id", b"vote", b"vote_id", b"seat_key", b"version", b"is_staff", b"id", b"pk",
    b"fresh",
    b"_method", b"next", b"csrfmiddlewaretoken", b"rank-m1", b"rank-", b"grade-m1", b"grade-x", b"sent",
    b"preview", b"choices[]", b"\x00", b"\xff", b"a" * 300,
)  # fmt: skip
ASKED = (
    b"page", b"sort", b"order", b"q", b"tracker", b"after", b"before", b"from", b"question", b"with", b"kind",
    b"next", b"at",
)  # fmt: skip
# What a person would type, by the name of a field or by its kind.
TYPED = {
    b"text": "Parce que c’est ainsi.".encode(), b"date": b"2026-11-20", b"number": b"2", b"checkbox": b"on",
    b"datetime-local": (datetime.now(UTC) + timedelta(days=40)).strftime("%Y-%m-%dT%H:%M").encode(),
    b"commitment": b"ab" * 32, b"secret": b"untressecretsecret", b"electing_groups": b" ",
}  # fmt: skip
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data; boundary=seam"

Pair = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Offered:
    """A form as a page offers it: where it is sent, and each field with a value that it might take."""

    action: str
    fields: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Evil:
    """A request: its body and of what kind it says to be, or what its address asks."""

    method: str
    query: str
    body: bytes
    kind: str

    @property
    def shown(self) -> str:
        """Enough of it to be told by; its seed makes it again."""
        return f"{self.method} ?{self.query[:200]} {self.kind}: {self.body[:400]!r}"


class Forms(HTMLParser):
    """The forms of a page that send something, with their fields and options."""

    def __init__(self, page: str, where: str) -> None:
        super().__init__()
        self.found: list[Offered] = []
        self._where, self._action, self._select = urlsplit(where).path, "", b""
        self._fields: list[Pair] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a form, or note a field of the one that is open."""
        held = {name: (value or "").encode() for name, value in attrs}
        if tag == "form" and held.get("method", b"").lower() == b"post":
            self._action, self._fields = held.get("action", b"").decode() or self._where, []
        if self._fields is None:
            return
        if tag in ("input", "textarea", "button") and (name := held.get("name")):
            typed = TYPED.get(name) or TYPED.get(held.get("type", b"text"), b"")
            self._fields.append((name, held.get("value") or typed))
        elif tag == "select":
            self._select = held.get("name", b"")
        elif tag == "option" and self._select:
            self._fields.append((self._select, held.get("value", b"")))

    def handle_endtag(self, tag: str) -> None:
        """End a form."""
        if tag == "form" and self._fields is not None:
            self.found.append(Offered(self._action, tuple(self._fields)))
            self._fields = None
        self._select = b"" if tag == "select" else self._select


def evil_post(draw: Random, offered: Offered) -> Evil:
    """What might be sent instead of what a form would."""
    pairs = _spoiled(draw, list(offered.fields))
    query = _query(draw) if draw.random() < 0.1 else ""
    shape = draw.random()
    if shape < 0.7:
        return Evil(
            "post", query, b"&".join(quote(name) + b"=" + quote(value) for name, value in pairs), FORM
        )
    if shape < 0.9:
        return Evil("post", query, _multipart(draw, pairs), MULTIPART)
    if shape < 0.95:
        return Evil("post", query, _json(draw, pairs), "application/json")
    odd = draw.choice((b"", b"\x00", b"=&=;&", b"--seam", b"<x/>", b"a=b&" * 2000, bytes(range(256))))
    kinds = (
        FORM,
        MULTIPART,
        "text/plain",
        "",
        "multipart/form-data",
        f"{FORM}; charset=utf-16",
        "x/y; a=\x01",
    )
    return Evil("post", query, odd, draw.choice(kinds))


def evil_get(draw: Random) -> Evil:
    """What an address might be asked with."""
    return Evil("get", _query(draw), b"", "")


def quote(raw: bytes) -> bytes:
    """Bytes as a form sends them."""
    return quote_plus(raw).encode()


def _query(draw: Random) -> str:
    names = draw.sample(ASKED, draw.randint(1, 4))
    return urlencode([(name, draw.choice(EVIL)[:800]) for name in names])


def _spoiled(draw: Random, pairs: list[Pair]) -> list[Pair]:
    """One to three things wrong with the fields; now and then nothing at all, or of each name one value."""
    if draw.random() < 0.8:
        pairs = list(dict(draw.sample(pairs, len(pairs))).items())
    for _ in range(draw.choice((0, 1, 1, 1, 2, 3))):
        at = draw.randrange(len(pairs)) if pairs else 0
        what = draw.random()
        if what < 0.2 or not pairs:
            pairs.append((draw.choice(UNKNOWN), draw.choice(EVIL)))
        elif what < 0.35:
            del pairs[at]
        elif what < 0.45:
            pairs.append((pairs[at][0], draw.choice((pairs[at][1], draw.choice(EVIL)))))
        elif what < 0.5:
            pairs = [(name, draw.choice(EVIL)) for name, _value in pairs]
        else:
            pairs[at] = (pairs[at][0], draw.choice(EVIL))
    return pairs


def _multipart(draw: Random, pairs: list[Pair]) -> bytes:
    """The same in parts, one of which may be a file; the end may be missing."""
    parts = []
    for name, value in pairs:
        file = b'; filename="x.csv"' if draw.random() < 0.15 else b""
        head = b'Content-Disposition: form-data; name="' + name.replace(b'"', b"%22") + b'"' + file
        parts.append(b"--seam\r\n" + head + b"\r\n\r\n" + value + b"\r\n")
    whole = b"".join(parts) + b"--seam--\r\n"
    return whole if draw.random() < 0.8 else whole[: draw.randint(0, len(whole))]


def _json(draw: Random, pairs: list[Pair]) -> bytes:
    if draw.random() < 0.3:
        return draw.choice((b"[" * 100_000, b'{"a":' * 5000, b"1" * 100_000, b'"\\ud800"', b"NaN", b"{"))
    return json.dumps({repr(name): repr(value) for name, value in pairs}).encode()
