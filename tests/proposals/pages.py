"""What a page says, for tests that look for a sentence."""

from __future__ import annotations

from html import unescape
from typing import Any


def words(answer: Any) -> str:
    """The source of a page (an answer of the test client) with its signs as typed: no entities, and
    every blank that does not break a plain space.
    """
    source: bytes = answer.content
    return unescape(source.decode()).replace("\u00a0", " ")
