"""The codes a voter writes down: one to change a ballot, one to follow it, and its tracker.

The change code is random. The follow-up code is derived from it, and the tracker of each question
from the follow-up code: who holds the first holds all, who holds the second can only look, and two
trackers look unrelated. All are letters and digits of an alphabet without 0, O, 1 and I. The check
letter is a weighted sum over the field of 32 elements: any one wrong letter, and any two letters
swapped, are caught.
"""

from __future__ import annotations

import hashlib

from deliberation.core.canonical import canonical, digest
from deliberation.core.errors import RuleBroken

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CHANGE_LETTERS = 20
FOLLOW_LETTERS = 16
TRACKER_LETTERS = 12
CHANGE_BYTES = 13
BITS_PER_LETTER = 5
GROUP = 4
FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive: the powers of x are all 31 non-zero elements
VALUES = {letter: value for value, letter in enumerate(ALPHABET)}


def change_code(randomness: bytes) -> str:
    """A fresh change code of 20 letters and a check letter from 13 random bytes (100 bits are used).

    Raises ValueError for another number of bytes.
    """
    if len(randomness) != CHANGE_BYTES:
        raise ValueError(f"a change code takes {CHANGE_BYTES} random bytes")
    letters = _letters(randomness, CHANGE_LETTERS)
    return letters + _check_letter(letters)


def follow_up_code(change: str) -> str:
    """The code that only follows: 16 letters and a check letter, derived from a change code."""
    letters = _letters(_hash("livret-follow-v1", change), FOLLOW_LETTERS)
    return letters + _check_letter(letters)


def tracker(follow_up: str, reference: str) -> str:
    """The tracker, 12 letters, of the ballot on one question (`question_reference`)."""
    return _letters(_hash("livret-tracker-v1", follow_up, reference), TRACKER_LETTERS)


def code_hash(reference: str, change: str) -> str:
    """What the server keeps of a change code, per question: 64 hexadecimal digits."""
    return digest(["livret-ballot-v1", reference, change])


def read_change_code(typed: str) -> str:
    """A change code as typed, cleaned. Raises RuleBroken as `_read`."""
    return _read(typed, CHANGE_LETTERS + 1, checked=True)


def read_follow_up_code(typed: str) -> str:
    """A follow-up code as typed, cleaned. Raises RuleBroken as `_read`."""
    return _read(typed, FOLLOW_LETTERS + 1, checked=True)


def read_tracker(typed: str) -> str:
    """A tracker as typed, cleaned. Raises RuleBroken as `_read`."""
    return _read(typed, TRACKER_LETTERS, checked=False)


def in_groups(code: str) -> str:
    """A code in groups of four, as people read and write it: `ABCD-EFGH-JKLM`."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def _read(typed: str, length: int, checked: bool) -> str:
    """Letters of a typed code: any case, with or without spaces and dashes of any kind.

    Raises RuleBroken `code.unknown-letter`, `code.wrong-length` or `code.wrong-check`.
    """
    cleaned = "".join(sign for sign in typed.upper() if not (sign.isspace() or sign in "-‐‑‒–—−"))
    if any(sign not in VALUES for sign in cleaned):
        raise RuleBroken("code.unknown-letter")
    if len(cleaned) != length:
        raise RuleBroken("code.wrong-length", letters=len(cleaned), wanted=length)
    if checked and _check_letter(cleaned[:-1]) != cleaned[-1]:
        raise RuleBroken("code.wrong-check")
    return cleaned


def _letters(source: bytes, length: int) -> str:
    """The first `5 * length` bits of the source, five to a letter."""
    bits = int.from_bytes(source, "big") >> (8 * len(source) - BITS_PER_LETTER * length)
    return "".join(ALPHABET[bits >> BITS_PER_LETTER * place & 31] for place in reversed(range(length)))


def _check_letter(letters: str) -> str:
    """The letter that makes the sum of x^place * letter zero, its own place being 0."""
    total = 0
    for letter in letters:
        total = _times_x(total ^ VALUES[letter])
    return ALPHABET[total]


def _times_x(element: int) -> int:
    shifted = element << 1
    return shifted ^ FIELD_POLYNOMIAL if shifted > 31 else shifted


def _hash(*parts: str) -> bytes:
    return hashlib.sha256(canonical(list(parts))).digest()
