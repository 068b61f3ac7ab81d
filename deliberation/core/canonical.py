"""Canonical JSON: one value, one sequence of bytes, so that a digest means one thing.

RFC 8785 restricted to what Livret publishes: objects with ASCII keys, arrays, strings, booleans,
null and integers below 2^53 in size. No floats: a rational is the string "n/d", a larger integer
is a string. Under this restriction, sorting keys by code point is RFC 8785's order.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import NoReturn, TypeAlias

Json: TypeAlias = bool | int | str | Sequence["Json"] | Mapping[str, "Json"] | None

LARGEST_INTEGER = 2**53 - 1
DEEPEST = 64
LONG = 2**20  # signs above which a second copy is worth sparing
LONGEST_INTEGER_TEXT = 17


class NotCanonical(ValueError):
    """The value or the bytes are outside the restricted form; the message names what and where."""


def canonical(value: Json) -> bytes:
    """The canonical UTF-8 bytes of a value.

    Raises NotCanonical for floats, integers of 2^53 or more, keys that are not ASCII, lone
    surrogates, and nesting deeper than 64.
    """
    try:
        return _written(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical("a string holds half of a surrogate pair") from error


def same(first: Json, second: Json) -> bool:
    """Whether two values are one: to Python 0 is False and 1 is True, to whoever reads the file they are not.

    Raises NotCanonical as `canonical`.
    """
    return canonical(first) == canonical(second)


def digest(value: Json) -> str:
    """SHA-256 of the canonical bytes, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def parse(data: bytes) -> Json:
    """Read canonical bytes back, refusing everything that `canonical` would not have written.

    Raises NotCanonical for duplicate keys, floats, NaN, huge integers, deep nesting, a BOM, other
    encodings, white space: in the end the bytes must equal `canonical(parse(bytes))`.
    """
    try:
        text = data.decode("utf-8")
        value: Json = json.loads(
            text,
            object_pairs_hook=_without_duplicates,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
            parse_int=_small_integer,
        )
    except NotCanonical:
        raise
    except RecursionError as error:
        raise NotCanonical(f"nested deeper than {DEEPEST}") from error
    except ValueError as error:
        raise NotCanonical(f"not JSON in UTF-8: {error}") from error
    # As texts: half of a surrogate pair, which UTF-8 cannot hold, was an escape and differs too.
    if not (_is_piece_by_piece(value, text) if len(text) > LONG else _written(value) == text):
        raise NotCanonical("the bytes are not in canonical form")
    return value


def _written(value: Json) -> str:
    """The canonical text of a value. Raises NotCanonical but for lone surrogates."""
    _check(value, 0)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _is_piece_by_piece(value: Json, text: str) -> bool:
    """Whether the canonical text of a large value is this one: never a second copy of it in memory."""
    _check(value, 0)
    place = 0
    encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    for piece in encoder.iterencode(value):
        if not text.startswith(piece, place):
            return False
        place += len(piece)
    return place == len(text)


def _check(value: Json, depth: int) -> None:
    if depth > DEEPEST:
        raise NotCanonical(f"nested deeper than {DEEPEST}")
    if value is None or isinstance(value, (bool, str)):
        return
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise NotCanonical("an integer of 2^53 or more: write it as a string")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise NotCanonical(f"a key that is not ASCII text: {key!r}")
            _check(inner, depth + 1)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _check(inner, depth + 1)
    else:
        raise NotCanonical(f"a value of type {type(value).__name__}")


def _without_duplicates(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotCanonical("a key stands twice in one object")
    return found


def _refuse_number(text: str) -> NoReturn:
    raise NotCanonical(f"a number that is no integer: {text[:20]}")


def _small_integer(text: str) -> int:
    if len(text) > LONGEST_INTEGER_TEXT:
        raise NotCanonical("an integer of 2^53 or more: write it as a string")
    return int(text)
