"""Shapes and canonical JSON, by the second reader: written from docs/formats/evidence-pack.md alone."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime
from typing import Any

SLUG = r"[a-z0-9][a-z0-9-]{0,79}"


# Kinds of wordings, and how many signs each may have.
WORDINGS = {"wording": 20_000, "text of a question": 20_000, "title": 500, "short wording": 300, "name": 200,
            "remark": 5_000}  # fmt: skip


HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


KINDS = {
    "claim": "missing|group-wrong|count-wrong",
    "slug": SLUG,
    "digest": "[0-9a-f]{64}",
    "nonce": "[0-9a-f]{32}",
    "tracker": "[A-HJ-NP-Z2-9]{12}",
    "day": r"\d{4}-\d\d-\d\d",
    "moment": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
}


TYPES = {"text": str, "flag": bool, "object": dict, "list": list}


class Refused(Exception):
    """The file is no pack."""


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def H(*row: Any) -> str:  # noqa: N802 (the page's name)
    return sha(canonical(list(row)))


def parsed(content: bytes) -> Any:
    def refuse(number: str) -> None:
        raise Refused(number)

    try:
        value = json.loads(content.decode(), parse_float=refuse, parse_constant=refuse)
        if canonical(value) != content or b"\\ud" in content or too_large(value):
            raise Refused("not canonical")
    except (ValueError, RecursionError) as error:
        raise Refused("not JSON") from error
    return value


def too_large(value: Any, depth: int = 0) -> bool:
    if isinstance(value, dict):
        return not all(key.isascii() for key in value) or too_large(list(value.values()), depth)
    if isinstance(value, list):
        return depth > 64 or any(too_large(each, depth + 1) for each in value)
    return isinstance(value, int) and abs(value) >= 2**53


def shaped(value: Any, kind: Any) -> Any:
    """The value, if it is of the kind."""
    if not fits(value, kind):
        raise Refused(f"shape: {kind}")
    return value


def fits(value: Any, kind: Any) -> bool:
    """A kind is an object with exactly these keys, a list of one kind, one of several kinds, `None` or the
    empty text, or a name.
    """
    match kind:
        case dict():
            same = isinstance(value, dict) and set(value) == set(kind)
            return same and all(fits(value[key], each) for key, each in kind.items())
        case list():
            return isinstance(value, list) and all(fits(each, kind[0]) for each in value)
        case tuple():
            return any(fits(value, each) for each in kind)
        case None | "":
            return bool(value == kind)
        case "count":
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if kind in TYPES:
        return isinstance(value, TYPES[kind])
    if not isinstance(value, str):
        return False
    if kind in WORDINGS:
        shown = value.replace("\n", "") if kind in ("text of a question", "remark") else value
        return bool(value.strip()) and len(value) <= WORDINGS[kind] and not HIDDEN.search(shown)
    matches = re.fullmatch(KINDS[kind], value) is not None
    return matches and (kind not in ("moment", "day") or exists(value))


def exists(moment: str) -> bool:
    """Whether there is such a moment or day."""
    try:
        return datetime.fromisoformat(moment) is not None
    except ValueError:
        return False


def alike(first: Any, second: Any) -> bool:
    """Whether two values are one; Python takes 0 for false."""
    return canonical(first) == canonical(second)


def amount(value: Any) -> int:
    return value if fits(value, "count") else 0
