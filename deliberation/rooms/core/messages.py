"""What a message may be, and how fast they may follow each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deliberation.core.errors import RuleBroken

LONGEST = 1000  # signs
MOST_IN_A_ROW = 10  # messages of one member in one room within WINDOW: one a second over time
WINDOW = timedelta(seconds=10)
_CLIENT_ID = re.compile(r"[A-Za-z0-9-]{8,40}")
# Control signs, half surrogates, and signs that turn the direction of what stands around them.
_REFUSED = {"Cc", "Cs"}
_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def check_body(body: str) -> str:
    """The message as it is stored: NFC, line ends as \\n, no space around.

    Refuses: `message.empty`, `message.too-long`, `message.control-characters`.
    """
    text = unicodedata.normalize("NFC", body.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if any(_is_refused(sign) for sign in text):
        raise RuleBroken("message.control-characters")
    if not text:
        raise RuleBroken("message.empty")
    if len(text) > LONGEST:
        raise RuleBroken("message.too-long", signs=len(text), most=LONGEST)
    return text


def check_client_id(client_id: str) -> str:
    """The page's own number for a sending; refuses `message.unnamed` for what is none."""
    if not _CLIENT_ID.fullmatch(client_id):
        raise RuleBroken("message.unnamed")
    return client_id


def check_pace(latest: Sequence[datetime], now: datetime) -> None:
    """Refuse `message.too-often` when MOST_IN_A_ROW of a member's latest messages fall in the WINDOW."""
    recent = [at for at in latest if now - at < WINDOW]
    if len(recent) >= MOST_IN_A_ROW:
        raise RuleBroken("message.too-often", most=MOST_IN_A_ROW, seconds=int(WINDOW.total_seconds()))


@dataclass(frozen=True, slots=True)
class Bucket:
    """A token bucket: `tokens` left at `at` (seconds of any steady clock)."""

    tokens: float
    at: float


def take(bucket: Bucket, now: float, *, most: int, per_second: float) -> tuple[Bucket, bool]:
    """The bucket after asking for one token, and whether there was one."""
    tokens = min(float(most), bucket.tokens + (now - bucket.at) * per_second)
    return (Bucket(tokens - 1, now), True) if tokens >= 1 else (Bucket(tokens, now), False)


def _is_refused(sign: str) -> bool:
    if sign in "\n\t":
        return False
    return unicodedata.category(sign) in _REFUSED or ord(sign) in _TURNING
