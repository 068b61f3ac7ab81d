"""Reading a site from outside: its own host only, within limits, nothing executed, nothing trusted."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from typing import IO
from urllib.parse import urlsplit

from votes.verifier.findings import NotAPack
from votes.verifier.unpacking import LARGEST_MEMBER, LARGEST_PACK

SECONDS = 60
# An answer that drips for ever would keep the mirror from looking, without a word.
LONGEST_ANSWER = 3600
PIECE = 2**20
AGENT = "livret-mirror"


class OwnHostOnly(urllib.request.HTTPRedirectHandler):
    """A site that sends its observers elsewhere is not the site they watch."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Follow within the host, to the same or a safer scheme; refuse all else."""
        before, after = urlsplit(req.full_url), urlsplit(newurl)
        if after.hostname != before.hostname or after.scheme not in (before.scheme, "https"):
            raise NotAPack("mirror.sent-elsewhere", address=newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def read_journal_bytes(address: str, after: int = 0) -> bytes:
    """The site's journal from the entry after `after` on, as it publishes it. Raises NotAPack."""
    return _read(address, f"journal/journal.jsonl?after={after}" if after else "journal/journal.jsonl",
                 LARGEST_MEMBER)  # fmt: skip


def read_pack_bytes(address: str, vote: str) -> bytes:
    """The published pack of a vote. Raises NotAPack."""
    return _read(address, f"votes/{vote}/pack.zip", LARGEST_PACK)


def check_address(address: str) -> str:
    """The address with a slash at its end. Raises NotAPack `mirror.address-wrong`."""
    try:
        parts = urlsplit(address)
        # Asking for the port refuses what is none.
        can_be_reached = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        can_be_reached = False
    if not can_be_reached:
        raise NotAPack("mirror.address-wrong", address=address)
    return address.rstrip("/") + "/"


def _read(address: str, path: str, most: int) -> bytes:
    opener = urllib.request.build_opener(OwnHostOnly)
    opener.addheaders = [("User-Agent", AGENT)]
    content, started = bytearray(), time.monotonic()
    try:
        with opener.open(address + path, timeout=SECONDS) as answer:
            while piece := answer.read1(PIECE):
                content += piece
                if len(content) > most:
                    raise NotAPack("mirror.too-large", address=address + path, most=most)
                if time.monotonic() - started > LONGEST_ANSWER:
                    raise NotAPack("mirror.too-slow", address=address + path, most=LONGEST_ANSWER)
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
        raise NotAPack("mirror.unreachable", address=address + path, reason=str(error)) from error
    return bytes(content)
